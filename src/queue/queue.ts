import type { Fields, QueueMessage } from './message';

/** An entry that this worker holds. Nobody else works on it as long as it is kept. */
export interface TakenEntry {
  /** The queue's own name for it. */
  readonly entry: string;
  readonly fields: Fields;
  /** How often it was begun before without being finished. */
  readonly tries: number;
  /** Whether another worker had it, and went silent. */
  readonly claimed: boolean;
}

/** A message, and the name that keeps it from being added twice where the queue can tell. */
export interface NamedMessage {
  readonly message: QueueMessage;
  readonly id: string;
}

/** Where messages are sent. */
interface MessageTarget {
  /** As it may be shown. */
  readonly address: string;
  /** Messages that wait already, or are worked on, are not added again where the queue can tell. @returns how many were added */
  add(messages: readonly NamedMessage[]): Promise<number>;
  /** How many messages no worker holds. Not there, or undefined, where the queue cannot tell. Does not fail. */
  waiting?(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Where messages wait for workers. Each is given to one at a time, and to another if that one goes silent. */
export interface Queue extends MessageTarget {
  /** What its workers share, where it has such a thing. */
  readonly group: string | undefined;
  /** @returns undefined if none came within two seconds */
  take(): Promise<TakenEntry | undefined>;
  /** Tells that this worker is alive and works on it. Does not fail: who cannot tell may lose it to another, and no vector is lost. */
  keep(taken: TakenEntry): Promise<void>;
  /** Takes it out of the queue for good. @returns false if another worker was done with it first */
  done(taken: TakenEntry): Promise<boolean>;
  /** Leaves it to any worker again. @param tries how often it has now been begun in vain, for queues that do not count themselves */
  putBack(taken: TakenEntry, tries: number): Promise<void>;
  /** Puts it aside, with the reason, where people find it. */
  bury(taken: TakenEntry, reason: string, tries: number): Promise<void>;
  /** Whether a worker holds something and has not told that it is alive for a while. */
  awaitsClaim(): Promise<boolean>;
}

/** Why a worker ended. */
type QueueEnd = 'drained' | 'signal';

/** A message that was put aside. */
export interface DeadMessage {
  readonly entry: string;
  /** As far as it could be told what it was. */
  readonly message?: string;
  readonly reason: string;
}

/**
 * What a worker took from its queue, and what became of it.
 * @members each is a field of `queue` in report.json, which stays flat for those that read it
 */
export interface QueueFacts {
  readonly address: string;
  /** The consumer group of a stream. */
  readonly group?: string;
  /** Messages begun; each ends as one of those below. */
  taken: number;
  /** Of these, those that another worker had had, and gone silent. */
  claimed: number;
  done: number;
  /** Of these, events of S3 that ask for nothing: tests, and objects that were removed. */
  withoutWork: number;
  /** Finished, when another worker had already been. */
  doneElsewhere: number;
  /** Failed, and put back for another try. */
  retried: number;
  /** Put back because this worker was told to end. */
  givenBack: number;
  /** Put aside. */
  dead: number;
  /** done, by type of message. */
  readonly doneByKind: Record<string, number>;
  /** The first of those put aside. */
  readonly deadMessages: DeadMessage[];
  /** Files written for documents. */
  files: number;
  /** Messages that nobody held when this worker ended. Absent where the queue cannot tell. */
  waiting?: number;
  end?: QueueEnd;
}

/** What mode enqueue did. */
export interface EnqueueFacts {
  /** The queue, as it may be shown. */
  readonly address: string;
  readonly kind: QueueMessage['kind'];
  /** Messages that were added, and those that waited there already, or were being worked on. */
  added: number;
  known: number;
  /** Messages that nobody held afterwards. Absent where the queue cannot tell. */
  waiting?: number;
}
