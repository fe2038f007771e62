import type { Vector } from '../base/vector';
import type { TierIdentity } from '../cache/tier-identity';
import type { ChainLookup } from '../cache/tiered';
import type { CorpusRecord } from '../corpus/record';
import type { TextKey } from '../keys/text-key';

/** Records per window. Memory holds a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 1024;
/** Texts per share, which is embedded and then stored as a unit: the most that a killed run loses. */
const SHARE_TEXTS = 256;
/** The same for long texts, so a share is done well within the grace period after a signal: about 16,000 tokens. */
const SHARE_CHARACTERS = 65_536;

/** Records that go through a run together. All arrays have one element per record. */
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

/** Sees each window of a run, in corpus order. */
export interface WindowObserver {
  take(window: ResolvedWindow): Promise<void>;
  close(): Promise<void>;
}

/** The sources of the vectors of a window, for the decision log. */
export interface WindowTrace {
  /** For each record that is the first with its text: the tier that had the vector; undefined if none had. */
  readonly origins: readonly (TierIdentity | undefined)[];
  /** Records whose text another run embedded meanwhile. */
  readonly byOthers: ReadonlySet<number>;
  /** Bad entries that were found. */
  readonly corrupt: number;
  /** Names of the tiers that gave no answer for some of the texts. */
  readonly unanswered: readonly string[];
}

/** Records of a window, with the tiers' answers. */
export interface SurveyedWindow extends WindowRecords {
  /** For the first record with a text, the tier that has its vector; undefined if none has. */
  readonly origins: readonly (TierIdentity | undefined)[];
  /** For the first record with a text, its vector; undefined if no tier has it. */
  readonly vectors: readonly (Vector | undefined)[];
}

/** A window under computation. The arrays of wanted texts have one element for each text that no earlier window brings. */
export interface Window extends WindowRecords {
  readonly firsts: boolean[];
  /** For each record, the number of its text, in this window or in an earlier one. */
  readonly numbers: Uint32Array;
  /** Number of the first text wanted here; the others follow. */
  readonly start: number;
  readonly wanted: TextKey[];
  /** For each wanted text, the record that wants it. */
  readonly wantedBy: number[];
  /** Of the wanted texts, filled as they are found or computed. */
  vectors: (Vector | undefined)[];
  /** The tiers' answers. */
  lookup?: ChainLookup;
  /** Windows that were open when this one began. */
  earlier: readonly Window[];
  /** Only for traced windows. */
  byOthers?: Set<number>;
}

/** Returns the record that wants a text. */
export function recordWanting({ records, wantedBy }: Window, at: number): CorpusRecord {
  return records[wantedBy[at] as number] as CorpusRecord;
}

/** Splits the missing texts, in order, before a share would hold too many texts or characters. */
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

/** Returns the trace of a window for the decision log. */
export function traceOf(window: Window, { corrupt, unanswered = [] }: ChainLookup): WindowTrace {
  return { origins: originsOf(window), byOthers: window.byOthers ?? new Set(), corrupt, unanswered };
}

/** Returns, for each record that wanted its text, the tier that had the vector. */
export function originsOf({ records, firsts, wantedBy, lookup }: Window): (TierIdentity | undefined)[] {
  const origins = new Array<TierIdentity | undefined>(records.length).fill(undefined);
  for (const [at, by] of wantedBy.entries()) if (firsts[by]) origins[by] = lookup?.origins[at];
  return origins;
}

/** Returns, for each record that wanted its text, the vector that a tier had. */
export function vectorsOf({ records, firsts, wantedBy, vectors }: Window): (Vector | undefined)[] {
  const found = new Array<Vector | undefined>(records.length).fill(undefined);
  for (const [at, by] of wantedBy.entries()) if (firsts[by]) found[by] = vectors[at];
  return found;
}

/** Returns the positions of missing vectors. */
export function missesOf(vectors: readonly (Vector | undefined)[]): number[] {
  const missing: number[] = [];
  for (let at = 0; at < vectors.length; at++) if (!vectors[at]) missing.push(at);
  return missing;
}

/** Groups records into windows. Ends early once the signal is aborted. */
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
