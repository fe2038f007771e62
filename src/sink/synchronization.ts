import type { Inputs } from '../inputs/inputs';
import type { ResolvedWindow, WindowObserver } from '../resolve/window';
import { SeenPlaces } from './seen-places';
import type { ListedDocument, PlaceRange, Sink, SinkDocument } from './sink';
import { sinkDocument, sourcePlace } from './sink-document';
import type { SinkFacts } from './sink-facts';

/** Documents written or removed per call, about 200 kB with vectors of 384 floats. An index may take milliseconds per document. */
const DOCUMENTS_AT_ONCE = 128;
const LIST_DOCUMENTS = 1000;
/** Sorts after all places. */
const END = 'g';

/** The facts known after the last record. */
export interface Ending {
  /** Why nothing may be published; undefined if publishing is allowed. */
  readonly refusal?: string | undefined;
  /** Skipped records. Their documents may still be valid, so nothing is removed. */
  readonly skipped: number;
}

/** Synchronizes an index with the records of a run or of one document. It sends only new and changed documents. */
export class Synchronization implements WindowObserver {
  private readonly seen = new SeenPlaces();
  /** The half places of all sources seen; used only if the records are not the whole corpus. */
  private readonly sources = new Set<string>();
  private lastSource: string | undefined;
  /** Writes one window while the next is looked up or embedded. */
  private writing: Promise<void> = Promise.resolve();
  private readonly counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };

  /** @param whole whether the records are the whole corpus; otherwise they are complete for each source among them */
  constructor(
    private readonly sink: Sink,
    private readonly inputs: Pick<Inputs, 'chunkSize'>,
    private readonly whole: boolean,
  ) {}

  /** @throws SinkError, including one of an earlier window */
  async take({ records, vectors }: ResolvedWindow): Promise<void> {
    const documents = new Map<string, SinkDocument>();
    for (const [at, record] of records.entries()) {
      const document = sinkDocument(record, vectors[at] as Float32Array, this.inputs.chunkSize > 0);
      documents.set(document.id, document);
      await this.seen.add(document.place);
      if (this.whole || record.source === this.lastSource) continue;
      this.lastSource = record.source;
      this.sources.add(sourcePlace(record.source));
    }
    await this.writing;
    this.writing = this.write([...documents.values()]);
    // The next await of `writing` reports it.
    this.writing.catch(() => {});
  }

  /**
   * Removes documents that are gone and publishes, unless publishing is refused.
   * @throws SinkError
   */
  async finish({ refusal, skipped }: Ending): Promise<SinkFacts> {
    const { sink } = this;
    const { kind, address, index, generation } = sink;
    await this.writing;
    const about = { kind, address, index, generation };
    if (refusal !== undefined) {
      return { ...about, ...this.counts, published: false, refusal, switched: false, dropped: [] };
    }
    const documents = await this.removeGone(skipped === 0);
    const { live, ...publication } = await sink.publish(this.whole ? documents : undefined);
    return { ...about, ...this.counts, published: live, ...publication, ...(skipped > 0 && { removesNone: skipped }) };
  }

  /** Must always be called. */
  async close(): Promise<void> {
    await this.writing.catch(() => {});
    await this.seen.discard();
  }

  private async write(documents: readonly SinkDocument[]): Promise<void> {
    const { sink, counts } = this;
    const digests = await sink.digests(documents);
    const different = documents.filter((document, at) => document.digest !== digests[at]);
    for (let at = 0; at < different.length; at += DOCUMENTS_AT_ONCE) {
      await sink.upsert(different.slice(at, at + DOCUMENTS_AT_ONCE));
    }
    const added = digests.filter((digest) => digest === undefined).length;
    counts.added += added;
    counts.changed += different.length - added;
    counts.unchanged += documents.length - different.length;
  }

  /**
   * Merges the seen and the listed places, which have the same order.
   * @returns the number of places seen
   */
  private async removeGone(removes: boolean): Promise<number> {
    const seen = this.seen.sorted();
    let next = await seen.next();
    let count = 0;
    const advance = async (): Promise<void> => {
      count++;
      next = await seen.next();
    };
    for (const range of removes ? this.ranges() : []) {
      for await (const listed of this.listed(range)) {
        const gone: ListedDocument[] = [];
        for (const document of listed) {
          while (!next.done && next.value < document.place) await advance();
          if (next.done || next.value !== document.place) gone.push(document);
        }
        for (let at = 0; at < gone.length; at += DOCUMENTS_AT_ONCE) {
          this.counts.removed += await this.sink.remove(gone.slice(at, at + DOCUMENTS_AT_ONCE));
        }
      }
    }
    while (!next.done) await advance();
    return count;
  }

  private ranges(): PlaceRange[] {
    if (this.whole) return [{ after: { place: '', id: '' }, before: END }];
    return [...this.sources].sort().map((half) => ({ after: { place: half, id: '' }, before: half + END }));
  }

  private async *listed({ after, before }: PlaceRange): AsyncGenerator<readonly ListedDocument[]> {
    let from = after;
    for (;;) {
      const listed = await this.sink.list({ after: from, before }, LIST_DOCUMENTS);
      yield listed;
      if (listed.length < LIST_DOCUMENTS) return;
      from = listed.at(-1) as ListedDocument;
    }
  }
}
