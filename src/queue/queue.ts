import type { Fields, QueueMessage } from './message';

/** An entry that this worker holds. No other worker gets it as long as this one keeps it. */
export interface TakenEntry {
  /** The id that the queue gave it. */
  readonly entry: string;
  readonly fields: Fields;
  /** Earlier attempts that did not finish. */
  readonly tries: number;
  /** Whether it was taken over from a worker that went silent. */
  readonly claimed: boolean;
}

/** A message, and the id that prevents adding it twice, if the queue supports that. */
export interface NamedMessage {
  readonly message: QueueMessage;
  readonly id: string;
}

/** A place to send messages to. */
interface MessageTarget {
  /** For display, without credentials. */
  readonly address: string;
  /** Adds messages. A queue that detects duplicates skips those that are waiting or in progress. @returns the number added */
  add(messages: readonly NamedMessage[]): Promise<number>;
  /** Counts the messages that no worker holds. Absent, or undefined, if the queue cannot count them. Never throws. */
  waiting?(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A queue of messages for workers. It gives each message to one worker at a time, and to another if that one goes silent. */
export interface Queue extends MessageTarget {
  /** The consumer group, if the queue has one. */
  readonly group: string | undefined;
  /** @returns undefined if no message arrives within two seconds */
  take(): Promise<TakenEntry | undefined>;
  /** Extends this worker's claim. Never throws: without the extension another worker may take the entry, and no vector is lost. */
  keep(taken: TakenEntry): Promise<void>;
  /** Removes a finished entry from the queue. @returns false if another worker finished it first */
  done(taken: TakenEntry): Promise<boolean>;
  /** Releases it to any worker. @param tries failed attempts so far, for queues that do not count them */
  putBack(taken: TakenEntry, tries: number): Promise<void>;
  /** Moves it to the dead-letter queue, with the reason. */
  bury(taken: TakenEntry, reason: string, tries: number): Promise<void>;
  /** Whether a worker holds a message but has not extended its claim for a while. */
  awaitsClaim(): Promise<boolean>;
}

/** Why a worker ended. */
type QueueEnd = 'drained' | 'signal';

/** A message in the dead-letter queue. */
export interface DeadMessage {
  readonly entry: string;
  /** A description; absent if the message could not be read. */
  readonly message?: string;
  readonly reason: string;
}

/**
 * The messages that a worker took from its queue, by outcome.
 * @members each is a field of `queue` in report.json, which stays flat for its readers
 */
export interface QueueFacts {
  readonly address: string;
  /** The consumer group of a stream. */
  readonly group?: string;
  /** Messages begun. Each has one of the outcomes below. */
  taken: number;
  /** The part of `taken` that came from workers that went silent. */
  claimed: number;
  done: number;
  /** The part of `done` that were S3 events without work: tests and removed objects. */
  withoutWork: number;
  /** Finished after another worker had finished them. */
  doneElsewhere: number;
  /** Failed, and put back for another try. */
  retried: number;
  /** Put back because this worker received a signal to end. */
  givenBack: number;
  /** Moved to the dead-letter queue. */
  dead: number;
  /** `done`, by type of message. */
  readonly doneByKind: Record<string, number>;
  /** The first few of `dead`. */
  readonly deadMessages: DeadMessage[];
  /** Files written for documents. */
  files: number;
  /** Messages that no worker held when this one ended. Absent if the queue cannot count them. */
  waiting?: number;
  end?: QueueEnd;
}

/** The results of mode enqueue. */
export interface EnqueueFacts {
  /** The queue, for display. */
  readonly address: string;
  readonly kind: QueueMessage['kind'];
  added: number;
  /** Messages that were already waiting or in progress, so they were not added. */
  known: number;
  /** Messages that no worker held afterwards. Absent if the queue cannot count them. */
  waiting?: number;
}
