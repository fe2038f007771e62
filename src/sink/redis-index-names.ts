import type { SinkTarget } from './sink';

/** The names that one generation of an index uses in Redis. All keys begin with the name of the index and a colon. */
export interface RedisIndexNames {
  /** The alias. */
  readonly index: string;
  /** The concrete index. */
  readonly generation: string;
  /** The prefix of documents; the id follows. */
  readonly documents: string;
  /** The prefix of documents that are written but not visible yet. */
  readonly waiting: string;
  /** Sorted set of all documents in the order of places: `<place><id>`. A member may lack its document; a document never lacks its member. */
  readonly members: string;
  /** The same for waiting documents, by id alone. */
  readonly waitingMembers: string;
  /** The same for documents to remove. */
  readonly leavingMembers: string;
  /** Set of half places: the sources that workers updated since the current run began. */
  readonly touched: string;
  /** Set of all existing generations of the index. */
  readonly generations: string;
  /** The lease of the run that writes the index. */
  readonly lease: string;
}

export function redisIndexNames({ index, generation }: Pick<SinkTarget, 'index' | 'generation'>): RedisIndexNames {
  return {
    index,
    generation,
    documents: `${generation}:doc:`,
    waiting: `${generation}:new:`,
    members: `${generation}:ids`,
    waitingMembers: `${generation}:ids:new`,
    leavingMembers: `${generation}:ids:leaving`,
    touched: `${generation}:touched`,
    generations: `${index}:generations`,
    lease: `${index}:lease`,
  };
}
