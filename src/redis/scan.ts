import { setTimeout as pause } from 'node:timers/promises';
import { CacheError } from '../base/errors';
import type { RedisReply } from './connection';
import type { RedisLink } from './link';

/** Keys that the server examines per SCAN. Its other clients wait meanwhile, well below 1 ms. */
const SCANNED_AT_ONCE = 512;
/** The shortest pause after a batch. A pause lasts as long as its batch, so other clients get half of the server's time. */
const LEAST_PAUSE_MS = 1;

/**
 * Yields all names that begin with `start` on every node that holds keys, in batches. A name that exists throughout the scan
 * is yielded at least once, and can come twice if the server's table grows or shrinks during the scan.
 * @throws CacheError if a node does not answer, or the set of nodes that hold keys changes during the scan
 */
export async function* scanNames(link: RedisLink, start: string): AsyncGenerator<string[]> {
  const addresses = await link.addresses();
  for (const address of addresses) {
    for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
      const command = ['SCAN', cursor, 'MATCH', `${literal(start)}*`, 'COUNT', String(SCANNED_AT_ONCE)];
      const reply = await paced(() => link.batch('SCAN', (_, __, sendTo) => sendTo(address, command)));
      // A cursor and a list of names; the plain socket flattens nested lists.
      const [next, ...names] = (reply as readonly RedisReply[]).flat() as Buffer[];
      cursor = String(next);
      // Foreign names may be any bytes; ours are ASCII.
      if (names.length > 0) yield names.map((name) => name.toString('latin1'));
    }
  }
  if (String(await link.addresses()) !== String(addresses)) {
    throw new CacheError('the scan may have missed keys: the nodes of the cluster changed meanwhile. Run it again');
  }
}

/** Runs one batch, then leaves the server to its other clients for the same time. */
export async function paced<T>(batch: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await batch();
  await pause(Math.max(LEAST_PAUSE_MS, performance.now() - started));
  return result;
}

/** Escapes the characters that have a meaning in a pattern. */
function literal(text: string): string {
  return text.replace(/[*?[\]\\^-]/g, '\\$&');
}
