import { type EntryName, parseName, shownName } from './entry-key';

/** The file in each entry that says what the entry is. */
export const MANIFEST = 'entry.json';
const FORMAT = 1;

/** What an entry says of itself. */
export interface Manifest {
  /** Names of its shards, without suffix. */
  readonly shards: readonly string[];
  /** Older entries whose vectors it has, or that are not to be kept. Only an entry that begins a generation has these two. */
  readonly replaces: readonly EntryName[];
  /** Older entries that are still to be fetched besides it. */
  readonly keeps: readonly EntryName[];
}

export const NO_MANIFEST: Manifest = { shards: [], replaces: [], keeps: [] };

export function writeManifest({ shards, replaces, keeps }: Manifest): string {
  return `${JSON.stringify({ format: FORMAT, shards, replaces: replaces.map(shownName), keeps: keeps.map(shownName) })}\n`;
}

/** What is not as it should be counts as not there: the worst that comes of it is that vectors are fetched, or computed, again. */
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

/** As `Shard` and compaction name shards, without suffix. */
export function isShardName(name: string): boolean {
  return /^[0-9a-z]{9}-\d{1,10}-[0-9a-f]{8}(\+[0-9a-f]{8})?$/.test(name);
}

function strings(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
