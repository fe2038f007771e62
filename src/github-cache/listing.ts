import { type CacheService, MOST_PREFIXES, ServiceRefusal } from './cache-service';
import { type EntryName, generationPrefix, type Log, logPrefix, nameIn, SLOT_DIGITS } from './entry-key';

/** No matrix creates more entries in one generation, so more of them are a fault. */
const MOST_ENTRIES = 2048;

/**
 * Lists the entries of a generation. The service cannot list; it only returns the newest entry whose key begins with a prefix. So
 * this queries the prefix of the generation, then the prefixes of all keys except the one found, one per digit of its slot, until
 * a query finds nothing. It takes one query without entries, and about three per entry.
 *
 * @param known slots of this generation to leave out
 * @returns the slots of all others
 * @throws ServiceRefusal
 */
export async function listGeneration(
  service: Pick<CacheService, 'find'>,
  log: Log,
  generation: number,
  known: readonly string[] = [],
): Promise<string[]> {
  const start = generationPrefix(log, generation);
  const found: string[] = [];
  const open = gaps('', known);
  while (open.length > 0) {
    const asked = open.splice(0, MOST_PREFIXES);
    const key = await service.find(asked.map((digits) => start + digits));
    if (key === undefined) continue;
    const name = nameIn(log, key);
    const within = asked.find((digits) => name?.generation === generation && name.slot.startsWith(digits));
    if (!name || within === undefined) throw new ServiceRefusal('the service returned a key that was not asked for');
    found.push(name.slot);
    if (found.length > MOST_ENTRIES) throw new ServiceRefusal(`one generation has more than ${MOST_ENTRIES} entries`);
    open.unshift(...asked.filter((digits) => digits !== within), ...gaps(within, [name.slot]));
  }
  return found;
}

/**
 * @returns the newest generation with an entry; undefined if there is none
 * @throws ServiceRefusal
 */
export async function newestGeneration(service: Pick<CacheService, 'find'>, log: Log): Promise<number | undefined> {
  const newest = await service.find([logPrefix(log)]);
  const name = newest === undefined ? undefined : nameIn(log, newest);
  if (!name) return undefined;
  // A slow job may have stored the newest entry in an older generation.
  let { generation } = name;
  while ((await service.find([generationPrefix(log, generation + 1)])) !== undefined) generation++;
  return generation;
}

/** Returns a random free slot. @param taken names known to be in use */
export function freeSlot(taken: readonly EntryName[], generation: number, random = Math.random): string {
  const slots = new Set(taken.filter((name) => name.generation === generation).map(({ slot }) => slot));
  for (;;) {
    const slot = Math.floor(random() * 2 ** SLOT_DIGITS)
      .toString(2)
      .padStart(SLOT_DIGITS, '0');
    if (!slots.has(slot)) return slot;
  }
}

/** Returns the shortest prefixes that cover all slots that begin with `start`, except the given ones. */
function gaps(start: string, slots: readonly string[]): string[] {
  const inside = slots.filter((slot) => slot.startsWith(start));
  if (inside.length === 0) return [start];
  if (start.length === SLOT_DIGITS) return [];
  return [...gaps(`${start}0`, inside), ...gaps(`${start}1`, inside)];
}
