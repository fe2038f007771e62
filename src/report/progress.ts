import { count, duration, percent } from '../base/wording';
import type { ResolveFacts } from '../resolve/resolve';
import type { Pace } from './pace';

/** A moment of a run. */
export interface Moment {
  /** Records whose vectors are known. */
  readonly done: number;
  /** Of all records; undefined while it cannot be told. Corrected as reading goes on. */
  readonly total: number | undefined;
  /** Records a second, of late. */
  readonly rate: number;
  readonly hits: number;
  /** Of the texts that were asked for, 0 to 1; undefined before the first was. */
  readonly hitRate?: number;
  readonly embedded: number;
  /** Only where nothing is embedded: then a record is done when it is known whether its vector is there. */
  readonly misses?: number;
}

/** How far a run is. */
export interface Stand {
  readonly texts: ResolveFacts;
  /** See Moment. */
  readonly total: number | undefined;
  /** Whether what is missing is embedded as well; it is unless said otherwise. */
  readonly embeds?: boolean;
}

/**
 * @param seconds since the run began
 * @param pace told of this moment
 */
export function momentOf({ texts, total, embeds = true }: Stand, seconds: number, pace: Pace): Moment {
  const repeats = texts.records - texts.unique;
  const asked = texts.hits + texts.misses;
  const done = Math.max(0, texts.hits + (embeds ? texts.embedded : texts.misses) + repeats);
  return {
    done,
    // What is done was there.
    total: total === undefined ? undefined : Math.max(total, done),
    rate: pace.rate(seconds, done),
    hits: texts.hits,
    ...(asked > 0 && { hitRate: texts.hits / asked }),
    embedded: texts.embedded,
    ...(!embeds && { misses: texts.misses }),
  };
}

/** So that the hit rate is within 80 columns. */
const BAR_WIDTH = 12;

/** In whole seconds: more would claim to be exact. */
function timeLeft(seconds: number): string {
  return seconds < 9.995 ? `${Math.ceil(seconds)} s` : duration(seconds);
}

/** One line on how far the run is, how fast, and how long it will take. */
export function renderProgress(moment: Moment, bar: boolean): string {
  const { done, total, rate, hits, hitRate, embedded, misses } = moment;
  const parts = [`${count(done)}${total === undefined ? '' : ` of ${count(total)}`} records`];
  // Repeats alone say nothing about the rate: the model may still be loading.
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

/** As many whole parts of a line as a terminal has columns for: half a number would be another number. */
export function shortened(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const end = line.lastIndexOf(', ', columns);
  return line.slice(0, end < 0 ? columns : end);
}
