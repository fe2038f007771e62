import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SinkError } from '../base/errors';
import type { RedisLink } from '../redis/link';

/** How long a lease lasts that nobody renews: what the next run waits for where one was killed. */
const LEASE_MS = 30_000;
/** Times that it is renewed while it lasts. */
const RENEWALS = 3;
/** How long to wait for a lease that another has: somewhat longer than a dead one's lasts. */
const WAIT_MS = LEASE_MS + 5_000;
const PAUSE_MS = 500;

/** Makes it last for so many ms from now on; 0: no longer. Only if it is still ours. */
const KEEP =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";

/** For tests, in ms; LEASE_MS and WAIT_MS unless given. */
export interface LeaseTimes {
  readonly lease?: number;
  readonly wait?: number;
}

/** The right to write an index alone: a key that expires, with who has it and since when. */
export class RedisLease {
  private readonly renewal: NodeJS.Timeout;
  private until: number;
  private lost = false;

  private constructor(
    private readonly link: RedisLink,
    private readonly key: string,
    private readonly owner: string,
    private readonly lease: number,
    taken: number,
  ) {
    this.until = taken + lease;
    this.renewal = setInterval(() => void this.renew(), lease / RENEWALS).unref();
  }

  /**
   * Takes it, waiting for the expiry of one that nobody renews.
   * @throws SinkError if another goes on holding it; CacheError
   */
  static async take(
    link: RedisLink,
    key: string,
    warn: (message: string) => void,
    times: LeaseTimes = {},
  ): Promise<RedisLease> {
    const { lease = LEASE_MS, wait = WAIT_MS } = times;
    const owner = `${randomUUID()} ${new Date().toISOString()}`;
    const since = performance.now();
    for (let told = false; ; told = true) {
      const asked = performance.now();
      const taken = await link.ask(['SET', key, owner, 'NX', 'PX', String(lease)]);
      if (taken !== null) return new RedisLease(link, key, owner, lease, asked);
      const over = performance.now() - since > wait;
      if (over || !told) {
        const holder = String((await link.ask(['GET', key])) ?? '').split(' ')[1];
        const who = `another run has been writing this index since ${holder ?? 'a moment ago'}`;
        if (over) throw new SinkError(`${who}: its lease ${key} is renewed. Run it again when that one has ended.`);
        warn(`${who}: waiting for up to ${wait / 1000} s, in case that it was killed.`);
      }
      await pause(Math.min(PAUSE_MS, wait));
    }
  }

  /** @throws SinkError if it is another's by now, or may be */
  check(): void {
    if (!this.lost && performance.now() < this.until) return;
    throw new SinkError(`the lease ${this.key} ran out, and another run may be writing this index. Run it again.`);
  }

  /** Lets others have it. Does not fail: it expires by itself. */
  async release(): Promise<void> {
    clearInterval(this.renewal);
    await this.keep(0).catch(() => {});
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    try {
      const renewed = await this.keep(this.lease);
      if (renewed === 1) this.until = asked + this.lease;
      else this.lost = true;
    } catch {
      // The next time, or never: whoever checks then finds that it ran out.
    }
  }

  private keep(milliseconds: number): Promise<unknown> {
    const { key, owner } = this;
    return this.link.ask(['EVAL', KEEP, '1', key, owner, String(milliseconds)]);
  }
}
