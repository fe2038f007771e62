/**
 * A cache service like GitHub's. Entries are immutable archives under keys. The service cannot list them, and evicts them when it
 * needs their space. Its only query returns the newest entry whose key begins with a prefix.
 */
export interface CacheService {
  /**
   * @param prefixes at most MOST_PREFIXES, in order of priority
   * @returns the newest key that begins with one of them; undefined if none does
   * @throws ServiceRefusal
   */
  find(prefixes: readonly string[]): Promise<string | undefined>;
  /**
   * Unpacks an entry into an empty folder. Do not trust the result: it can contain anything except folders.
   * @returns false if the entry no longer exists
   * @throws ServiceRefusal
   */
  fetch(key: string, folder: string): Promise<boolean>;
  /**
   * Packs the files of a folder.
   * @returns false if the key already has an entry
   * @throws ServiceRefusal
   */
  store(key: string, folder: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The service takes ten keys per query; one of them must be a complete key. */
export const MOST_PREFIXES = 9;

/** The service or its client refused a request or did not answer. The message is the reason, without a full stop. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';
}
