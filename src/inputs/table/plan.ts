import { integer, limit, prices, readBy, shard, text } from '../kinds';
import { MOST_SHARDS } from '../values/shard';

export const PLAN = readBy(['run', 'plan', 'embed', 'serve'], {
  'plan-path': text({
    modes: ['plan', 'embed', 'enqueue', 'serve'],
    essential: ['plan', 'embed', 'enqueue'],
    description:
      'File with the list of missing texts, which plan writes and the other modes read. Empty: plan writes output/plan.jsonl; embed takes all missing texts, enqueue the files of the corpus.',
    default: '',
  }),
  shards: integer(0, MOST_SHARDS, {
    modes: ['plan'],
    essential: ['plan'],
    description:
      'Number of shards to split missing texts into, with equal numbers of tokens. 0: one per two million tokens.',
    default: '0',
  }),
  shard: shard({
    modes: ['embed'],
    essential: ['embed'],
    description: 'Shard to embed. Empty: all.',
    default: '',
  }),
  'max-misses': limit('whole number', {
    description: 'Most texts without a cached vector. With more, the run ends with code 1 before it embeds any.',
    default: '',
  }),
  'max-cost': limit('number', {
    description:
      'Highest cost of embedding. The run ends with code 1 before it embeds if cost-per-hour and the rates of earlier runs predict more, and during embedding once it has cost more.',
    default: '',
  }),
  'cost-per-hour': prices({
    essential: ['plan'],
    description: 'Price of a runner per hour, in any currency. Empty: no cost is predicted.',
    default: '',
  }),
});
