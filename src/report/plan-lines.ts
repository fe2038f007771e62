import { cost, count, counted, duration } from '../base/wording';
import type { PlanFacts } from '../plan/plan-facts';
import type { Prediction, PredictionCheck, Span } from '../plan/prediction';
import type { FileFacts } from '../plan/survey';
import type { ShardFacts } from './run-report';

/** The plan and its predictions as sentences, for the account and the summary alike. */
export function planLine({ path, misses, tokens, shards, truncated }: PlanFacts): string {
  if (misses === 0) return 'nothing is missing';
  const parts = [`${counted(misses, 'text')}, ${counted(tokens, 'token')} to embed`];
  if (truncated > 0) parts.push(`${counted(truncated, 'text')} longer than the model reads`);
  if (path !== undefined) parts.push(`in ${counted(shards.length, 'shard')}${sizesOf(shards)}`);
  return parts.join(', ');
}

function sizesOf(shards: PlanFacts['shards']): string {
  if (shards.length < 2) return '';
  const tokens = shards.map((shard) => shard.tokens);
  const [least, most] = [Math.min(...tokens), Math.max(...tokens)];
  return ` of ${least === most ? '' : `${count(least)} to `}${counted(most, 'token')}`;
}

/** One for each device that something is known of, and one for each kind of which nothing is. */
export function predictionLines({ misses, shards, predictions, notKnown }: PlanFacts): string[] {
  if (misses === 0) return [];
  return [
    ...predictions.map((prediction) => predictionLine(prediction, shards.length)),
    ...notKnown.map((kind) => `not known yet: no run on ${kind} has been recorded for this model`),
  ];
}

function predictionLine(
  { device, runs, seconds, longestShardSeconds, cost: price }: Prediction,
  shards: number,
): string {
  const parts = [`${times(seconds)} on ${device}, as in ${counted(runs, 'run')} before`];
  if (shards > 1) parts.push(`${duration(longestShardSeconds.expected)} if all shards run at once`);
  if (price) parts.push(`cost ${cost(price.expected)} (${cost(price.low)} to ${cost(price.high)})`);
  return parts.join('; ');
}

/** What was expected, and what happened. */
export function checkLine({ device, runs, tokens, seconds }: PredictionCheck): string {
  const parts: string[] = [];
  if (tokens) parts.push(`${counted(tokens.expected, 'token')}, and it was ${count(tokens.happened)}`);
  if (seconds) {
    const source = `on ${device}, as in ${counted(runs, 'run')} before`;
    parts.push(`${times(seconds)} ${source}, and it took ${duration(seconds.happened)}`);
  } else {
    parts.push(`no time, since no run on ${device} had been recorded for this model`);
  }
  return parts.join('; ');
}

export function shardLine({ number, of, plan, texts, tokens, missing }: ShardFacts): string {
  const part = `${number}/${of}`;
  if (plan === undefined) return `${part} of all texts, by their keys`;
  const gone = missing ? `, of which ${count(missing)} are no longer in the corpus` : '';
  return `${part} of ${plan}: ${counted(texts ?? 0, 'text')}, ${counted(tokens ?? 0, 'token')}${gone}`;
}

/** Files with something missing, most tokens first. */
export function filesWithMisses({ files }: PlanFacts): FileFacts[] {
  return files.filter(({ misses }) => misses > 0).sort((a, b) => b.tokens - a.tokens);
}

function times({ expected, low, high }: Span): string {
  return `${duration(expected)} (${duration(low)} to ${duration(high)})`;
}
