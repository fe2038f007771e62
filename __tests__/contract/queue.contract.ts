import { afterEach, describe, expect, it } from '@jest/globals';
import { fieldsOf, parseMessages, type QueueMessage } from '../../src/queue/message';
import type { Queue, TakenEntry } from '../../src/queue/queue';

/** After so much silence a message is given to another. Ms. */
export const CLAIM_AFTER_MS = 1_000;

/** One kind of queue, and how the suite gets at it. */
export interface QueueKind {
  readonly name: string;
  /** Opens an end of a queue, for one worker; the first call with a name makes it. */
  open(queue: string): Promise<Queue>;
  /** What was put aside, by the reason and the number of tries. */
  dead(queue: string): Promise<{ reason: string; tries: string }[]>;
  /** How many wait or are held. */
  length(queue: string): Promise<number>;
  /** Whether each time that a message is given away counts as a try, also when it was only given back. */
  readonly countsGivenBack: boolean;
}

const MESSAGES: readonly QueueMessage[] = [
  { kind: 'document', source: 's3://bucket/a b+ü.pdf' },
  { kind: 'shard', plan: 'output/plan.jsonl', shard: { number: 2, of: 8 }, corpus: ['a.txt', 's3://b/c.jsonl'] },
  { kind: 'texts', texts: ['one', ' "two"\n'] },
];

const documents = (count: number): QueueMessage[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'document', source: `${at}.txt` }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What every kind of queue promises its workers. Runs against the real thing, or an emulator of it. */
export function describeQueue(kind: QueueKind): void {
  describe(kind.name, () => {
    const opened: Queue[] = [];
    let number = 0;
    afterEach(async () => {
      for (const queue of opened.splice(0)) await queue.close();
    });

    /** A new queue with these messages, for so many workers. */
    async function workersOn(
      messages: readonly QueueMessage[],
      count = 1,
    ): Promise<{ name: string; workers: Queue[] }> {
      const name = `suite-${number++}`;
      const workers: Queue[] = [];
      for (let at = 0; at < count; at++) workers.push(await kind.open(name));
      opened.push(...workers);
      const named = messages.map((message, at) => ({ message, id: String(at) }));
      expect(await workers[0]?.add(named)).toBe(messages.length);
      return { name, workers };
    }

    /** The next one that there is. */
    async function taken(queue: Queue): Promise<TakenEntry> {
      for (let tries = 0; tries < 4; tries++) {
        const one = await queue.take();
        if (one) return one;
      }
      throw new Error('nothing comes');
    }

    it('gives what was added, of every kind and however much, each to one worker', async () => {
      const all = [...MESSAGES, ...documents(20)];
      const { name, workers } = await workersOn(all, 2);
      const found: QueueMessage[] = [];
      for (let at = 0; at < all.length; at++) {
        const worker = workers[at % 2] as Queue;
        const one = await taken(worker);
        expect([one.tries, one.claimed]).toEqual([0, false]);
        found.push(...parseMessages(one.fields));
        expect(await worker.done(one)).toBe(true);
      }
      const sorted = (messages: readonly QueueMessage[]) =>
        messages.map((one) => JSON.stringify([...fieldsOf(one)])).sort();
      expect(sorted(found)).toEqual(sorted(all));
      expect(await kind.length(name)).toBe(0);
      expect(await workers[0]?.awaitsClaim()).toBe(false);
    });

    it('gives again what was put back, and counts tries', async () => {
      const { workers } = await workersOn(documents(1));
      const [worker] = workers as [Queue];
      const first = await taken(worker);
      await worker.putBack(first, 1);
      const second = await taken(worker);
      expect(parseMessages(second.fields)).toEqual(documents(1));
      expect(second.tries).toBe(1);
      await worker.putBack(second, 1);
      const third = await taken(worker);
      expect(third.tries).toBe(kind.countsGivenBack ? 2 : 1);
    });

    it('leaves what is kept to its worker, and gives it to another when that one goes silent', async () => {
      const { name, workers } = await workersOn(documents(1), 2);
      const [holder, other] = workers as [Queue, Queue];
      const first = await taken(holder);
      const beat = setInterval(() => void holder.keep(first), CLAIM_AFTER_MS / 4);
      expect(await other.take()).toBeUndefined();
      clearInterval(beat);
      await pause(CLAIM_AFTER_MS / 2 + 100);
      expect(await other.awaitsClaim()).toBe(true);
      const second = await taken(other);
      expect(second.tries).toBe(1);
      // Whoever comes back late takes nothing away from the one who has it now.
      await holder.keep(first);
      expect(await kind.length(name)).toBe(1);
      expect(await other.done(second)).toBe(true);
      await holder.done(first);
      expect(await kind.length(name)).toBe(0);
    });

    it('puts aside with the reason, and gives it to nobody any more', async () => {
      const { name, workers } = await workersOn(documents(1));
      const [worker] = workers as [Queue];
      await worker.bury(await taken(worker), 'it is \u0000poison', 3);
      expect(await kind.length(name)).toBe(0);
      const [dead, ...others] = await kind.dead(name);
      expect(others).toEqual([]);
      expect(dead?.tries).toBe('3');
      expect(dead?.reason).toMatch(/^it is .poison$/s);
    });
  });
}
