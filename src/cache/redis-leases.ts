import { randomUUID } from 'node:crypto';
import type { TextKey } from '../keys/text-key';
import { type RedisCommand, type RedisReply, withDeadline } from '../redis/connection';
import { RedisLink, type RedisLinkOptions } from '../redis/link';
import type { Leases } from './lease';
import { redisNamespace } from './redis-names';
import type { VectorSpace } from './vector-cache';

/** Lifetime of a lease without renewal: the time a run loses if another dies in the middle of its share. */
const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;
/** Messages may be lost, so a run waits no longer than this before it checks again. */
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 2_000;
/** After a failure, leases are granted locally for this long, so a dead server costs only one deadline. */
const FAILURE_PAUSE_MS = 10_000;

export interface RedisLeasesOptions extends RedisLinkOptions {
  readonly prefix: string;
  /** Whether the tier works. If not, leases do not wait for a deadline of their own. */
  readonly available?: () => boolean;
}

/**
 * Leases as expiring keys, `<prefix>:<first 16 hex of fingerprint>:lease:<base64url text key>` (`~<scope>:lease:` in an untrusted
 * scope, which shares leases with no other), and a channel on which runs announce releases. A holder that stalls past the expiry
 * does no harm: its vectors are written with `SET NX`, and if it releases a lease that another run now holds, a third run at most
 * computes the same text again.
 */
export class RedisLeases implements Leases {
  readonly shared = true;
  private readonly owner = randomUUID();
  private readonly keyPrefix: string;
  private readonly channel: string;
  private readonly held = new Set<TextKey>();
  /** A separate link, so a lease does not queue behind vectors. */
  private link: Promise<RedisLink> | undefined;
  /** Aborts the current link: a jammed one would keep the process alive until its deadlines. */
  private abandoned = new AbortController();
  private renewal: NodeJS.Timeout | undefined;
  private failedAt = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  constructor(
    space: VectorSpace,
    private readonly options: RedisLeasesOptions,
  ) {
    const name = redisNamespace(options.prefix, space);
    this.keyPrefix = `${name}:lease:`;
    this.channel = `${name}:released`;
  }

  async acquire(keys: readonly TextKey[]): Promise<boolean[]> {
    const words = [this.owner, 'NX', 'PX', String(LEASE_MS)];
    const replies = await this.attempt(
      'lease',
      keys.map((key) => ['SET', this.keyPrefix + key, ...words]),
    );
    if (!replies) return keys.map(() => true);
    const granted = replies.map((reply) => reply !== null);
    for (const [index, key] of keys.entries()) if (granted[index]) this.held.add(key);
    this.renewal ??= setInterval(() => this.renew(), RENEW_MS).unref();
    return granted;
  }

  async release(keys: readonly TextKey[]): Promise<void> {
    const ours = keys.filter((key) => this.held.delete(key));
    if (ours.length === 0) return;
    await this.attempt('release', [
      ...ours.map((key) => ['DEL', this.keyPrefix + key]),
      ['PUBLISH', this.channel, String(ours.length)],
    ]);
  }

  async change(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, LONGEST_WAIT_MS);
      this.waiting.add(wake);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.renewal);
    await this.release([...this.held]);
    const link = await this.link?.catch(() => undefined);
    // Not awaited: nothing depends on it.
    link?.close().catch(() => {});
  }

  private renew(): void {
    const keys = [...this.held];
    if (keys.length === 0) return;
    void this.attempt(
      'renew',
      keys.map((key) => ['PEXPIRE', this.keyPrefix + key, String(LEASE_MS)]),
    );
  }

  /** @returns undefined if Redis does not answer, or recently did not */
  private async attempt(what: string, commands: readonly RedisCommand[]): Promise<RedisReply[] | undefined> {
    if (performance.now() - this.failedAt < FAILURE_PAUSE_MS) return undefined;
    if (this.options.available?.() === false) return undefined;
    try {
      this.link ??= this.connect();
      const answer = this.link.then((link) => link.askAll(what, commands));
      return await withDeadline(answer, DEADLINE_MS, 'no answer');
    } catch (error) {
      this.failedAt = performance.now();
      this.link = undefined;
      this.abandoned.abort(error);
      return undefined;
    }
  }

  private async connect(): Promise<RedisLink> {
    this.abandoned = new AbortController();
    const link = await RedisLink.open({ ...this.options, abandoned: this.abandoned.signal });
    // Without this message, waiting runs check again after LONGEST_WAIT_MS.
    const wakeAll = () => {
      for (const wake of this.waiting) wake();
    };
    await link.subscribe(this.channel, wakeAll).catch(() => {});
    return link;
  }
}
