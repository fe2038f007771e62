import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { CacheError, messageOf } from '../base/errors';
import type { RedisCommand, RedisReply } from '../redis/connection';
import { RedisLink, type RedisLinkOptions } from '../redis/link';
import { type Fields, fieldsOf } from './message';
import type { NamedMessage, Queue, TakenEntry } from './queue';
import { claimedEntries, pendingCount, pendingEntries, readEntries, type StreamEntry } from './stream-replies';

/** How long a worker listens before it looks again for what others left behind; also what a signal waits for at most. Ms. */
const LISTEN_MS = 1_000;
/** How long a worker goes on without its queue, which may be restarting or moving. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 500;
/** Dead messages that are kept, roughly. */
const MOST_DEAD = 10_000;
/** A holder that tells nothing for this share of `claimAfterMs` has stopped: it tells twice in the time. */
const SILENT_SHARE = 0.5;
const KEEPING = 'telling that a message is worked on';
/** Answers of a server that is there, and not ready. */
const NOT_READY = /\b(LOADING|MASTERDOWN|CLUSTERDOWN|READONLY|TRYAGAIN)\b/;

/** One step, so that nobody who dies in the middle leaves an id behind that has no message. */
const ADD_ONCE = [
  "if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 0 end",
  "redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))",
  'return 1',
].join('\n');

export interface RedisStreamOptions extends RedisLinkOptions {
  readonly stream: string;
  readonly group: string;
  /** After this time of silence another worker takes a message over. Ms. */
  readonly claimAfterMs: number;
  /** Once it is aborted, nothing is tried a second time. */
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/**
 * A Redis stream and one consumer group of it. An entry that is done is deleted, so that the length of the stream is what is left.
 * What is put back is added anew rather than left pending: scalers look at the group's lag, which counts only what was never
 * delivered. It is added before the old entry is acknowledged, so that a worker that dies between the two leaves it twice and not
 * never.
 */
export class RedisStreamQueue implements Queue {
  readonly address: string;
  readonly group: string;
  /** Of this process alone, so that to delete it takes nothing from others. */
  private readonly consumer = `${hostname()}-${randomUUID().slice(0, 8)}`;
  /** Beside the stream: entries put aside, and the ids of messages in it. */
  private readonly dead: string;
  private readonly known: string;
  private cursor = '0-0';
  private away = false;

  private constructor(
    private readonly link: RedisLink,
    private readonly options: RedisStreamOptions,
  ) {
    this.address = `${options.stream} at ${options.target.address}`;
    this.group = options.group;
    this.dead = `${options.stream}:dead`;
    this.known = `${options.stream}:known`;
  }

  /** @throws CacheError if the server is not there */
  static async open(options: RedisStreamOptions): Promise<RedisStreamQueue> {
    const queue = new RedisStreamQueue(await RedisLink.open({ ...options, nestedReplies: true }), options);
    await queue.createGroup();
    return queue;
  }

  async take(): Promise<TakenEntry | undefined> {
    const { stream, group, claimAfterMs } = this.options;
    const claim = ['XAUTOCLAIM', stream, group, this.consumer, String(claimAfterMs), this.cursor, 'COUNT', '1'];
    const { cursor, entries } = claimedEntries(await this.ask('taking a message over', claim));
    this.cursor = cursor;
    const [left] = entries;
    if (left) return { ...left, claimed: true, tries: triesOf(left) + (await this.deliveries(left)) - 1 };
    const listen = ['GROUP', group, this.consumer, 'COUNT', '1', 'BLOCK', String(LISTEN_MS), 'STREAMS', stream, '>'];
    const [fresh] = readEntries(await this.ask('reading the queue', ['XREADGROUP', ...listen]));
    return fresh && { ...fresh, claimed: false, tries: triesOf(fresh) };
  }

  async keep({ entry }: TakenEntry): Promise<void> {
    const { stream, group } = this.options;
    try {
      // Who was silent for too long, and lost it, must not take it back.
      const holder = await this.send(KEEPING, ['XPENDING', stream, group, entry, entry, '1']);
      if (pendingEntries(holder)[0]?.consumer !== this.consumer) return;
      await this.send(KEEPING, ['XCLAIM', stream, group, this.consumer, '0', entry, 'JUSTID']);
    } catch {
      // The next time, or not at all: another worker then does it again, and finds the vectors.
    }
  }

  async done({ entry, fields }: TakenEntry): Promise<boolean> {
    const id = fields.get('id');
    const acknowledged = await this.remove(entry);
    if (id !== undefined) await this.ask('forgetting a message', ['SREM', this.known, id]);
    return acknowledged;
  }

  async putBack({ entry, fields }: TakenEntry, tries: number): Promise<void> {
    const words = [...new Map([...fields, ['tries', String(tries)]])].flat();
    await this.ask('putting a message back', ['XADD', this.options.stream, '*', ...words]);
    await this.remove(entry);
  }

  async bury({ entry, fields }: TakenEntry, reason: string, tries: number): Promise<void> {
    const about = new Map([['reason', reason], ['tries', String(tries)], ['entry', entry], ...withoutTexts(fields)]);
    const words = [...about].flat();
    await this.ask('putting a message aside', ['XADD', this.dead, 'MAXLEN', '~', String(MOST_DEAD), '*', ...words]);
    const id = fields.get('id');
    if (id !== undefined) await this.ask('forgetting a message', ['SREM', this.known, id]);
    await this.remove(entry);
  }

  async awaitsClaim(): Promise<boolean> {
    const { stream, group, claimAfterMs } = this.options;
    const silence = String(Math.round(claimAfterMs * SILENT_SHARE));
    const silent = await this.ask('looking after others', ['XPENDING', stream, group, 'IDLE', silence, '-', '+', '1']);
    return pendingEntries(silent).length > 0;
  }

  /** All that is in the stream, less what is held. Undefined also where its user may not ask. */
  async waiting(): Promise<number | undefined> {
    const { stream, group } = this.options;
    try {
      const length = Number(await this.send('counting what waits', ['XLEN', stream]));
      return length - pendingCount(await this.send('counting what is held', ['XPENDING', stream, group]));
    } catch {
      return undefined;
    }
  }

  async add(messages: readonly NamedMessage[]): Promise<number> {
    const { stream } = this.options;
    let added = 0;
    for (const { message, id } of messages) {
      const words = [...new Map([...fieldsOf(message), ['id', id]])].flat();
      const reply = await this.ask('adding a message', ['EVAL', ADD_ONCE, '2', stream, this.known, id, ...words]);
      if (reply === 1) added++;
    }
    return added;
  }

  /** What this worker still holds is left to others: a consumer that is deleted takes what it holds with it. */
  async close(): Promise<void> {
    const { stream, group } = this.options;
    try {
      const held = await this.send('leaving the queue', ['XPENDING', stream, group, '-', '+', '1', this.consumer]);
      if (pendingEntries(held).length === 0) {
        await this.send('leaving the queue', ['XGROUP', 'DELCONSUMER', stream, group, this.consumer]);
      }
    } catch {
      // An idle consumer more, in a list.
    }
    await this.link.close();
  }

  private async createGroup(): Promise<void> {
    const { stream, group } = this.options;
    try {
      await this.send('making the consumer group', ['XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM']);
    } catch (error) {
      if (!messageOf(error).includes('BUSYGROUP')) throw error;
    }
  }

  /** How often it was delivered, this time counted. */
  private async deliveries({ entry }: StreamEntry): Promise<number> {
    const { stream, group } = this.options;
    const reply = await this.ask('looking at a message', ['XPENDING', stream, group, entry, entry, '1']);
    return pendingEntries(reply)[0]?.deliveries ?? 1;
  }

  private async remove(entry: string): Promise<boolean> {
    const { stream, group } = this.options;
    const acknowledged = await this.ask('acknowledging a message', ['XACK', stream, group, entry]);
    await this.ask('removing a message', ['XDEL', stream, entry]);
    return acknowledged === 1;
  }

  private send(what: string, command: RedisCommand): Promise<RedisReply> {
    return this.link.batch(what, (send) => send(command, this.options.stream));
  }

  /**
   * Sends a command, again for a while if the server is away. What is sent twice may have been carried out twice: a message that
   * is there twice costs lookups, and one that is acknowledged twice counts as done elsewhere.
   * @throws CacheError if it stays away, or refuses
   */
  private async ask(what: string, command: RedisCommand): Promise<RedisReply> {
    const since = performance.now();
    for (;;) {
      try {
        const reply = await this.send(what, command);
        this.away = false;
        return reply;
      } catch (error) {
        // The stream went with a server that keeps nothing.
        if (messageOf(error).includes('NOGROUP')) await this.createGroup();
        else if (!isAway(error) || this.options.signal.aborted || performance.now() - since > AWAY_MS) throw error;
        else if (!this.away) this.options.warn(`the queue is away, and is asked again: ${messageOf(error)}`);
        this.away = true;
        await wait(AWAY_PAUSE_MS);
      }
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof CacheError && (error.lost || NOT_READY.test(error.message));
}

function triesOf({ fields }: StreamEntry): number {
  const tries = Number(fields.get('tries') ?? 0);
  return Number.isSafeInteger(tries) && tries > 0 ? tries : 0;
}

/** What embed-once itself puts in a message, but for the texts: a reader of dead messages need not be allowed to read these. */
function withoutTexts(fields: Fields): [string, string][] {
  const kept = ['type', 'id', 'plan', 'shard', 'corpus', 'source'];
  return [...fields].filter(([name]) => kept.includes(name));
}
