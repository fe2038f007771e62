import { type EntryName, parseName, shownName } from './entry-key';

/** The file in each entry that describes the entry. */
export const MANIFEST = 'entry.json';
const FORMAT = 1;

/** The description that an entry contains. */
export interface Manifest {
  /** Names of its shards, without suffix. */
  readonly shards: readonly string[];
  /** Older entries whose vectors it contains, or that are obsolete. Only the first entry of a generation has `replaces` and `keeps`. */
  readonly replaces: readonly EntryName[];
  /** Older entries that must still be fetched. */
  readonly keeps: readonly EntryName[];
}

export const NO_MANIFEST: Manifest = { shards: [], replaces: [], keeps: [] };

export function writeManifest({ shards, replaces, keeps }: Manifest): string {
  return `${JSON.stringify({ format: FORMAT, shards, replaces: replaces.map(shownName), keeps: keeps.map(shownName) })}\n`;
}

/** Treats invalid parts as absent. At worst, a run fetches or computes vectors again. */
export function readManifest(text: string): Manifest {
  let found: Record<string, unknown>;
  try {
    found = JSON.parse(text) ?? {};
  } catch {
    return NO_MANIFEST;
  }
  if (found.format !== FORMAT) return NO_MANIFEST;
  const names = (list: unknown) => strings(list).flatMap((shown) => parseName(shown) ?? []);
  return {
    shards: strings(found.shards).filter(isShardName),
    replaces: names(found.replaces),
    keeps: names(found.keeps),
  };
}

/** Whether `Shard` or compaction could have given this name to a shard, without suffix. */
export function isShardName(name: string): boolean {
  return /^[0-9a-z]{9}-\d{1,10}-[0-9a-f]{8}(\+[0-9a-f]{8})?$/.test(name);
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
