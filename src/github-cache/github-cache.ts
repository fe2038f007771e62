import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../base/errors';
import { type CacheService, ServiceRefusal } from './cache-service';
import { type EntryName, keyOf, type Log, shownName } from './entry-key';
import { freeSlot, listGeneration, newestGeneration } from './listing';
import type { Manifest } from './manifest';
import type { HeldEntry, WorkingCopy } from './working-copy';

/** What was brought from a log of entries. */
export interface RestoredFacts {
  readonly scope: string;
  /** That were fetched, and that the folder had already. */
  entries: number;
  held: number;
  /** Of the shards that were fetched. */
  bytes: number;
}

interface SavedFacts {
  readonly key: string;
  readonly bytes: number;
  readonly shards: number;
  /** Older entries that need not be fetched any more. */
  readonly replaces: number;
}

/** What GitHub's cache did for a run. */
export interface GitHubCacheFacts {
  readonly used: boolean;
  /** Why it was used, or not. */
  readonly why: string;
  readonly restored: RestoredFacts[];
  restoreMs: number;
  saved?: SavedFacts;
  saveMs: number;
  /** What the service would not do, a sentence each. */
  readonly refusals: string[];
}

/** A log of entries and the folder that it is brought to. */
export interface CarriedFolder {
  readonly log: Log;
  readonly copy: WorkingCopy;
}

/** What was learnt of a log. */
interface KnownEntries {
  readonly held: readonly HeldEntry[];
  /** Entries that could not be fetched, and may be another time. */
  readonly unfetched: readonly EntryName[];
  /** The newest then; undefined where there was none, or no answer. */
  readonly generation: number | undefined;
}

/** Times that another key is tried because one was taken in the same moment. */
const ATTEMPTS = 3;

/**
 * Carries folders of the runner cache from job to job. An entry has the shards that a run added; which entries there are is found
 * by asking (listing.ts), so jobs that run side by side need not know of each other. When compaction has merged what several
 * entries brought, the entry with the merged shard begins a new generation and says which entries it stands for. Entries of the
 * newest generation and of the one before count: a job may store its own while another begins a generation.
 *
 * Nothing here fails a run.
 */
export class GitHubCache {
  private readonly known = new Map<CarriedFolder, KnownEntries>();

  /**
   * @param folders the last is the one that is saved
   * @param temporaryFolder for what is packed and unpacked
   */
  constructor(
    private readonly service: CacheService,
    private readonly folders: readonly CarriedFolder[],
    private readonly temporaryFolder: string,
    readonly facts: GitHubCacheFacts,
    private readonly warn: (message: string) => void,
  ) {}

  async restore(): Promise<void> {
    const started = performance.now();
    for (const folder of this.folders) {
      const facts: RestoredFacts = { scope: folder.log.scope, entries: 0, held: 0, bytes: 0 };
      this.facts.restored.push(facts);
      try {
        await this.restoreFolder(folder, facts);
      } catch (error) {
        this.refused(`GitHub’s cache was not read: ${messageOf(error)}. The run goes on with what is there.`);
        // What refuses once will refuse again, and waiting for that is dear.
        break;
      }
    }
    this.facts.restoreMs = performance.now() - started;
  }

  /** Stores what no entry has, if there is any. Called once, when the folders are closed. */
  async save(): Promise<void> {
    const folder = this.folders.at(-1) as CarriedFolder;
    const started = performance.now();
    try {
      await this.saveFolder(folder, this.known.get(folder) ?? { held: [], unfetched: [], generation: undefined });
    } catch (error) {
      this.refused(
        `GitHub’s cache did not take what this run added: ${messageOf(error)}. Nothing else depends on it; later jobs compute it again.`,
      );
    }
    this.facts.saveMs = performance.now() - started;
  }

  private async restoreFolder(folder: CarriedFolder, facts: RestoredFacts): Promise<void> {
    const { log, copy } = folder;
    const before = await copy.held();
    // What counts if nothing can be learnt: else all that is in the folder would be stored again.
    this.known.set(folder, { held: before, unfetched: [], generation: undefined });
    const newest = await newestGeneration(this.service, log);
    const held: HeldEntry[] = [];
    const unfetched: EntryName[] = [];
    const seen = new Set<string>();
    const bring = async (names: readonly EntryName[]): Promise<void> => {
      for (const name of names) {
        const shown = shownName(name);
        if (seen.has(shown)) continue;
        seen.add(shown);
        const known = before.find((entry) => shownName(entry.name) === shown);
        const entry = await this.bring(folder, name, known, facts);
        if (entry === 'unfetched') unfetched.push(name);
        else if (entry) held.push(entry);
      }
    };
    if (newest !== undefined) {
      // The newest generation first: an entry is only replaced by those of later ones.
      await bring(await this.list(log, newest));
      const replaced = held.flatMap(({ replaces }) => replaces);
      if (newest > 0) await bring(await this.list(log, newest - 1, replaced));
      await bring(held.flatMap(({ keeps }) => keeps));
    }
    this.known.set(folder, { held, unfetched, generation: newest });
    await copy.remember(held);
  }

  private async list(log: Log, generation: number, known: readonly EntryName[] = []): Promise<EntryName[]> {
    const slots = known.filter((name) => name.generation === generation).map(({ slot }) => slot);
    const found = await listGeneration(this.service, log, generation, slots);
    return found.map((slot) => ({ generation, slot }));
  }

  /**
   * @param known the same entry, where the folder has it already
   * @returns undefined if it is gone
   */
  private async bring(
    folder: CarriedFolder,
    name: EntryName,
    known: HeldEntry | undefined,
    facts: RestoredFacts,
  ): Promise<HeldEntry | 'unfetched' | undefined> {
    const key = keyOf(folder.log, name);
    try {
      if (known) {
        // Those that an entry keeps were not found by asking, and may be gone.
        if ((await this.service.find([key])) !== key) return undefined;
        facts.held++;
        return known;
      }
      return await this.staged(async (staged) => {
        if (!(await this.service.fetch(key, staged))) return undefined;
        const { manifest, bytes } = await folder.copy.take(staged);
        facts.entries++;
        facts.bytes += bytes;
        return { name, ...manifest };
      });
    } catch (error) {
      this.refused(`GitHub’s cache did not give ${key}: ${messageOf(error)}. Its texts are computed again.`);
      return 'unfetched';
    }
  }

  private async saveFolder({ log, copy }: CarriedFolder, known: KnownEntries): Promise<void> {
    const present = await copy.shards();
    const inEntries = new Set(known.held.flatMap(({ shards }) => shards));
    const shards = present.filter((shard) => !inEntries.has(shard));
    if (shards.length === 0) return;
    const isLive = (entry: HeldEntry): boolean => entry.shards.some((shard) => present.includes(shard));
    const live = known.held.filter(isLive);
    const gone = known.held.filter((entry) => !isLive(entry)).map(({ name }) => name);
    const keeps = [...live.map(({ name }) => name), ...known.unfetched];
    // Asked anew, since others may have stored meanwhile. Had they begun a generation, this one would not know all that it has
    // to keep; so it only adds to theirs then.
    const newest = await newestGeneration(this.service, log);
    const begins = gone.length > 0 && newest !== undefined && newest === known.generation;
    const generation = (newest ?? 0) + (begins ? 1 : 0);
    const manifest: Manifest = { shards, replaces: begins ? gone : [], keeps: begins ? keeps : [] };
    const name = await this.store(log, generation, manifest, copy, [...keeps, ...gone]);
    await copy.remember([...live, { name, ...manifest }]);
  }

  /** @param taken names that are taken already */
  private async store(
    log: Log,
    generation: number,
    manifest: Manifest,
    copy: WorkingCopy,
    taken: readonly EntryName[],
  ): Promise<EntryName> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const name = { generation, slot: freeSlot(taken, generation) };
      const key = keyOf(log, name);
      const bytes = await this.staged(async (staged) => {
        const size = await copy.stage(manifest, staged);
        return (await this.service.store(key, staged)) ? size : undefined;
      });
      if (bytes === undefined) continue;
      this.facts.saved = { key, bytes, shards: manifest.shards.length, replaces: manifest.replaces.length };
      return name;
    }
    throw new ServiceRefusal(`it has entries of ${ATTEMPTS} keys that were to be new`);
  }

  private async staged<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(path.join(this.temporaryFolder, 'entry-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  private refused(sentence: string): void {
    this.facts.refusals.push(sentence);
    this.warn(sentence);
  }
}
