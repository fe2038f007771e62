import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../base/errors';
import { type CacheService, ServiceRefusal } from './cache-service';
import { type EntryName, keyOf, type Log, shownName } from './entry-key';
import { freeSlot, listGeneration, newestGeneration } from './listing';
import type { Manifest } from './manifest';
import type { HeldEntry, WorkingCopy } from './working-copy';

/** The entries restored from a log. */
export interface RestoredFacts {
  readonly scope: string;
  /** Entries fetched. */
  entries: number;
  /** Entries that the folder already had. */
  held: number;
  /** The size of the fetched shards. */
  bytes: number;
}

interface SavedFacts {
  readonly key: string;
  readonly bytes: number;
  readonly shards: number;
  /** Older entries that no longer need to be fetched. */
  readonly replaces: number;
}

/** The use of GitHub's cache by a run. */
export interface GitHubCacheFacts {
  readonly used: boolean;
  /** Why it was used, or not. */
  readonly why: string;
  readonly restored: RestoredFacts[];
  restoreMs: number;
  saved?: SavedFacts;
  saveMs: number;
  /** The requests that the service refused, one sentence each. */
  readonly refusals: string[];
}

/** A log of entries and the folder that it is restored to. */
export interface CarriedFolder {
  readonly log: Log;
  readonly copy: WorkingCopy;
}

/** The facts known about a log. */
interface KnownEntries {
  readonly held: readonly HeldEntry[];
  /** Entries that could not be fetched this time. */
  readonly unfetched: readonly EntryName[];
  /** The newest generation; undefined if there was none, or no answer. */
  readonly generation: number | undefined;
}

/** Keys to try, because other jobs can take a key at the same moment. */
const ATTEMPTS = 3;

/**
 * Carries folders of the runner cache from job to job. An entry contains the shards that one run added. Prefix queries find all
 * entries (listing.ts), so parallel jobs need no coordination. When compaction has merged the shards of several entries, the entry
 * with the merged shard begins a new generation and lists the entries that it replaces. Entries of the newest two generations
 * count, because a job may store its entry while another begins a generation.
 *
 * Failures here never fail a run.
 */
export class GitHubCache {
  private readonly known = new Map<CarriedFolder, KnownEntries>();

  /**
   * @param folders all are restored; the last is saved
   * @param temporaryFolder for packing and unpacking
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
        this.refused(
          `GitHub’s cache could not be read: ${messageOf(error)}. The run continues with the entries restored so far.`,
        );
        // A service that refuses once will refuse again, and waiting for that is expensive.
        break;
      }
    }
    this.facts.restoreMs = performance.now() - started;
  }

  /** Stores the shards that no entry has. To be called once, when the folders are closed. */
  async save(): Promise<void> {
    const folder = this.folders.at(-1) as CarriedFolder;
    const started = performance.now();
    try {
      await this.saveFolder(folder, this.known.get(folder) ?? { held: [], unfetched: [], generation: undefined });
    } catch (error) {
      this.refused(
        `GitHub’s cache did not store the new vectors of this run: ${messageOf(error)}. The run is not affected; later jobs compute these vectors again.`,
      );
    }
    this.facts.saveMs = performance.now() - started;
  }

  private async restoreFolder(folder: CarriedFolder, facts: RestoredFacts): Promise<void> {
    const { log, copy } = folder;
    const before = await copy.held();
    // Used if the queries fail; without it, the run would store the whole folder again.
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
   * @param known the same entry, if the folder already has it
   * @returns undefined if it no longer exists
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
        // Names in `keeps` come from a manifest rather than a query, so their entries may be gone.
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
      this.refused(`GitHub’s cache could not restore ${key}: ${messageOf(error)}. The run computes its vectors again.`);
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
    // Queried again, because other jobs may have stored entries meanwhile. If one began a generation, this run does not know all
    // entries to keep, so it only adds to that generation.
    const newest = await newestGeneration(this.service, log);
    const begins = gone.length > 0 && newest !== undefined && newest === known.generation;
    const generation = (newest ?? 0) + (begins ? 1 : 0);
    const manifest: Manifest = { shards, replaces: begins ? gone : [], keeps: begins ? keeps : [] };
    const name = await this.store(log, generation, manifest, copy, [...keeps, ...gone]);
    await copy.remember([...live, { name, ...manifest }]);
  }

  /** @param taken names already in use */
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
    throw new ServiceRefusal(`${ATTEMPTS} new keys were already taken`);
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
