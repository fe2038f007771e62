import { LimitExceeded } from '../base/errors';
import { count, counted, cost as money } from '../base/wording';
import type { Inputs } from '../inputs/inputs';
import type { ResolveFacts } from '../resolve/resolve';
import { kindOf, type Prediction } from './prediction';

export type LimitInputs = Pick<Inputs, 'maxMisses' | 'maxCost' | 'costPerHour'>;

/** Whether a run must know its misses before it embeds anything. */
export function isLimited({ maxMisses, maxCost }: LimitInputs): boolean {
  return maxMisses !== undefined || maxCost !== undefined;
}

/** @returns why nothing may be embedded, and how to fix it; undefined if the limits allow it */
export function limitRefusal(
  { misses, predictions }: { readonly misses: number; readonly predictions: readonly Prediction[] },
  { maxMisses, maxCost }: LimitInputs,
): string | undefined {
  if (maxMisses !== undefined && misses > maxMisses) {
    return `max-misses: ${count(misses)} texts are missing, more than the limit of ${count(maxMisses)}. Nothing was embedded. report.json lists their files. If you expect so many, raise max-misses.`;
  }
  const [cheapest] = predictions
    .flatMap(({ cost, device }) => (cost ? [{ cost, device }] : []))
    .sort((a, b) => a.cost.expected - b.cost.expected);
  if (maxCost !== undefined && cheapest && cheapest.cost.expected > maxCost) {
    const { expected, low, high } = cheapest.cost;
    return `max-cost: embedding ${counted(misses, 'text')} would cost about ${money(expected)} (${money(low)} to ${money(high)}) on ${cheapest.device}, more than the limit of ${money(maxCost)}. Nothing was embedded. To embed anyway, raise max-cost.`;
  }
  return undefined;
}

/** Whether max-cost cannot be checked in advance, because the rate or the price is unknown. */
export function costUnknown(predictions: readonly Prediction[], misses: number, { maxCost }: LimitInputs): boolean {
  return maxCost !== undefined && misses > 0 && predictions.every(({ cost }) => cost === undefined);
}

/**
 * Checks the limits during embedding, for cases that cannot be predicted: a corpus that can be read only once, or a rate that was
 * never measured.
 * @throws LimitExceeded as soon as a limit is exceeded
 */
export function watch(
  { misses, embedded, embedMs, loadMs }: Pick<ResolveFacts, 'misses' | 'embedded' | 'embedMs' | 'loadMs'>,
  device: string,
  { maxMisses, maxCost, costPerHour }: LimitInputs,
): void {
  const soFar =
    embedded === 0
      ? 'Nothing was embedded.'
      : `${counted(embedded, 'text')} were embedded and stored: a later run continues from there.`;
  if (maxMisses !== undefined && misses > maxMisses) {
    throw new LimitExceeded(
      `max-misses: ${count(misses)} texts are missing so far, more than the limit of ${count(maxMisses)}. ${soFar} No output was written. If you expect so many, raise max-misses.`,
    );
  }
  const spent = ((embedMs + loadMs) / 3_600_000) * (costPerHour[kindOf(device)] ?? 0);
  if (maxCost !== undefined && spent > maxCost) {
    throw new LimitExceeded(
      `max-cost: embedding has cost ${money(spent)} so far, more than the limit of ${money(maxCost)}. ${soFar} No output was written. To continue anyway, raise max-cost.`,
    );
  }
}
