import type { Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';
import type { Entry, Lookup, Stored, VectorCache, VectorSpace } from './vector-cache';

/** An LRU cache of this process, used if no folder is writable. */
export class MemoryCache implements VectorCache {
  private readonly vectors = new Map<TextKey, Vector>();
  private readonly capacity: number;

  /** @param maxBytes limit for the vector components held */
  constructor(space: VectorSpace, maxBytes = 64 * 2 ** 20) {
    this.capacity = Math.max(1, Math.floor(maxBytes / (space.dimensions * Float32Array.BYTES_PER_ELEMENT)));
  }

  async getMany(keys: readonly TextKey[]): Promise<Lookup> {
    const vectors = keys.map((key) => {
      const vector = this.vectors.get(key);
      if (vector) this.touch(key, vector);
      return vector;
    });
    return { vectors, corrupt: 0 };
  }

  async putMany(entries: readonly Entry[], replace = false): Promise<Stored> {
    const adopted = new Map<number, Vector>();
    let written = 0;
    for (const [position, { key, vector }] of entries.entries()) {
      const present = this.vectors.get(key);
      if (present && !replace) {
        adopted.set(position, present);
        continue;
      }
      // Copy: the caller's vector may be a view that keeps a larger buffer alive.
      this.touch(key, vector.slice());
      written++;
      if (this.vectors.size > this.capacity) this.vectors.delete(this.vectors.keys().next().value as TextKey);
    }
    return { written, adopted };
  }

  async close(): Promise<void> {
    this.vectors.clear();
  }

  private touch(key: TextKey, vector: Vector): void {
    this.vectors.delete(key);
    this.vectors.set(key, vector);
  }
}
