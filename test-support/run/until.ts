import { setTimeout as pause } from 'node:timers/promises';

/** Far longer than anything takes on a busy machine. */
const LONGEST_MS = 120_000;

/**
 * Asks until there is something. A question that fails is asked again.
 * @throws Error after 2 min
 */
export async function until<T>(ask: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const deadline = performance.now() + LONGEST_MS;
  for (let cause: unknown; ; await pause(10)) {
    try {
      const found = await ask();
      if (found) return found;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`it does not happen within 2 min: ${ask}`, { cause });
  }
}
