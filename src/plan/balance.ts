import { MOST_SHARDS } from '../inputs/values/shard';

/** Tokens of a shard if the number of shards is not given: minutes on a CPU, and well worth the start of a job. */
const TOKENS_IN_A_SHARD = 2_000_000;

/** The content of one shard. */
export interface ShardLoad {
  texts: number;
  tokens: number;
}

/** @param asked number of shards; 0 to derive it from the tokens. @returns at most one per text, 0 without texts */
export function shardCount(asked: number, { texts, tokens }: ShardLoad): number {
  const wanted = asked || Math.min(MOST_SHARDS, Math.ceil(tokens / TOKENS_IN_A_SHARD));
  return Math.min(wanted, texts);
}

/**
 * Deals out texts in order, each to the shard with the fewest tokens so far, the first of several. The shards follow from the list
 * alone, in one pass, and no two differ by more tokens than the longest text has
 * (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 */
export class Dealer {
  readonly loads: readonly ShardLoad[];

  constructor(shards: number) {
    this.loads = Array.from({ length: shards }, () => ({ texts: 0, tokens: 0 }));
  }

  /** @returns the shard that gets a text of so many tokens, counting from 0 */
  deal(tokens: number): number {
    let least = 0;
    for (let at = 1; at < this.loads.length; at++) {
      if ((this.loads[at] as ShardLoad).tokens < (this.loads[least] as ShardLoad).tokens) least = at;
    }
    const load = this.loads[least] as ShardLoad;
    load.texts++;
    load.tokens += tokens;
    return least;
  }
}

/** Numbers below 2³² in four bytes each: an array of a million tokens would take twice that, and be copied as it grows. */
export class TokenList {
  private numbers = new Uint32Array(1024);
  private used = 0;

  push(tokens: number): void {
    if (this.used === this.numbers.length) {
      const larger = new Uint32Array(this.used * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.used++] = tokens;
  }

  /** @returns the load of each shard if the list is dealt out, in order, to so many */
  dealt(shards: number): readonly ShardLoad[] {
    const dealer = new Dealer(shards);
    if (shards > 0) for (let at = 0; at < this.used; at++) dealer.deal(this.numbers[at] as number);
    return dealer.loads;
  }
}
