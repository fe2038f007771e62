import { setTimeout as pause } from 'node:timers/promises';
import { CacheError } from '../base/errors';
import type { RedisReply } from './connection';
import type { RedisLink } from './link';

/** Keys that the server looks at for one SCAN: well below a millisecond, for which its other clients wait. */
const SCANNED_AT_ONCE = 512;
/** After each batch at least so long, and as long as the batch took: half of the time is left to others. */
const LEAST_PAUSE_MS = 1;

/**
 * Walks over all names that begin with `start`, on every node that holds keys, some at a time. A name that is there from
 * beginning to end is given at least once; twice, if the server's table grows or shrinks meanwhile.
 * @throws CacheError if a node does not answer, or the nodes that hold keys are others in the end than in the beginning
 */
export async function* scanNames(link: RedisLink, start: string): AsyncGenerator<string[]> {
  const addresses = await link.addresses();
  for (const address of addresses) {
    for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
      const command = ['SCAN', cursor, 'MATCH', `${literal(start)}*`, 'COUNT', String(SCANNED_AT_ONCE)];
      const reply = await paced(() => link.batch('SCAN', (_, __, sendTo) => sendTo(address, command)));
      // A cursor and a list of names; some connections tell a list inside a list as its elements.
      const [next, ...names] = (reply as readonly RedisReply[]).flat() as Buffer[];
      cursor = String(next);
      // Names of others may be any bytes; ours are ASCII.
      if (names.length > 0) yield names.map((name) => name.toString('latin1'));
    }
  }
  if (String(await link.addresses()) !== String(addresses)) {
    throw new CacheError('the nodes of the cluster changed while its keys were listed: some may have been passed over');
  }
}

/** Does one batch, then leaves the server to its other clients for as long as that took. */
export async function paced<T>(batch: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await batch();
  await pause(Math.max(LEAST_PAUSE_MS, performance.now() - started));
  return result;
}

/** Without the meaning that some characters have in a pattern. */
function literal(text: string): string {
  return text.replace(/[*?[\]\\^-]/g, '\\$&');
}
