import type { CorpusFacts } from './record';

interface Place {
  readonly bytes: number;
  readonly records: number;
}

const START: Place = { bytes: 0, records: 0 };

/**
 * Measures the progress of reading by the bytes of files. It compares bytes and records only at moments when all records have been
 * taken: then neither read-ahead nor chunking distorts the ratio.
 */
export class ReadingProgress {
  private ended = false;
  private latest: Place = START;
  /** The latest place with fewer bytes: the bytes read last may still yield more records. */
  private sure: Place = START;
  /** Bytes of the files already read. */
  private before = 0;
  private file: { readonly bytes: number; readonly read: number; share?: number } = { bytes: 0, read: 0 };

  constructor(private readonly facts: CorpusFacts) {}

  /** Starts a file. @param bytes its size */
  begin(bytes: number | undefined): void {
    this.before += this.file.bytes;
    this.file = { bytes: bytes ?? 0, read: this.facts.bytesRead };
  }

  /**
   * Sets the progress within a file for formats that do not read it from beginning to end.
   * @param share of the file, 0 to 1, from which the next records and all before them come
   */
  reach(share: number): void {
    this.file.share = share;
  }

  /** Notes that all records so far have been taken. */
  settle(): void {
    const place = { bytes: this.position, records: this.facts.records };
    if (place.bytes > this.latest.bytes) this.sure = this.latest;
    this.latest = place;
  }

  end(): void {
    this.ended = true;
  }

  /** Estimate of the total records; undefined as long as nothing is known. */
  get total(): number | undefined {
    const { bytesTotal, records, chunked } = this.facts;
    if (this.ended) return records;
    if (!bytesTotal) return undefined;
    const place = [this.sure, this.latest, ...(chunked ? [] : [{ bytes: this.position, records }])].find(
      ({ bytes }) => bytes > 0,
    );
    // Without such a place the first records are still being cut, into an unknown number of chunks.
    return place && place.records > 0
      ? Math.max(records, Math.round((place.records * bytesTotal) / place.bytes))
      : undefined;
  }

  private get position(): number {
    const { bytes, read, share } = this.file;
    // Parts of a file may be read twice, and a file can grow.
    const within = share === undefined ? Math.min(this.facts.bytesRead - read, bytes) : share * bytes;
    return this.before + within;
  }
}
