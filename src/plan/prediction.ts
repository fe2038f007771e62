import { DEVICE_KINDS, type DeviceKind } from '../inputs/values/choices';
import type { ShardLoad } from './balance';

/** Sums over runs that embedded something with one model on one device, as the ledger keeps them: whole numbers, so that runs may add at once. */
export interface Rate {
  /** See device.ts. */
  readonly device: string;
  readonly runs: number;
  readonly texts: number;
  readonly tokens: number;
  readonly milliseconds: number;
  /** Of milliseconds² / tokens, times SQUARE_SCALE: what the spread between runs is computed from. */
  readonly squares: number;
  readonly loadMilliseconds: number;
}

/** Keeps three decimals of a sum of whole numbers. */
export const SQUARE_SCALE = 1000;

/** A number that is not known exactly. */
export interface Span {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** How long embedding is going to take on one device, and what it is going to cost. */
export interface Prediction {
  readonly device: string;
  /** Earlier runs that it is taken from. */
  readonly runs: number;
  readonly tokensPerSecond: number;
  /** Of embedding everything, one part after the other, loading the model for each. */
  readonly seconds: Span;
  /** Of the largest part: how long it takes if all parts run at once. */
  readonly longestShardSeconds: Span;
  /** In the currency of cost-per-hour; absent where no price is known. */
  readonly cost?: Span;
}

/** How far single runs are taken to lie from their mean before there are enough of them to tell, as a share of it. */
const ASSUMED_SPREAD = 0.3;
/** Standard deviations on either side, for about 19 cases of 20. */
const DEVIATIONS = 2;

/**
 * Seconds = loads × mean loading time + tokens × mean time a token, the mean over all tokens that earlier runs embedded.
 *
 * The spread r is relative: r² = w² + 0.3² / runs. w is the standard deviation of the time a token between runs, weighted by
 * their tokens; the other part is for how well the mean is known. The span goes from expected / (1 + 2r) to expected × (1 + 2r).
 * @param shards parts that hold texts; one with everything where it is not cut
 */
export function predict(rate: Rate, shards: readonly ShardLoad[], pricePerHour: number | undefined): Prediction {
  const secondsOf = (loads: number, tokens: number): number =>
    (loads * (rate.loadMilliseconds / rate.runs) + tokens * (rate.milliseconds / rate.tokens)) / 1000;
  const spread = spreadOf(rate);
  const tokens = shards.reduce((sum, shard) => sum + shard.tokens, 0);
  const longest = Math.max(0, ...shards.map((shard) => shard.tokens));
  const seconds = secondsOf(shards.length, tokens);
  return {
    device: rate.device,
    runs: rate.runs,
    tokensPerSecond: (rate.tokens / rate.milliseconds) * 1000,
    seconds: spanOf(seconds, spread),
    longestShardSeconds: spanOf(secondsOf(Math.min(1, shards.length), longest), spread),
    ...(pricePerHour !== undefined && { cost: spanOf((seconds / 3600) * pricePerHour, spread) }),
  };
}

/** Relative standard deviation of what a run is going to take. */
function spreadOf({ runs, tokens, milliseconds, squares }: Rate): number {
  // Weighted mean of squares over square of the weighted mean, less one: never below 0 but by rounding.
  const between = Math.max(0, (squares / SQUARE_SCALE) * (tokens / milliseconds ** 2) - 1);
  return Math.sqrt(between + ASSUMED_SPREAD ** 2 / runs);
}

function spanOf(expected: number, spread: number): Span {
  const factor = 1 + DEVIATIONS * spread;
  return { expected, low: expected / factor, high: expected * factor };
}

/** What was expected of a run, and what it came to. */
export interface PredictionCheck {
  readonly device: string;
  /** Earlier runs that the seconds are taken from; 0 where there was none. */
  readonly runs: number;
  /** Absent where no plan was made. */
  readonly tokens?: { readonly expected: number; readonly happened: number };
  /** Of embedding and loading. Expected for the tokens of the plan, else for those that were embedded; absent where no rate was known. */
  readonly seconds?: Span & { readonly happened: number };
}

/**
 * @param rate as it was known before the run
 * @param planned tokens that a plan said were missing; undefined without a plan
 * @returns undefined where nothing was expected
 */
export function checkPrediction(
  device: string,
  rate: Rate | undefined,
  planned: number | undefined,
  happened: {
    readonly texts: number;
    readonly tokens: number;
    readonly milliseconds: number;
    readonly loadMilliseconds: number;
  },
): PredictionCheck | undefined {
  if (!rate && planned === undefined) return undefined;
  const expected = { texts: happened.texts, tokens: planned ?? happened.tokens };
  const seconds = (happened.milliseconds + happened.loadMilliseconds) / 1000;
  return {
    device,
    runs: rate?.runs ?? 0,
    ...(planned !== undefined && { tokens: { expected: planned, happened: happened.tokens } }),
    ...(rate && { seconds: { ...predict(rate, [expected], undefined).seconds, happened: seconds } }),
  };
}

/** `cpu` of `cpu-2-intel-xeon`. What embeds elsewhere is asked from a machine of that kind. */
export function kindOf(device: string): DeviceKind {
  return DEVICE_KINDS.find((kind) => device.startsWith(`${kind}-`)) ?? 'cpu';
}
