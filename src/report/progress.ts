import { count, duration, percent } from '../base/wording';
import type { ResolveFacts } from '../resolve/resolve';
import type { Pace } from './pace';

/** The progress of a run at one moment. */
export interface Moment {
  /** Records whose vectors are known. */
  readonly done: number;
  /** All records, an estimate until everything is read. Undefined while unknown. */
  readonly total: number | undefined;
  /** Recent records per second. */
  readonly rate: number;
  readonly hits: number;
  /** Share of the texts looked up, 0 to 1. Undefined before the first lookup. */
  readonly hitRate?: number;
  readonly embedded: number;
  /** Only if nothing is embedded: a record is then done once it is looked up. */
  readonly misses?: number;
}

/** The counts of a run so far. */
export interface Stand {
  readonly texts: ResolveFacts;
  /** See Moment. */
  readonly total: number | undefined;
  /** Whether misses are embedded; true unless given. */
  readonly embeds?: boolean;
}

/**
 * Returns the progress of a run, and adds it to the pace.
 * @param seconds since the start of the run
 */
export function momentOf({ texts, total, embeds = true }: Stand, seconds: number, pace: Pace): Moment {
  const repeats = texts.records - texts.unique;
  const asked = texts.hits + texts.misses;
  const done = Math.max(0, texts.hits + (embeds ? texts.embedded : texts.misses) + repeats);
  return {
    done,
    // The estimate may be too low.
    total: total === undefined ? undefined : Math.max(total, done),
    rate: pace.rate(seconds, done),
    hits: texts.hits,
    ...(asked > 0 && { hitRate: texts.hits / asked }),
    embedded: texts.embedded,
    ...(!embeds && { misses: texts.misses }),
  };
}

/** Keeps the hit rate within 80 columns. */
const BAR_WIDTH = 12;

/** In whole seconds, because it is an estimate. */
function timeLeft(seconds: number): string {
  return seconds < 9.995 ? `${Math.ceil(seconds)} s` : duration(seconds);
}

/** Returns the progress, the rate and the time left in one line. */
export function renderProgress(moment: Moment, bar: boolean): string {
  const { done, total, rate, hits, hitRate, embedded, misses } = moment;
  const parts = [`${count(done)}${total === undefined ? '' : ` of ${count(total)}`} records`];
  // With repeats alone the rate is unknown, because the model may still be loading.
  const known = rate > 0 && hits + (misses ?? embedded) > 0;
  if (known) parts.push(`${count(rate)}/s`);
  if (known && total !== undefined) parts.push(`${timeLeft(Math.max(0, total - done) / rate)} left`);
  parts.push(`${count(hits)} hits${hitRate === undefined ? '' : ` (${percent(hitRate)})`}`);
  parts.push(misses === undefined ? `${count(embedded)} embedded` : `${count(misses)} missing`);
  const share = total ? Math.min(1, done / total) : undefined;
  if (share === undefined) return parts.join(', ');
  const filled = Math.floor(share * BAR_WIDTH);
  const drawn = bar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
  return `${drawn}${percent(share)}, ${parts.join(', ')}`;
}

/** Returns the parts of a line that fit into a terminal. Half a number would be wrong. */
export function shortened(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const end = line.lastIndexOf(', ', columns);
  return line.slice(0, end < 0 ? columns : end);
}
