import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PartialFile } from '../base/partial-file';
import { placeOf, readState, type StateEntry, StateWriter } from './record-state';

/** Most entries sorted in memory, about 50 MB with ids of usual length. More go through temporary files. */
const MOST_IN_MEMORY = 262_144;

/** Takes entries in any order and returns them sorted, each record once. Memory does not grow with their number. */
export class SortedEntries {
  private held: StateEntry[] = [];
  private folder: string | undefined;
  private readonly files: string[] = [];

  constructor(private readonly most = MOST_IN_MEMORY) {}

  async add(entry: StateEntry): Promise<void> {
    this.held.push(entry);
    if (this.held.length >= this.most) await this.spill();
  }

  /** Must be called once, after all entries were added. */
  async *sorted(): AsyncGenerator<StateEntry> {
    const last = this.held.sort(inOrder);
    const files = this.files.map((file) => entriesOf(file));
    let before: string | undefined;
    for await (const entry of merged([...files, last[Symbol.iterator]()])) {
      const place = placeOf(entry);
      if (place !== before) yield entry;
      before = place;
    }
  }

  /** Removes the temporary files. Must always be called. */
  async discard(): Promise<void> {
    this.held = [];
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private async spill(): Promise<void> {
    this.folder ??= await mkdtemp(path.join(tmpdir(), 'embed-once-records-'));
    const name = path.join(this.folder, String(this.files.length));
    const file = await PartialFile.open(name);
    const writer = new StateWriter(file, { fingerprint: '', started: '' });
    for (const entry of this.held.sort(inOrder)) await writer.add(entry);
    writer.end();
    await file.finish();
    this.files.push(name);
    this.held = [];
  }
}

function inOrder(a: StateEntry, b: StateEntry): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function* entriesOf(file: string): AsyncGenerator<StateEntry> {
  yield* (await readState(file))?.entries ?? [];
}

type Entries = Iterator<StateEntry> | AsyncIterator<StateEntry>;

/** @param all each sorted */
async function* merged(all: readonly Entries[]): AsyncGenerator<StateEntry> {
  const heads: { entry: StateEntry; from: Entries }[] = [];
  for (const from of all) {
    const { done, value } = await from.next();
    if (!done) heads.push({ entry: value, from });
  }
  while (heads.length > 0) {
    let least = 0;
    for (let at = 1; at < heads.length; at++) {
      if ((heads[at]?.entry as string) < (heads[least]?.entry as string)) least = at;
    }
    const head = heads[least] as (typeof heads)[number];
    yield head.entry;
    const { done, value } = await head.from.next();
    if (done) heads.splice(least, 1);
    else head.entry = value;
  }
}
