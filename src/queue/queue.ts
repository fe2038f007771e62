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

/** Where messages wait for workers. Each is given to one at a time, and to another if that one goes silent. */
export interface Queue {
  /** As it may be shown. */
  readonly address: string;
  /** @returns undefined if none came within a second */
  take(): Promise<TakenEntry | undefined>;
  /** Tells that this worker is alive and works on it. Does not fail: who cannot tell may lose it to another, and no vector is lost. */
  keep(taken: TakenEntry): Promise<void>;
  /** Takes it out of the queue for good. @returns false if another worker was done with it first */
  done(taken: TakenEntry): Promise<boolean>;
  /** Puts it at the end of the queue again. @param tries how often it has now been begun in vain */
  putBack(taken: TakenEntry, tries: number): Promise<void>;
  /** Puts it aside, with the reason, where people find it. */
  bury(taken: TakenEntry, reason: string, tries: number): Promise<void>;
  /** Whether a worker holds something and has not told that it is alive for a while. */
  awaitsClaim(): Promise<boolean>;
  /** How many messages no worker holds. Not there, or undefined, where the queue cannot tell. Does not fail. */
  waiting?(): Promise<number | undefined>;
  /** @param id keeps it from being added while a message with the same id waits, or is worked on. @returns whether it was added */
  add(message: QueueMessage, id: string): Promise<boolean>;
  close(): Promise<void>;
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

/** What a worker took from its queue, and what became of it. */
export interface QueueFacts {
  readonly address: string;
  readonly group: string;
  /** Messages begun; each ends as one of those below. */
  taken: number;
  /** Of these, those that another worker had had, and gone silent. */
  claimed: number;
  done: number;
  /** Finished, when another worker had already been. */
  doneElsewhere: number;
  /** Failed, and put back for another try. */
  retried: number;
  /** Put back because this worker was told to end. */
  givenBack: number;
  /** Put aside. */
  dead: number;
  /** done, by kind of message. */
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
