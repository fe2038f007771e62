import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SinkError } from '../base/errors';
import type { RedisLink } from '../redis/link';

/** How long an unrenewed lease lasts, and so how long the next run waits after one was killed. */
const LEASE_MS = 30_000;
/** Renewals per duration of a lease. */
const RENEWALS = 3;
/** How long to wait for another run's lease: a little longer than an unrenewed one lasts. */
const WAIT_MS = LEASE_MS + 5_000;
const PAUSE_MS = 500;

/** Sets the remaining time of the lease in ms, if it is still ours; 0 ends it. */
const KEEP =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";

/** For tests, in ms; LEASE_MS and WAIT_MS by default. */
export interface LeaseTimes {
  readonly lease?: number;
  readonly wait?: number;
}

/** The exclusive right to write an index: an expiring key that holds the owner and the time it was taken. */
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
   * Takes the lease, and waits for an unrenewed one to expire.
   * @throws SinkError if another run keeps its lease; CacheError
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
        if (over)
          throw new SinkError(`${who} and still renews its lease ${key}. Run it again when that run has ended.`);
        warn(`${who}: waiting up to ${wait / 1000} s, in case it was killed.`);
      }
      await pause(Math.min(PAUSE_MS, wait));
    }
  }

  /** @throws SinkError if another run has the lease, or may have it */
  check(): void {
    if (!this.lost && performance.now() < this.until) return;
    throw new SinkError(`the lease ${this.key} expired, and another run may be writing this index. Run it again.`);
  }

  /** Releases the lease. Never throws, because the lease expires anyway. */
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
      // The next renewal may succeed. If none does, `check` reports that the lease expired.
    }
  }

  private keep(milliseconds: number): Promise<unknown> {
    const { key, owner } = this;
    return this.link.ask(['EVAL', KEEP, '1', key, owner, String(milliseconds)]);
  }
}
