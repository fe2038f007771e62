import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { InputError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { ResolvedWindow, WindowObserver, WindowTrace } from '../resolve/window';

type LogInputs = Pick<Inputs, 'decisionLog' | 'decisionLogDetail' | 'cacheMode'>;

/**
 * The only place that decides whether decisions are logged.
 * @param warn called once if the log cannot be finished: a run matters more than its log
 * @returns undefined without `decision-log`
 * @throws InputError if the file cannot be written at all
 */
export async function openDecisionLog(
  inputs: LogInputs,
  warn: (message: string) => void,
): Promise<WindowObserver | undefined> {
  const file = inputs.decisionLog;
  if (file === '') return undefined;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    return new FileDecisionLog(inputs, await open(file, 'w'), warn);
  } catch (error) {
    throw new InputError([`decision-log: cannot write ${file}: ${messageOf(error)}`], { cause: error });
  }
}

/** Writes the lines of a window with one call before it takes the next, so a killed run leaves whole lines. */
class FileDecisionLog implements WindowObserver {
  private windows = 0;
  /** Bytes of whole lines. */
  private written = 0;
  private failed = false;

  constructor(
    private readonly inputs: LogInputs,
    private readonly handle: FileHandle,
    private readonly warn: (message: string) => void,
  ) {}

  async take(window: ResolvedWindow): Promise<void> {
    if (this.failed) return;
    const decided = { number: ++this.windows, time: new Date().toISOString(), cacheMode: this.inputs.cacheMode };
    const lines = decisionLines(window, decided, this.inputs.decisionLogDetail === 'record');
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    try {
      await this.handle.appendFile(bytes);
      this.written += bytes.length;
    } catch (error) {
      this.failed = true;
      // Part of the last lines may have been written.
      await this.handle.truncate(this.written).catch(() => {});
      this.warn(
        `decision-log: ${this.inputs.decisionLog} ends after ${this.windows - 1} windows: ${messageOf(error)}. The run continues without it.`,
      );
    }
  }

  async close(): Promise<void> {
    // Some file systems report only now that a disk is full.
    await this.handle
      .close()
      .catch((error) => this.warn(`decision-log: ${this.inputs.decisionLog}: ${messageOf(error)}`));
  }
}

/** Facts that all lines of a window share. */
export interface Decided {
  /** Counts from 1. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly cacheMode: Inputs['cacheMode'];
}

/** Returns a line for the window and, if asked for, one per record. Neither contains a text, or an id, which may be one. */
export function decisionLines(window: ResolvedWindow, decided: Decided, ofRecords: boolean): object[] {
  const { records, keys, firsts } = window;
  const trace = window.trace ?? NO_TRACE;
  const hits: Record<string, number> = {};
  let [texts, misses, sharedByOthers] = [0, 0, 0];
  const reason = missReason(trace, decided.cacheMode);
  const lines: object[] = [];
  for (const [index, record] of records.entries()) {
    const tier = trace.origins[index]?.name;
    const verdict = !firsts[index] ? 'repeated' : tier ? 'hit' : 'miss';
    const byOthers = trace.byOthers.has(index);
    if (verdict !== 'repeated') texts++;
    if (verdict === 'hit') hits[tier as string] = (hits[tier as string] ?? 0) + 1;
    if (verdict === 'miss') misses++;
    if (verdict === 'miss' && byOthers) sharedByOthers++;
    if (!ofRecords) continue;
    lines.push({
      time: decided.time,
      window: decided.number,
      record: `${record.source}:${record.line}`,
      key: keys[index],
      tier: verdict === 'hit' ? tier : null,
      verdict,
      reason:
        verdict === 'miss' ? (byOthers ? `${reason}; another run embedded it meanwhile` : reason) : REASONS[verdict],
    });
  }
  const [first, last] = [records[0], records.at(-1)];
  return [
    {
      time: decided.time,
      window: decided.number,
      first: first && `${first.source}:${first.line}`,
      last: last && `${last.source}:${last.line}`,
      records: records.length,
      texts,
      hits,
      misses,
      embedded: misses - sharedByOthers,
      sharedByOthers,
      corrupt: trace.corrupt,
      reason: misses === 0 ? REASONS.hit : reason,
    },
    ...lines,
  ];
}

const REASONS = { hit: 'found', repeated: 'the text of an earlier record of this run' } as const;

const NO_TRACE: WindowTrace = { origins: [], byOthers: new Set(), corrupt: 0, unanswered: [] };

/** Returns why texts of a window were misses, as far as it is known: the tiers count bad entries, and do not name them. */
function missReason({ unanswered, corrupt }: WindowTrace, cacheMode: Inputs['cacheMode']): string {
  if (cacheMode === 'off' || cacheMode === 'recache') return `cache-mode is ${cacheMode}: not looked up`;
  const parts = ['in no tier'];
  if (unanswered.length > 0) parts.push(`no answer from ${unanswered.join(' and ')}`);
  if (corrupt > 0) parts.push(`bad entries in this window: ${corrupt}`);
  return parts.join('; ');
}
