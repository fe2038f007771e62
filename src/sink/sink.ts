import type { Vector } from '../base/vector';

/** A record in the form that a downstream index stores. */
export interface SinkDocument {
  /** The id of the record or chunk, unique in the index. */
  readonly id: string;
  /** The position in the order of all documents, in which those of one source are adjacent. 32 hexadecimal digits. */
  readonly place: string;
  /** SHA-256 of the id and all fields below, including the vector's bytes: documents with the same digest are identical. 64 hexadecimal digits. */
  readonly digest: string;
  readonly text: string;
  /** The file that it was read from. */
  readonly source: string;
  /** For a chunk, the id of its record. */
  readonly record?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly vector: Vector;
}

/** The identity of a document in the index. */
export type ListedDocument = Pick<SinkDocument, 'id' | 'place'>;

/** Documents between two places. */
export interface PlaceRange {
  /** The range begins after this document or, if its id is empty, with the first one at this place. */
  readonly after: ListedDocument;
  /** The range ends before this place. */
  readonly before: string;
}

/** The state of an index after publishing. */
export interface Publication {
  /** Documents in the generation. */
  readonly documents: number;
  /** Whether readers now see a different generation than before. */
  readonly switched: boolean;
  /** Whether readers see this generation. */
  readonly live: boolean;
  /** Older generations that were removed. */
  readonly dropped: readonly string[];
}

/**
 * One generation of a downstream index: the documents of one embedding contract. Readers use the name of the index and see one
 * complete generation at a time.
 *
 * A caller gets digests, upserts new and changed documents, lists all documents, removes those that are gone, and publishes. Every
 * call is idempotent. If a sink is closed without `publish`, readers have seen no change, and the next sink continues from there.
 * Calls reject with SinkError, which names the failure, the server and the state of the index.
 */
export interface Sink {
  readonly kind: 'redis-index' | 'command';
  /** The address for display, without credentials. */
  readonly address: string;
  /** The name that readers use. */
  readonly index: string;
  /** The name of the generation, unique in its store. */
  readonly generation: string;
  /** Returns, by position, the digest that the generation has for the id; undefined if it has no complete document. */
  digests(documents: readonly SinkDocument[]): Promise<(string | undefined)[]>;
  /** Adds documents, or replaces those with the same ids. Ids are unique within a call. */
  upsert(documents: readonly SinkDocument[]): Promise<void>;
  /** Returns at most `limit` documents, in the order of places. */
  list(range: PlaceRange, limit: number): Promise<readonly ListedDocument[]>;
  /** Removes documents, except those whose id has moved to another place. @returns the number removed */
  remove(documents: readonly ListedDocument[]): Promise<number>;
  /**
   * Makes all changes visible.
   * @param complete the number of distinct places if the whole corpus was written; none may be missing, and the index then switches to
   *   this generation. Undefined if only some documents were updated; readers see the updates if they already use this generation
   */
  publish(complete: number | undefined): Promise<Publication>;
  /** Closes the sink and discards unpublished changes that readers could otherwise see. May be called again. Never throws. */
  close(): Promise<void>;
}

/** The generation that a sink opens. */
export interface SinkTarget {
  readonly index: string;
  readonly generation: string;
  /** Components of a vector. */
  readonly dimensions: number;
  /** Whether this run publishes the whole corpus; only one such run at a time may write an index. */
  readonly exclusive: boolean;
}
