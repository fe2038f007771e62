import type { Vector } from '../base/vector';

/** A record as an index downstream has it. */
export interface SinkDocument {
  /** Of the record, or of the chunk; the index has each once. */
  readonly id: string;
  /** Where it stands in the order of all documents: those of one source stand together. 32 hexadecimal digits. */
  readonly place: string;
  /** SHA-256 over all that follows, the vector's bytes included: documents with one digest are the same. 64 hexadecimal digits. */
  readonly digest: string;
  readonly text: string;
  /** The file that it was read from. */
  readonly source: string;
  /** Of a chunk: the id of the record that was cut. */
  readonly record?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly vector: Vector;
}

/** What is known of a document that is in the index. */
export type ListedDocument = Pick<SinkDocument, 'id' | 'place'>;

/** Documents between two places. */
export interface PlaceRange {
  /** Where to begin: the document after this one, or with an empty id the first at this place. */
  readonly after: ListedDocument;
  /** Where to end: the first place that is not meant. */
  readonly before: string;
}

/** What became of an index when it was published. */
export interface Publication {
  /** Documents that the generation has. */
  readonly documents: number;
  /** Whether readers see another generation than before. */
  readonly switched: boolean;
  /** Whether readers see this one. */
  readonly live: boolean;
  /** Older generations that were taken away. */
  readonly dropped: readonly string[];
}

/**
 * An index downstream, or rather one generation of it: what was made under one embedding contract. Readers know the index by its name and
 * see one generation at a time, always a whole one.
 *
 * Whoever opens one asks for digests, puts what is new or different, lists what is there, removes what is no longer, and publishes.
 * Each call may be repeated, and comes to the same; an opened sink that is closed without `publish` has shown readers nothing, and the
 * next one that is opened goes on from there. Calls reject with SinkError, which says what failed and where, and what became of the index.
 */
export interface Sink {
  readonly kind: 'redis-index' | 'command';
  /** Where it is, as it may be shown. */
  readonly address: string;
  /** The name that readers use. */
  readonly index: string;
  /** The name of the generation, unique in its store. */
  readonly generation: string;
  /** By position: the digest of what the generation has under the id; undefined where it has nothing whole. */
  digests(documents: readonly SinkDocument[]): Promise<(string | undefined)[]>;
  /** Adds documents, or replaces those that have their ids. No id comes twice in one call. */
  upsert(documents: readonly SinkDocument[]): Promise<void>;
  /** In the order of places; at most `limit`. */
  list(range: PlaceRange, limit: number): Promise<readonly ListedDocument[]>;
  /** Takes documents away, but none whose id stands at another place by now. @returns how many it took */
  remove(documents: readonly ListedDocument[]): Promise<number>;
  /**
   * Makes all that was done visible.
   * @param complete the number of different places where all of the corpus was put, none of which may be missing: the index then becomes this
   *   generation; undefined where only some documents were brought up to date: readers see that if this generation is theirs already
   */
  publish(complete: number | undefined): Promise<Publication>;
  /** Ends, and gives up what was not published as far as readers could come to see it. May be called again. Does not fail. */
  close(): Promise<void>;
}

/** What a sink is opened for. */
export interface SinkTarget {
  readonly index: string;
  readonly generation: string;
  /** Components of a vector. */
  readonly dimensions: number;
  /** Whether this is the one run that brings all of the corpus: at most one is at work on an index. */
  readonly exclusive: boolean;
}
