import type { Vector } from '../base/vector';
import type { Lookup } from '../cache/vector-cache';
import type { CorpusRecord } from '../corpus/record';
import type { TextKey } from '../keys/text-key';

/** Records of a window. Memory in use is a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 1024;
/** Texts that are embedded, then stored, together: what a killed run loses at most. */
const SHARE_TEXTS = 256;
/** The same where texts are long, so that a share is done well within the grace time that a signal leaves: some 16,000 tokens. */
const SHARE_CHARACTERS = 65_536;

/** Records that go through a run together. All arrays have one element a record. */
interface WindowRecords {
  readonly records: readonly CorpusRecord[];
  readonly keys: readonly TextKey[];
  /** Whether the record is the first in this run with its text. */
  readonly firsts: readonly boolean[];
}

/** Records whose vectors are known. */
export interface ResolvedWindow extends WindowRecords {
  readonly vectors: readonly Vector[];
  /** Only if asked for. */
  readonly trace?: WindowTrace;
}

/** Where the vectors of a window came from, for the decision log. */
export interface WindowTrace {
  /** For each record that is the first with its text: the tier that had it; undefined if none had. */
  readonly origins: readonly (string | undefined)[];
  /** Records whose text another run embedded meanwhile. */
  readonly byOthers: ReadonlySet<number>;
  /** Entries that were there and were bad. */
  readonly corrupt: number;
  /** Tiers that should have been asked for some of the texts and gave no answer. */
  readonly unanswered: readonly string[];
}

/** Records of a window, and what the tiers had of them. */
export interface SurveyedWindow extends WindowRecords {
  /** For the first record with a text, the tier that has its vector; undefined if none has. */
  readonly origins: readonly (string | undefined)[];
  /** For the first record with a text, its vector; undefined if no tier has it. */
  readonly vectors: readonly (Vector | undefined)[];
}

/** A window on its way. The arrays of what is wanted have one element for each text that no window before it brings. */
export interface Window extends WindowRecords {
  readonly firsts: boolean[];
  /** For each record the number of the text that it waits for, in this window or in an earlier one. */
  readonly numbers: Uint32Array;
  /** Number of the first text that is wanted here; the others follow. */
  readonly start: number;
  readonly wanted: TextKey[];
  /** The record that wants it. */
  readonly wantedBy: number[];
  /** Filled as they are found or computed. */
  vectors: (Vector | undefined)[];
  /** What the tiers answered. */
  lookup?: Lookup;
  /** Windows that were on their way when this one began. */
  earlier: readonly Window[];
  /** Only where windows are traced. */
  byOthers?: Set<number>;
}

/** The record that wants a text first. */
export function recordOf({ records, wantedBy }: Window, at: number): CorpusRecord {
  return records[wantedBy[at] as number] as CorpusRecord;
}

/** Cuts what is to be embedded, in its order, where a share would hold too many texts or characters. */
export function* sharesOf(missing: readonly number[], length: (at: number) => number): Generator<number[]> {
  let share: number[] = [];
  let characters = 0;
  for (const at of missing) {
    if (share.length === SHARE_TEXTS || (share.length > 0 && characters + length(at) > SHARE_CHARACTERS)) {
      yield share;
      share = [];
      characters = 0;
    }
    share.push(at);
    characters += length(at);
  }
  if (share.length > 0) yield share;
}

/** What the decision log says of it. */
export function traceOf(window: Window, { corrupt, unanswered = [] }: Lookup): WindowTrace {
  return { origins: originsOf(window), byOthers: window.byOthers ?? new Set(), corrupt, unanswered };
}

/** For each record that wanted its text: the tier that had the vector. */
export function originsOf({ records, firsts, wantedBy, lookup }: Window): (string | undefined)[] {
  const origins = new Array<string | undefined>(records.length).fill(undefined);
  for (const [at, by] of wantedBy.entries()) if (firsts[by]) origins[by] = lookup?.origins[at];
  return origins;
}

/** For each record that wanted its text: the vector that a tier had. */
export function vectorsOf({ records, firsts, wantedBy, vectors }: Window): (Vector | undefined)[] {
  const found = new Array<Vector | undefined>(records.length).fill(undefined);
  for (const [at, by] of wantedBy.entries()) if (firsts[by]) found[by] = vectors[at];
  return found;
}

/** Positions of vectors that are not there. */
export function missesOf(vectors: readonly (Vector | undefined)[]): number[] {
  const missing: number[] = [];
  for (let at = 0; at < vectors.length; at++) if (!vectors[at]) missing.push(at);
  return missing;
}

/** Gathers records into windows. Ends early once the signal is aborted. */
export async function* windowsOf(
  records: AsyncIterable<CorpusRecord[]>,
  signal: AbortSignal,
): AsyncGenerator<CorpusRecord[]> {
  let window: CorpusRecord[] = [];
  for await (const some of records) {
    if (signal.aborted) return;
    for (const record of some) {
      window.push(record);
      if (window.length < WINDOW_RECORDS) continue;
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}
