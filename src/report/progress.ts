import type { CorpusFacts } from '../corpus/record';
import type { ResolveFacts } from '../resolve';
import { count, duration, percent } from './wording';

/** A moment of a run. */
export interface Moment {
  readonly seconds: number;
  /** Records whose vectors are known. */
  readonly done: number;
  /** Of all records; undefined while it cannot be told. Corrected as reading goes on. */
  readonly total: number | undefined;
  readonly hits: number;
  readonly embedded: number;
  /** Only where nothing is embedded: then a record is done when it is known whether its vector is there. */
  readonly misses?: number;
}

/**
 * @param seconds since the run began
 * @param embeds whether what is missing is embedded as well
 */
export function momentOf(corpus: CorpusFacts, texts: ResolveFacts, seconds: number, embeds = true): Moment {
  const repeats = texts.records - texts.unique;
  const { bytesTotal, bytesRead, records } = corpus;
  return {
    seconds,
    done: Math.max(0, texts.hits + (embeds ? texts.embedded : texts.misses) + repeats),
    // Records are as dense in what is still to be read as in what has been.
    total:
      bytesTotal && bytesRead > 0 ? Math.round((records * bytesTotal) / Math.min(bytesRead, bytesTotal)) : undefined,
    hits: texts.hits,
    embedded: texts.embedded,
    ...(!embeds && { misses: texts.misses }),
  };
}

const BAR_WIDTH = 24;

/** In whole seconds: more would claim to be exact. */
function timeLeft(seconds: number): string {
  return seconds < 9.995 ? `${Math.ceil(seconds)} s` : duration(seconds);
}

/** One line on how far the run is, how fast, and how long it will take. */
export function renderProgress({ seconds, done, total, hits, embedded, misses }: Moment, bar: boolean): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [`${count(done)}${total === undefined ? '' : ` of ${count(total)}`} records`];
  // Repeats alone say nothing about the rate: the model may still be loading.
  const known = rate > 0 && hits + (misses ?? embedded) > 0;
  if (known) parts.push(`${count(rate)}/s`);
  if (known && total !== undefined) parts.push(`${timeLeft(Math.max(0, total - done) / rate)} left`);
  parts.push(
    `${count(hits)} hits, ${misses === undefined ? `${count(embedded)} embedded` : `${count(misses)} missing`}`,
  );
  const share = total ? Math.min(1, done / total) : undefined;
  if (share === undefined) return parts.join(', ');
  const filled = Math.floor(share * BAR_WIDTH);
  const drawn = bar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
  return `${drawn}${percent(share)}, ${parts.join(', ')}`;
}
