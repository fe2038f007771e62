import { DEVICE_KINDS, type DeviceKind } from '../inputs/values/choices';
import type { ShardLoad } from './balance';

/** Sums over runs that embedded something with one model on one device, as the ledger keeps them: whole numbers, so concurrent runs can add. */
export interface Rate {
  /** See device.ts. */
  readonly device: string;
  readonly runs: number;
  readonly texts: number;
  readonly tokens: number;
  readonly milliseconds: number;
  /** Sum of milliseconds² / tokens, times SQUARE_SCALE, from which the spread between runs is computed. */
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

/** Predicted time and cost of embedding on one device. */
export interface Prediction {
  readonly device: string;
  /** Earlier runs on which it is based. */
  readonly runs: number;
  readonly tokensPerSecond: number;
  /** Time to embed all shards one after the other, loading the model for each. */
  readonly seconds: Span;
  /** Time to embed the largest shard: the duration if all run at once. */
  readonly longestShardSeconds: Span;
  /** In the currency of cost-per-hour; absent if no price is known. */
  readonly cost?: Span;
}

/** Assumed spread of single runs around their mean, as a share of it, before enough runs exist to measure it. */
const ASSUMED_SPREAD = 0.3;
/** Standard deviations on either side, for about 19 cases of 20. */
const DEVIATIONS = 2;

/**
 * Seconds = loads × mean loading time + tokens × mean time per token, the mean over all tokens that earlier runs embedded.
 *
 * The spread r is relative: r² = w² + 0.3² / runs. w is the standard deviation of the time per token between runs, weighted by
 * their tokens; the second term covers the uncertainty of the mean. The span goes from expected / (1 + 2r) to expected × (1 + 2r).
 * @param shards those that hold texts; a single one with everything if the plan is not sharded
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

/** Relative standard deviation of the predicted time. */
function spreadOf({ runs, tokens, milliseconds, squares }: Rate): number {
  // Weighted mean of squares over square of the weighted mean, less one: below 0 only by rounding.
  const between = Math.max(0, (squares / SQUARE_SCALE) * (tokens / milliseconds ** 2) - 1);
  return Math.sqrt(between + ASSUMED_SPREAD ** 2 / runs);
}

function spanOf(expected: number, spread: number): Span {
  const factor = 1 + DEVIATIONS * spread;
  return { expected, low: expected / factor, high: expected * factor };
}

/** The prediction for a run, compared with its result. */
export interface PredictionCheck {
  readonly device: string;
  /** Earlier runs on which the seconds are based; 0 if there was none. */
  readonly runs: number;
  /** Absent without a plan. */
  readonly tokens?: { readonly expected: number; readonly happened: number };
  /** Of embedding and loading. Expected for the tokens of the plan, else for those that were embedded; absent without a known rate. */
  readonly seconds?: Span & { readonly happened: number };
}

/**
 * @param rate as known before the run
 * @param planned missing tokens according to the plan; undefined without a plan
 * @returns undefined if nothing was predicted
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

/** Returns `cpu` for `cpu-2-intel-xeon`. Other embedders are called from a CPU machine. */
export function kindOf(device: string): DeviceKind {
  return DEVICE_KINDS.find((kind) => device.startsWith(`${kind}-`)) ?? 'cpu';
}
