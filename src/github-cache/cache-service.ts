/**
 * A cache service as GitHub has it. Entries are archives under keys: immutable, not to be listed, and gone when the service
 * needs their space. All it can be asked is which entry is the newest whose key begins with something.
 */
export interface CacheService {
  /**
   * @param prefixes at most MOST_PREFIXES, the first counts first
   * @returns the newest key that begins with one of them; undefined if none does
   * @throws ServiceRefusal
   */
  find(prefixes: readonly string[]): Promise<string | undefined>;
  /**
   * Unpacks an entry into an empty folder. What comes out is anybody's: it may be anything but a folder.
   * @returns false if there is no such entry any more
   * @throws ServiceRefusal
   */
  fetch(key: string, folder: string): Promise<boolean>;
  /**
   * Packs the files of a folder.
   * @returns false if there is an entry of that key already
   * @throws ServiceRefusal
   */
  store(key: string, folder: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The service takes ten keys in one question, one of which has to be a whole one. */
export const MOST_PREFIXES = 9;

/** The service, or what is needed to speak to it, says no, or nothing. The message is the reason, without a full stop. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';
}
