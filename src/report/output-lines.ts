import { bytes, counted } from '../base/wording';
import type { OutputFacts } from '../output/output';

/** What a manifest stands for: `3 shards, 4.7 MB`. */
export function shardsLine({ shards = { count: 0, bytes: 0 } }: OutputFacts): string {
  return `${counted(shards.count, 'shard')}, ${bytes(shards.bytes)}`;
}
