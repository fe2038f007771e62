import { setTimeout as wait } from 'node:timers/promises';
import { SQS } from '@aws-sdk/client-sqs';
import { CacheError, InputError } from '../base/errors';
import { besideQueue, type SqsTarget } from '../inputs/values/sqs-address';
import { shownMessage } from './message';
import type { NamedMessage, Queue, TakenEntry } from './queue';
import { bodyOf, fieldsIn, inRequests, MOST_BYTES, type Parcel } from './sqs-body';
import { explainSqsFault, isLostMessage, isNoQueue, passes } from './sqs-faults';

/** How long a request for a message is held open; also what a signal waits for at most. Seconds. */
const LISTEN_S = 2;
/** How long a worker goes on without its queue. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 1_000;
/** Attempts that the SDK makes by itself, with pauses that grow. */
const ATTEMPTS = 4;
/** A connection is given up on which nothing comes or goes for so long: the SDK would wait a quarter of an hour. Ms. */
const SILENCE_MS = 10_000;
/** SQS lets a message be held no longer, however often it is asked to. Seconds. */
const LONGEST_HOLD_S = 43_200;
/** Bytes that are left for what is said of a message that is put aside. */
const ROOM_FOR_REASON = 4_096;

export interface SqsOptions {
  readonly target: SqsTarget;
  /** Where messages are put aside. Undefined: the dead-letter queue that the queue itself has. */
  readonly dead: SqsTarget | undefined;
  /** Of queues whose URL does not tell. */
  readonly region: string;
  /** After this time of silence a message is given to another worker. Ms. */
  readonly claimAfterMs: number;
  /** SILENCE_MS unless given. */
  readonly silenceMs?: number;
  /** Once it is aborted, nothing is tried a second time. */
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** A message that this worker holds. */
interface Held {
  readonly receipt: string;
  readonly body: string;
  /** When it came. Ms, of this process. */
  readonly since: number;
}

/**
 * A standard queue of SQS. Who takes a message has it for `claimAfterMs`, asks for more while working on it, and deletes it when
 * it is done; what is not deleted is given to others. SQS counts how often it gave a message away, so that every time counts as a
 * try, also when it was given back.
 */
export class SqsQueue implements Queue {
  readonly address: string;
  readonly group = undefined;
  private readonly held = new Map<string, Held>();
  private readonly url: string;
  private deadUrl: string | undefined;
  private away = false;
  private mayKeep = true;
  /** Since when nothing came. Ms, of this process. */
  private emptySince: number | undefined;

  private constructor(
    private readonly client: SQS,
    private readonly options: SqsOptions,
  ) {
    const { url, name, host } = options.target;
    this.url = url;
    this.address = `${name} at ${host}`;
    this.deadUrl = options.dead?.url;
  }

  /**
   * @param works whether messages are taken from it: then there must be a place for those that are put aside
   * @throws InputError if there is none, or no such queue; CacheError if it cannot be asked
   */
  static async open(options: SqsOptions, works: boolean): Promise<SqsQueue> {
    const { region = options.region, endpoint } = options.target;
    const { silenceMs = SILENCE_MS } = options;
    const client = new SQS({
      region,
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: silenceMs, socketTimeout: silenceMs },
      // At AWS its own settings count, such as AWS_ENDPOINT_URL_SQS. It would otherwise take the queue's host before them.
      ...(endpoint === undefined ? { useQueueUrlAsEndpoint: false } : { endpoint }),
    });
    const queue = new SqsQueue(client, options);
    try {
      await queue.find(works);
      return queue;
    } catch (error) {
      await queue.close();
      throw error;
    }
  }

  async take(): Promise<TakenEntry | undefined> {
    const { Messages: [message] = [] } = await this.ask('taking a message', 'sqs:ReceiveMessage', () =>
      this.client.receiveMessage({
        QueueUrl: this.url,
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: LISTEN_S,
        VisibilityTimeout: this.claimAfter,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    if (message === undefined) {
      this.emptySince ??= performance.now();
      return undefined;
    }
    this.emptySince = undefined;
    const { MessageId: entry = '', ReceiptHandle: receipt = '', Body: body = '' } = message;
    this.held.set(entry, { receipt, body, since: performance.now() });
    const tries = Math.max(0, Number(message.Attributes?.ApproximateReceiveCount ?? 1) - 1);
    // Whether who had it before gave it back or went silent is not told.
    return { entry, fields: fieldsIn(body), tries, claimed: false };
  }

  async keep({ entry }: TakenEntry): Promise<void> {
    const held = this.held.get(entry);
    if (!held) return;
    const left = LONGEST_HOLD_S - Math.ceil((performance.now() - held.since) / 1000) - 1;
    if (left <= 0) return;
    try {
      await this.show(held, Math.min(this.claimAfter, left));
    } catch (error) {
      // The next time, or not at all: another worker then does it again, and finds the vectors.
      if (passes(error) || isLostMessage(error) || !this.mayKeep) return;
      this.mayKeep = false;
      const why = explainSqsFault(error, 'sqs:ChangeMessageVisibility');
      this.options.warn(
        `queue ${this.address}: asking for more time failed: ${why}. What takes longer than queue-claim-after is given to others meanwhile.`,
      );
    }
  }

  async done({ entry }: TakenEntry): Promise<boolean> {
    const held = this.held.get(entry);
    this.held.delete(entry);
    return held !== undefined && (await this.remove(held));
  }

  async putBack({ entry, tries: before }: TakenEntry, tries: number): Promise<void> {
    const held = this.held.get(entry);
    this.held.delete(entry);
    if (!held) return;
    // What failed may do better a little later; what is only given back is for anybody at once.
    const pause = tries > before ? Math.min(2 ** tries, this.claimAfter) : 0;
    await this.ask('giving a message back', 'sqs:ChangeMessageVisibility', () => this.show(held, pause)).catch(
      (error: unknown) => {
        // It is somebody else's already.
        if (!isLostMessage((error as Error).cause)) throw error;
      },
    );
  }

  async bury({ entry }: TakenEntry, reason: string, tries: number): Promise<void> {
    const held = this.held.get(entry);
    if (!held) return;
    const { body } = held;
    const about = { reason, tries: String(tries), entry };
    const fits = Buffer.byteLength(body) + ROOM_FOR_REASON <= MOST_BYTES;
    await this.ask('putting a message aside', 'sqs:SendMessage', () =>
      this.client.sendMessage({
        QueueUrl: this.deadUrl,
        MessageBody: body,
        ...(fits && { MessageAttributes: attributesOf(about) }),
      }),
    );
    this.held.delete(entry);
    await this.remove(held);
  }

  /**
   * SQS tells how many messages are held, not since when their holders are silent. What a worker held that died shows up again
   * within `claimAfterMs`: so long, and a little longer, an idle one stays while somebody holds something.
   */
  async awaitsClaim(): Promise<boolean> {
    const empty = performance.now() - (this.emptySince ?? performance.now());
    if (empty > this.options.claimAfterMs + 2 * LISTEN_S * 1000) return false;
    // What shows up between asking for messages and asking for their number is waiting.
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes: found = {} } = await this.ask('looking after others', 'sqs:GetQueueAttributes', () =>
      this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [...names] }),
    );
    return names.some((name) => Number(found[name] ?? 0) > 0);
  }

  /** A standard queue knows no message twice: all are added. */
  async add(messages: readonly NamedMessage[]): Promise<number> {
    const bodies = messages.map(({ message }) => {
      const body = bodyOf(message);
      const bytes = Buffer.byteLength(body);
      if (bytes <= MOST_BYTES) return body;
      throw new InputError([
        `corpus: the message for ${shownMessage(message)} has ${bytes} bytes, and SQS takes ${MOST_BYTES}. Name the corpus in fewer lines, by folders or patterns.`,
      ]);
    });
    for (const parcels of inRequests(bodies)) await this.send(parcels);
    return messages.length;
  }

  async close(): Promise<void> {
    this.client.destroy();
  }

  private get claimAfter(): number {
    return Math.round(this.options.claimAfterMs / 1000);
  }

  private async find(works: boolean): Promise<void> {
    const name = works ? 'RedrivePolicy' : 'QueueArn';
    const { Attributes: found = {} } = await this.ask('looking at the queue', 'sqs:GetQueueAttributes', () =>
      this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [name] }),
    );
    if (!works || this.deadUrl !== undefined) return;
    const arn = deadLetterArn(found.RedrivePolicy);
    if (arn === undefined) {
      throw new InputError([
        `queue-dead-url: none given, and ${this.address} has no dead-letter queue. Give it one (RedrivePolicy), or name a queue here, so that no message is lost.`,
      ]);
    }
    this.deadUrl = besideQueue(this.url, arn);
  }

  /** Sends what one request takes, and what of it was refused for the moment again. */
  private async send(parcels: readonly Parcel[]): Promise<void> {
    let left = parcels;
    const since = performance.now();
    for (;;) {
      const { Failed: failed = [] } = await this.ask('adding messages', 'sqs:SendMessage', () =>
        this.client.sendMessageBatch({
          QueueUrl: this.url,
          Entries: left.map(({ at, body }) => ({ Id: String(at), MessageBody: body })),
        }),
      );
      const [first] = failed;
      if (!first) return;
      const { Code: code = 'unknown', Message: message = '' } = first;
      const hopeless = failed.some(({ SenderFault: fault }) => fault);
      if (hopeless || this.options.signal.aborted || performance.now() - since > AWAY_MS) {
        throw new CacheError(
          `the queue ${this.address} took ${left.length - failed.length} of ${left.length} messages: ${code} ${message}`,
        );
      }
      const ids = new Set(failed.map(({ Id: id }) => id));
      left = left.filter(({ at }) => ids.has(String(at)));
      await wait(AWAY_PAUSE_MS);
    }
  }

  private show({ receipt }: Held, seconds: number): Promise<unknown> {
    return this.client.changeMessageVisibility({
      QueueUrl: this.url,
      ReceiptHandle: receipt,
      VisibilityTimeout: seconds,
    });
  }

  private async remove({ receipt }: Held): Promise<boolean> {
    try {
      await this.ask('removing a message', 'sqs:DeleteMessage', () =>
        this.client.deleteMessage({ QueueUrl: this.url, ReceiptHandle: receipt }),
      );
      return true;
    } catch (error) {
      if (isLostMessage((error as Error).cause)) return false;
      throw error;
    }
  }

  /**
   * Asks, again for a while if the queue is away. What is asked twice may have been done twice: a message that is there twice
   * costs lookups.
   * @throws InputError if there is no such queue; CacheError if it stays away, or refuses
   */
  private async ask<T>(what: string, right: string, question: () => Promise<T>): Promise<T> {
    const since = performance.now();
    for (;;) {
      try {
        const answer = await question();
        this.away = false;
        return answer;
      } catch (error) {
        const said = `queue ${this.address}: ${what} failed: ${explainSqsFault(error, right)}`;
        if (isNoQueue(error)) throw new InputError([`queue-url: ${said}`], { cause: error });
        if (!passes(error) || this.options.signal.aborted || performance.now() - since > AWAY_MS) {
          throw new CacheError(said, { cause: error });
        }
        if (!this.away) this.options.warn(`the queue is away, and is asked again: ${said}`);
        this.away = true;
        await wait(AWAY_PAUSE_MS);
      }
    }
  }
}

function deadLetterArn(redrivePolicy: string | undefined): string | undefined {
  if (redrivePolicy === undefined || redrivePolicy === '') return undefined;
  return (JSON.parse(redrivePolicy) as { deadLetterTargetArn?: string }).deadLetterTargetArn;
}

/** What SQS takes in an attribute: characters of XML, and some. */
function attributesOf(
  about: Readonly<Record<string, string>>,
): Record<string, { DataType: string; StringValue: string }> {
  return Object.fromEntries(
    Object.entries(about).map(([name, value]) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what SQS refuses.
      const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').toWellFormed();
      return [name, { DataType: 'String', StringValue: clean || ' ' }];
    }),
  );
}
