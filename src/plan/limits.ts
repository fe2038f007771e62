import { LimitExceeded } from '../base/errors';
import { count, counted, cost as money } from '../base/wording';
import type { Inputs } from '../inputs/inputs';
import type { ResolveFacts } from '../resolve/resolve';
import { kindOf, type Prediction } from './prediction';

export type LimitInputs = Pick<Inputs, 'maxMisses' | 'maxCost' | 'costPerHour'>;

/** Whether a run is to know what it is going to embed before it begins. */
export function isLimited({ maxMisses, maxCost }: LimitInputs): boolean {
  return maxMisses !== undefined || maxCost !== undefined;
}

/** @returns why nothing is to be embedded, as a sentence with what to do; undefined where the limits allow it */
export function limitRefusal(
  { misses, predictions }: { readonly misses: number; readonly predictions: readonly Prediction[] },
  { maxMisses, maxCost }: LimitInputs,
): string | undefined {
  if (maxMisses !== undefined && misses > maxMisses) {
    return `max-misses: ${count(misses)} texts are missing, and ${count(maxMisses)} may be. Nothing was embedded. report.json says which files they are in; raise max-misses if that is meant.`;
  }
  const [cheapest] = predictions
    .flatMap(({ cost, device }) => (cost ? [{ cost, device }] : []))
    .sort((a, b) => a.cost.expected - b.cost.expected);
  if (maxCost !== undefined && cheapest && cheapest.cost.expected > maxCost) {
    const { expected, low, high } = cheapest.cost;
    return `max-cost: embedding ${counted(misses, 'text')} is going to cost about ${money(expected)} (${money(low)} to ${money(high)}) on ${cheapest.device}, and ${money(maxCost)} may be spent. Nothing was embedded. Raise max-cost if that is meant.`;
  }
  return undefined;
}

/** Whether max-cost cannot be looked at before, since nothing is known of how fast embedding is, or of its price. */
export function costUnknown(predictions: readonly Prediction[], misses: number, { maxCost }: LimitInputs): boolean {
  return maxCost !== undefined && misses > 0 && predictions.every(({ cost }) => cost === undefined);
}

/**
 * What is watched while embedding goes on, for what could not be known before: a corpus that can be read only once, or a rate
 * that was never measured.
 * @throws LimitExceeded as soon as a limit is passed
 */
export function watch(
  { misses, embedded, embedMs, loadMs }: Pick<ResolveFacts, 'misses' | 'embedded' | 'embedMs' | 'loadMs'>,
  device: string,
  { maxMisses, maxCost, costPerHour }: LimitInputs,
): void {
  const soFar =
    embedded === 0
      ? 'Nothing was embedded.'
      : `${counted(embedded, 'text')} were embedded and are stored: a later run goes on from there.`;
  if (maxMisses !== undefined && misses > maxMisses) {
    throw new LimitExceeded(
      `max-misses: ${count(misses)} texts are missing by now, and ${count(maxMisses)} may be. ${soFar} No output was written. Raise max-misses if that is meant.`,
    );
  }
  const spent = ((embedMs + loadMs) / 3_600_000) * (costPerHour[kindOf(device)] ?? 0);
  if (maxCost !== undefined && spent > maxCost) {
    throw new LimitExceeded(
      `max-cost: embedding has cost ${money(spent)} by now, and ${money(maxCost)} may be spent. ${soFar} No output was written. Raise max-cost if that is meant.`,
    );
  }
}
