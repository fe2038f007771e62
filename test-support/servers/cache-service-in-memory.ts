import { cpSync, linkSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type CacheService, MOST_PREFIXES, ServiceRefusal } from '../../src/github-cache/cache-service';

/** What GitHub's cache promises, without a network: for interleavings of many jobs. Entries are folders under `root`. */
export class CacheServiceInMemory implements CacheService {
  /** In the order in which they came. */
  readonly keys: string[] = [];
  questions = 0;
  fetches = 0;
  /** Keys that cannot be fetched. */
  readonly broken = new Set<string>();

  constructor(private readonly root: string) {}

  async find(prefixes: readonly string[]): Promise<string | undefined> {
    if (prefixes.length > MOST_PREFIXES) throw new RangeError(`${prefixes.length} prefixes`);
    this.questions++;
    for (const prefix of prefixes) {
      const newest = this.keys.findLast((key) => key.startsWith(prefix));
      if (newest !== undefined) return newest;
    }
    return undefined;
  }

  async fetch(key: string, folder: string): Promise<boolean> {
    if (this.broken.has(key)) throw new ServiceRefusal('the blob is cut off');
    if (!this.keys.includes(key)) return false;
    this.fetches++;
    const entry = path.join(this.root, key);
    for (const name of readdirSync(entry)) {
      const [source, target] = [path.join(entry, name), path.join(folder, name)];
      // What has several names keeps them, as when tar makes links.
      if (lstatSync(source).nlink > 1 && lstatSync(source).isFile()) linkSync(source, target);
      else cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    }
    return true;
  }

  async store(key: string, folder: string): Promise<boolean> {
    if (this.keys.includes(key)) return false;
    mkdirSync(path.join(this.root, key), { recursive: true });
    cpSync(folder, path.join(this.root, key), { recursive: true });
    this.keys.push(key);
    return true;
  }

  async close(): Promise<void> {}
}
