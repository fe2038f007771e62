import { cost, count, counted, duration } from '../../base/wording';
import type { PlanFacts } from '../../plan/plan-facts';
import type { Prediction, PredictionCheck, Span } from '../../plan/prediction';
import type { FileFacts } from '../../plan/survey';
import type { ShardFacts } from '../run-report';
import { code, fact, LONG, list, type Section, section, table } from './model';

export function planSection(plan: PlanFacts): Section {
  // Most tokens first.
  const files = plan.files.filter(({ misses }) => misses > 0).sort((a, b) => b.tokens - a.tokens);
  const predictions = predictionLines(plan);
  const missing = missingLine(plan);
  return section(
    'plan',
    'Plan',
    [
      fact('Missing', missing),
      predictions.length > 0 && fact('Predicted', list(predictions)),
      files.length > 0 && fact('', fileTable(files, plan.files.length > 1)),
      plan.path !== undefined && fact('Plan', code(plan.path)),
    ],
    `missing: ${missing}`,
  );
}

function fileTable(files: readonly FileFacts[], several: boolean) {
  return table(
    ['File', 'Records', 'Hits', 'Missing', 'Tokens to embed'],
    files.map(({ file, records, unique, misses, tokens }) => [code(file), records, unique - misses, misses, tokens]),
    { ...LONG, terminal: several ? 5 : 0 },
  );
}

function missingLine({ path, misses, tokens, shards, truncated }: PlanFacts): string {
  if (misses === 0) return 'nothing';
  const parts = [`${counted(misses, 'text')}, ${counted(tokens, 'token')} to embed`];
  if (truncated > 0) parts.push(`${counted(truncated, 'text')} longer than the model limit`);
  if (path !== undefined) parts.push(`in ${counted(shards.length, 'shard')}${sizesOf(shards)}`);
  return parts.join(', ');
}

function sizesOf(shards: PlanFacts['shards']): string {
  if (shards.length < 2) return '';
  const tokens = shards.map((shard) => shard.tokens);
  const [least, most] = [Math.min(...tokens), Math.max(...tokens)];
  return ` of ${least === most ? '' : `${count(least)} to `}${counted(most, 'token')}`;
}

/** Returns a line per device with a known rate, and one per kind of device without. */
function predictionLines({ misses, shards, predictions, notKnown }: PlanFacts): string[] {
  if (misses === 0) return [];
  return [
    ...predictions.map((prediction) => predictionLine(prediction, shards.length)),
    ...notKnown.map((kind) => `unknown on ${kind}: no run with this model has been recorded there`),
  ];
}

function predictionLine(
  { device, runs, seconds, longestShardSeconds, cost: price }: Prediction,
  shards: number,
): string {
  const parts = [`${times(seconds)} on ${device}, from ${counted(runs, 'earlier run')}`];
  if (shards > 1) parts.push(`${duration(longestShardSeconds.expected)} if all shards run in parallel`);
  if (price) parts.push(`cost ${cost(price.expected)} (${cost(price.low)} to ${cost(price.high)})`);
  return parts.join('; ');
}

/** Compares a prediction with the run. */
export function predictionCheckLine({ device, runs, tokens, seconds }: PredictionCheck): string {
  const parts: string[] = [];
  if (tokens) parts.push(`${counted(tokens.expected, 'token')}, actual ${count(tokens.happened)}`);
  if (seconds) {
    const source = `on ${device}, from ${counted(runs, 'earlier run')}`;
    parts.push(`${times(seconds)} ${source}, actual ${duration(seconds.happened)}`);
  } else {
    parts.push(`no time, because no run with this model had been recorded on ${device}`);
  }
  return parts.join('; ');
}

export function shardLine({ number, of, plan, texts, tokens, missing }: ShardFacts): string {
  const part = `${number}/${of}`;
  if (plan === undefined) return `${part} of all texts, by their keys`;
  const gone = missing ? `, ${count(missing)} of them no longer in the corpus` : '';
  return `${part} of ${plan}: ${counted(texts ?? 0, 'text')}, ${counted(tokens ?? 0, 'token')}${gone}`;
}

function times({ expected, low, high }: Span): string {
  return `${duration(expected)} (${duration(low)} to ${duration(high)})`;
}
