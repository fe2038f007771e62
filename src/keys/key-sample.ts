import type { TextKey } from './text-key';

/** Keys in a sample. */
export const SAMPLE_KEYS = 64;
/** Of each key: 48 bits, of which two in a corpus of millions are the same by chance once in a thousand runs. */
const CHARACTERS = 8;

/**
 * The smallest of the keys that were added, by their first 48 bits. Text keys are as good as random, so these are a random
 * sample; and of two sets, the same ones are drawn from what is in both (a bottom-k sketch).
 */
export class KeySample {
  /** Ascending. */
  private readonly smallest: string[] = [];

  /** Each key is to be added once. */
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

/** One string for a ledger. */
export function packSample(keys: readonly string[]): string {
  return keys.join('');
}

export function unpackSample(packed: string): string[] {
  return packed.match(new RegExp(`.{${CHARACTERS}}`, 'g')) ?? [];
}

/**
 * How many keys of an earlier sample are in the set from which `drawn` comes.
 * @returns `judged`: those of the earlier sample of which `drawn` can tell; `found`: those of them that are in the set
 */
export function compareSamples(
  earlier: readonly string[],
  drawn: readonly string[],
): { readonly judged: number; readonly found: number } {
  // What is larger than the largest of a full sample may be in the set without being drawn.
  const limit = drawn.length < SAMPLE_KEYS ? undefined : drawn.at(-1);
  const judged = earlier.filter((key) => limit === undefined || key <= limit);
  const set = new Set(drawn);
  return { judged: judged.length, found: judged.filter((key) => set.has(key)).length };
}
