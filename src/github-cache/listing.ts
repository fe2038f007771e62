import { type CacheService, MOST_PREFIXES, ServiceRefusal } from './cache-service';
import { type EntryName, generationPrefix, type Log, logPrefix, nameIn, SLOT_DIGITS } from './entry-key';

/** More entries of one generation than any matrix makes: something is wrong with them. */
const MOST_ENTRIES = 2048;

/**
 * The service lists nothing. It names the newest entry whose key begins as asked. So this asks for a generation; then for the
 * prefixes of all keys that are not the one found, which are one for each of its digits; and goes on like that until nothing is
 * found. Without entries that takes one question, for each entry about three.
 *
 * @param known slots of this generation that need not be found again
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
    if (!name || within === undefined) throw new ServiceRefusal('it answered with a key that was not asked for');
    found.push(name.slot);
    if (found.length > MOST_ENTRIES) throw new ServiceRefusal(`it has more than ${MOST_ENTRIES} entries`);
    open.unshift(...asked.filter((digits) => digits !== within), ...gaps(within, [name.slot]));
  }
  return found;
}

/**
 * @returns the newest generation that has an entry; undefined if none has
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

/** A slot that is not taken. @param taken those that are known to be */
export function freeSlot(taken: readonly EntryName[], generation: number, random = Math.random): string {
  const slots = new Set(taken.filter((name) => name.generation === generation).map(({ slot }) => slot));
  for (;;) {
    const slot = Math.floor(random() * 2 ** SLOT_DIGITS)
      .toString(2)
      .padStart(SLOT_DIGITS, '0');
    if (!slots.has(slot)) return slot;
  }
}

/** The shortest prefixes of all slots that begin with `start` and are none of these. */
function gaps(start: string, slots: readonly string[]): string[] {
  const inside = slots.filter((slot) => slot.startsWith(start));
  if (inside.length === 0) return [start];
  if (start.length === SLOT_DIGITS) return [];
  return [...gaps(`${start}0`, inside), ...gaps(`${start}1`, inside)];
}
