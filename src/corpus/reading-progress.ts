import type { CorpusFacts } from './record';

interface Place {
  readonly bytes: number;
  readonly records: number;
}

const START: Place = { bytes: 0, records: 0 };

/**
 * How far reading is, by the bytes of files. What counts are moments at which all records that were given have been taken: then
 * it is known how many records so many bytes were, whatever was read ahead and into how many pieces records were cut.
 */
export class ReadingProgress {
  private ended = false;
  private latest: Place = START;
  /** The latest with fewer bytes: there may be more records of the bytes that were read last. */
  private sure: Place = START;
  /** Of files that are done. */
  private before = 0;
  private file: { readonly bytes: number; readonly read: number; share?: number } = { bytes: 0, read: 0 };

  constructor(private readonly facts: CorpusFacts) {}

  /** @param bytes of the file that is read now */
  begin(bytes: number | undefined): void {
    this.before += this.file.bytes;
    this.file = { bytes: bytes ?? 0, read: this.facts.bytesRead };
  }

  /**
   * Told by formats that do not read a file from its beginning to its end.
   * @param share of the file, 0 to 1, that the records given next come from, with those before them
   */
  reach(share: number): void {
    this.file.share = share;
  }

  /** All records that were given have been taken. */
  settle(): void {
    const place = { bytes: this.position, records: this.facts.records };
    if (place.bytes > this.latest.bytes) this.sure = this.latest;
    this.latest = place;
  }

  end(): void {
    this.ended = true;
  }

  /** Records that there will have been, as far as it can be told; undefined while it cannot. */
  get total(): number | undefined {
    const { bytesTotal, records, chunked } = this.facts;
    if (this.ended) return records;
    if (!bytesTotal) return undefined;
    const place = [this.sure, this.latest, ...(chunked ? [] : [{ bytes: this.position, records }])].find(
      ({ bytes }) => bytes > 0,
    );
    // Otherwise the first records are on their way, and into how many they are cut is not known yet.
    return place && place.records > 0
      ? Math.max(records, Math.round((place.records * bytesTotal) / place.bytes))
      : undefined;
  }

  private get position(): number {
    const { bytes, read, share } = this.file;
    // A file may be read twice in parts, and can grow.
    const within = share === undefined ? Math.min(this.facts.bytesRead - read, bytes) : share * bytes;
    return this.before + within;
  }
}
