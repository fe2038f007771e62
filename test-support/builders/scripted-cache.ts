import type { Vector } from '../../src/base/vector';
import { TIERS, type TierIdentity } from '../../src/cache/tier-identity';
import { allMisses, type Entry, type Lookup, type Stored, type VectorCache } from '../../src/cache/vector-cache';

/** A tier made by hand: it remembers what it was asked, and fails where it is told to. */
export class ScriptedCache implements VectorCache {
  readonly vectors = new Map<string, Vector>();
  /** Keys of each lookup, in order. */
  readonly lookups: (readonly string[])[] = [];
  /** Entries of each put, in order. */
  readonly puts: (readonly Entry[])[] = [];
  closed = 0;
  /** Keys whose entries here are bad. */
  readonly corrupt = new Set<string>();
  getFailure: Error | undefined;
  putFailure: Error | undefined;
  /** What lookups and puts wait for. */
  gate: Promise<void> | undefined;

  readonly tier: TierIdentity;

  constructor(id: TierIdentity['id'] = 'redis') {
    this.tier = TIERS[id];
  }

  async getMany(keys: readonly string[]): Promise<Lookup> {
    this.lookups.push(keys);
    await this.gate;
    if (this.getFailure) throw this.getFailure;
    const lookup = allMisses(keys.length);
    for (const [position, key] of keys.entries()) {
      const vector = this.vectors.get(key);
      if (vector) lookup.vectors[position] = vector;
    }
    return { ...lookup, corrupt: keys.filter((key) => this.corrupt.has(key)).length };
  }

  async putMany(entries: readonly Entry[], replace = false): Promise<Stored> {
    this.puts.push(entries);
    await this.gate;
    if (this.putFailure) throw this.putFailure;
    const adopted = new Map<number, Vector>();
    for (const [position, { key, vector }] of entries.entries()) {
      const present = this.vectors.get(key);
      if (present && !replace) adopted.set(position, present);
      else this.vectors.set(key, vector);
    }
    return { written: entries.length - adopted.size, adopted };
  }

  async close(): Promise<void> {
    this.closed++;
  }
}
