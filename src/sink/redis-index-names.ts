import type { SinkTarget } from './sink';

/** Names in Redis of a generation of an index, and of what lies beside it. All keys begin with the name of the index and a colon. */
export interface RedisIndexNames {
  /** The alias. */
  readonly index: string;
  /** The concrete index. */
  readonly generation: string;
  /** Documents: this, and their id. */
  readonly documents: string;
  /** The same for those that are written and not visible yet. */
  readonly waiting: string;
  /** Sorted set of all documents, in the order of places: `<place><id>`. One may be there whose document is not, and none the other way round. */
  readonly members: string;
  /** Likewise those that wait, by their ids alone. */
  readonly waitingMembers: string;
  /** The same of those that are to go. */
  readonly leavingMembers: string;
  /** Set of halves of places: sources that others brought up to date since the present run began. */
  readonly touched: string;
  /** Set of all generations of the index that there are. */
  readonly generations: string;
  /** Whose run it is. */
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
