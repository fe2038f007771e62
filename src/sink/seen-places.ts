import { SortedEntries } from '../changes/sorted-entries';

/** Fills the part of an entry that is not used here. Bytes. */
const NOTHING = '\0'.repeat(40);

/** Sorts places and removes duplicates. Memory is bounded: further places go to temporary files. */
export class SeenPlaces {
  private readonly entries = new SortedEntries();

  add(place: string): Promise<void> {
    return this.entries.add(Buffer.from(place, 'hex').toString('latin1') + NOTHING);
  }

  /** To be called once, after the last `add`. */
  async *sorted(): AsyncGenerator<string> {
    for await (const entry of this.entries.sorted())
      yield Buffer.from(entry.slice(0, -NOTHING.length), 'latin1').toString('hex');
  }

  /** Must always be called. */
  discard(): Promise<void> {
    return this.entries.discard();
  }
}
