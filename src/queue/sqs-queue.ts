import { setTimeout as wait } from 'node:timers/promises';
import { SQS } from '@aws-sdk/client-sqs';
import { CacheError, InputError } from '../base/errors';
import { besideQueue, type SqsTarget } from '../inputs/values/sqs-address';
import { shownMessage } from './message';
import type { NamedMessage, Queue, TakenEntry } from './queue';
import { bodyOf, fieldsIn, inRequests, MOST_BYTES, type Parcel } from './sqs-body';
import { explainSqsFault, isLostMessage, isNoQueue, passes } from './sqs-faults';

/** How long a request waits for a message, and the longest delay of a signal. Seconds. */
const LISTEN_S = 2;
/** How long a worker retries while its queue is unavailable. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 1_000;
/** Attempts per request by the SDK, with exponential backoff. */
const ATTEMPTS = 4;
/** An idle connection times out after this long; the SDK alone would wait 15 minutes. Ms. */
const SILENCE_MS = 10_000;
/** The longest time that SQS lets one receiver hold a message, extensions included. Seconds. */
const LONGEST_HOLD_S = 43_200;
/** Bytes reserved for the attributes of a message in the dead-letter queue. */
const ROOM_FOR_REASON = 4_096;

export interface SqsOptions {
  readonly target: SqsTarget;
  /** The queue for dead messages. Undefined: the dead-letter queue of the queue itself. */
  readonly dead: SqsTarget | undefined;
  /** Used if the URL of a queue has no region. */
  readonly region: string;
  /** SQS gives a message to another worker after this much silence. Ms. */
  readonly claimAfterMs: number;
  /** SILENCE_MS by default. */
  readonly silenceMs?: number;
  /** Once it is aborted, nothing is tried a second time. */
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** A message that this worker holds. */
interface Held {
  readonly receipt: string;
  readonly body: string;
  /** When it arrived, as performance.now(). Ms. */
  readonly since: number;
}

/**
 * A standard SQS queue. A worker holds a message for `claimAfterMs`, extends this time while working on it, and deletes the
 * message at the end; SQS gives a message that is not deleted to another worker. SQS counts deliveries, so each delivery counts as
 * a try, even if the message was put back.
 */
export class SqsQueue implements Queue {
  readonly address: string;
  readonly group = undefined;
  private readonly held = new Map<string, Held>();
  private readonly url: string;
  private deadUrl: string | undefined;
  private away = false;
  private mayKeep = true;
  /** Since when the queue has been empty, as performance.now(). Ms. */
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
   * @param works whether the run takes messages; it then needs a dead-letter queue
   * @throws InputError if the queue does not exist, or has no dead-letter queue; CacheError if the request fails
   */
  static async open(options: SqsOptions, works: boolean): Promise<SqsQueue> {
    const { region = options.region, endpoint } = options.target;
    const { silenceMs = SILENCE_MS } = options;
    const client = new SQS({
      region,
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: silenceMs, socketTimeout: silenceMs },
      // Without this, the SDK prefers the host of the queue's URL over its own settings such as AWS_ENDPOINT_URL_SQS.
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
    // SQS does not tell whether the previous holder put it back or went silent.
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
      // The next extension may succeed. If none does, another worker repeats the message and finds its vectors in the cache.
      if (passes(error) || isLostMessage(error) || !this.mayKeep) return;
      this.mayKeep = false;
      const why = explainSqsFault(error, 'sqs:ChangeMessageVisibility');
      this.options.warn(
        `queue ${this.address}: extending the visibility timeout failed: ${why}. Other workers will repeat messages that take longer than queue-claim-after.`,
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
    // A failed message waits before its next try; one that is only given back is available at once.
    const pause = tries > before ? Math.min(2 ** tries, this.claimAfter) : 0;
    await this.ask('giving a message back', 'sqs:ChangeMessageVisibility', () => this.show(held, pause)).catch(
      (error: unknown) => {
        // Another worker already has it.
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
    await this.ask('moving a message to the dead-letter queue', 'sqs:SendMessage', () =>
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
   * SQS reports the number of held messages, but not how long their holders have been silent. The messages of a dead worker
   * reappear within `claimAfterMs`. While messages are held, an idle worker therefore stays for this time and a little longer.
   */
  async awaitsClaim(): Promise<boolean> {
    const empty = performance.now() - (this.emptySince ?? performance.now());
    if (empty > this.options.claimAfterMs + 2 * LISTEN_S * 1000) return false;
    // A message that reappears between the two requests counts as waiting, so both numbers matter.
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes: found = {} } = await this.ask('looking for silent workers', 'sqs:GetQueueAttributes', () =>
      this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [...names] }),
    );
    return names.some((name) => Number(found[name] ?? 0) > 0);
  }

  /** Adds all messages: a standard queue does not detect duplicates. */
  async add(messages: readonly NamedMessage[]): Promise<number> {
    const bodies = messages.map(({ message }) => {
      const body = bodyOf(message);
      const bytes = Buffer.byteLength(body);
      if (bytes <= MOST_BYTES) return body;
      throw new InputError([
        `corpus: the message for ${shownMessage(message)} has ${bytes} bytes; the limit of SQS is ${MOST_BYTES}. Shorten the list in corpus with folders or patterns.`,
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
    const { Attributes: found = {} } = await this.ask('looking up the queue', 'sqs:GetQueueAttributes', () =>
      this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [name] }),
    );
    if (!works || this.deadUrl !== undefined) return;
    const arn = deadLetterArn(found.RedrivePolicy);
    if (arn === undefined) {
      throw new InputError([
        `queue-dead-url: none given, and ${this.address} has no dead-letter queue, so failed messages would be lost. Give it one (RedrivePolicy), or name a queue here.`,
      ]);
    }
    this.deadUrl = besideQueue(this.url, arn);
  }

  /** Sends the messages of one request, and retries those that SQS refused temporarily. */
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
          `queue ${this.address} accepted only ${left.length - failed.length} of ${left.length} messages: ${code} ${message}`,
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
   * Sends a request, and retries for a while if the queue is unavailable. A retried request may take effect twice: a duplicated
   * message costs lookups.
   * @throws InputError if the queue does not exist; CacheError if it stays unavailable or refuses the request
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
        if (!this.away) this.options.warn(`the queue is unavailable, retrying: ${said}`);
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

/** Replaces characters that SQS refuses in attributes: it accepts those of XML. */
function attributesOf(
  about: Readonly<Record<string, string>>,
): Record<string, { DataType: string; StringValue: string }> {
  return Object.fromEntries(
    Object.entries(about).map(([name, value]) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: SQS refuses these characters.
      const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').toWellFormed();
      return [name, { DataType: 'String', StringValue: clean || ' ' }];
    }),
  );
}
