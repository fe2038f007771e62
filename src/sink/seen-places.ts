import { SortedEntries } from '../changes/sorted-entries';

/** What entries have besides their place elsewhere, and here not. Bytes. */
const NOTHING = '\0'.repeat(40);

/** Takes places in any order, and gives them back in theirs, each once. Memory does not grow with their number: more go to temporary files. */
export class SeenPlaces {
  private readonly entries = new SortedEntries();

  add(place: string): Promise<void> {
    return this.entries.add(Buffer.from(place, 'hex').toString('latin1') + NOTHING);
  }

  /** Once, when all are there. */
  async *sorted(): AsyncGenerator<string> {
    for await (const entry of this.entries.sorted())
      yield Buffer.from(entry.slice(0, -NOTHING.length), 'latin1').toString('hex');
  }

  /** To be called in any case. */
  discard(): Promise<void> {
    return this.entries.discard();
  }
}
