import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RedisLink } from '../cache/redis-link';
import { SinkError } from '../errors';

/** How long a lease lasts that nobody renews: what the next run waits for where one was killed. */
const LEASE_MS = 30_000;
const RENEW_MS = LEASE_MS / 3;
/** How long to wait for a lease that another has: somewhat longer than a dead one's lasts. */
const WAIT_MS = LEASE_MS + 5_000;
const PAUSE_MS = 500;

const RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/** The right to write an index alone: a key that expires, with who has it and since when. */
export class RedisLease {
  private readonly renewal: NodeJS.Timeout;
  private until = performance.now() + LEASE_MS;
  private lost = false;

  private constructor(
    private readonly link: RedisLink,
    private readonly key: string,
    private readonly owner: string,
  ) {
    this.renewal = setInterval(() => void this.renew(), RENEW_MS).unref();
  }

  /**
   * Takes it, waiting for the expiry of one that nobody renews.
   * @param waitMs for tests: somewhat more than a lease lasts unless given
   * @throws SinkError if another goes on holding it; CacheError
   */
  static async take(link: RedisLink, key: string, waitMs = WAIT_MS): Promise<RedisLease> {
    const owner = `${randomUUID()} ${new Date().toISOString()}`;
    const since = performance.now();
    for (;;) {
      const taken = await link.batch('SET', (send) => send(key, ['SET', key, owner, 'NX', 'PX', String(LEASE_MS)]));
      if (taken !== null) return new RedisLease(link, key, owner);
      if (performance.now() - since > waitMs) {
        const holder = String((await link.batch('GET', (send) => send(key, ['GET', key]))) ?? '').split(' ')[1];
        throw new SinkError(
          `another run has been writing this index since ${holder ?? 'a moment ago'}: its lease ${key} is renewed. Run it again when that one has ended.`,
        );
      }
      await wait(Math.min(PAUSE_MS, waitMs));
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
    await this.ask(RELEASE, []).catch(() => {});
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    try {
      const renewed = await this.ask(RENEW, [String(LEASE_MS)]);
      if (renewed === 1) this.until = asked + LEASE_MS;
      else this.lost = true;
    } catch {
      // The next time, or never: whoever checks then finds that it ran out.
    }
  }

  private ask(script: string, more: readonly string[]): Promise<unknown> {
    return this.link.batch('EVAL', (send) => send(this.key, ['EVAL', script, '1', this.key, this.owner, ...more]));
  }
}
