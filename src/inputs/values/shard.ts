/** The limit of GitHub for the jobs of one matrix. */
export const MOST_SHARDS = 256;

/** The number of a shard, counting from 1, and the number of all shards. */
export interface ShardChoice {
  readonly number: number;
  readonly of: number;
}

/** @throws Error that says what is wrong; the caller adds the name and the value */
export function shardIn(raw: string): ShardChoice {
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(raw);
  const [number, of] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || number < 1 || number > of || of > MOST_SHARDS) {
    throw new Error(`must be i/n with i from 1 to n and n up to ${MOST_SHARDS}, such as 2/8`);
  }
  return { number, of };
}
