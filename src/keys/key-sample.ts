import type { TextKey } from './text-key';

/** Keys in a sample. */
export const SAMPLE_KEYS = 64;
/** 48 bits of each key. In a corpus of millions, two keys share them by chance once in a thousand runs. */
const CHARACTERS = 8;

/**
 * Keeps the smallest keys added, by their first 48 bits. Text keys are effectively random, so these keys are a random
 * sample, and two sets draw the same keys from their intersection (a bottom-k sketch).
 */
export class KeySample {
  /** Ascending. */
  private readonly smallest: string[] = [];

  /** Add each key only once. */
  add(key: TextKey): void {
    const { smallest } = this;
    if (smallest.length === SAMPLE_KEYS) {
      if (key >= (smallest[SAMPLE_KEYS - 1] as string)) return;
      smallest.pop();
    }
    const short = key.slice(0, CHARACTERS);
    let at = smallest.length;
    while (at > 0 && (smallest[at - 1] as string) > short) at--;
    smallest.splice(at, 0, short);
  }

  get keys(): readonly string[] {
    return this.smallest;
  }
}

/** Returns the sample as one string for a ledger. */
export function packSample(keys: readonly string[]): string {
  return keys.join('');
}

export function unpackSample(packed: string): string[] {
  return packed.match(new RegExp(`.{${CHARACTERS}}`, 'g')) ?? [];
}

/**
 * Counts the keys of an earlier sample in the set that `drawn` samples.
 * @returns `judged`: keys of the earlier sample that `drawn` can decide; `found`: the judged keys that are in the set
 */
export function compareSamples(
  earlier: readonly string[],
  drawn: readonly string[],
): { readonly judged: number; readonly found: number } {
  // A key above the largest of a full sample may be in the set without being drawn.
  const limit = drawn.length < SAMPLE_KEYS ? undefined : drawn.at(-1);
  const judged = earlier.filter((key) => limit === undefined || key <= limit);
  const set = new Set(drawn);
  return { judged: judged.length, found: judged.filter((key) => set.has(key)).length };
}
