import { type RedisCommand, type RedisReply, withDeadline } from '../redis/connection';
import { RedisLink, type RedisLinkOptions } from '../redis/link';
import { scanNames } from '../redis/scan';
import type { Ledger, LedgerFields } from './ledger';
import { TIERS } from './tier-identity';

/** Time to keep a name after its last write: longer than any comparison of runs needs. */
const KEPT_SECONDS = 90 * 86_400;
/** Deadline for all commands of one call. A run can do without a ledger, so it waits no longer. */
const DEADLINE_MS = 2_000;
const REST_MS = 60_000;

export interface RedisLedgerOptions extends RedisLinkOptions {
  readonly prefix: string;
  /** The untrusted scope of the ledger. Absent for the trusted scope. */
  readonly scope?: string;
  /** Whether the tier works. If not, the ledger does not wait for a deadline of its own. */
  readonly available: () => boolean;
  /** False for a read-only ledger. */
  readonly writable: boolean;
  /** Pause after a failure, in ms; default one minute. Most runs end sooner; a service tries again. */
  readonly restMs?: number;
}

/** A ledger in Redis hashes, `<prefix>:ledger:<name>`, with `~<scope>:` before the name in an untrusted scope. */
export class RedisLedger implements Ledger {
  readonly tier = TIERS.redis.name;
  private readonly keyPrefix: string;
  /** Opened on first use. */
  private link: Promise<RedisLink> | undefined;
  private failed = false;
  private restsUntil = 0;

  constructor(private readonly options: RedisLedgerOptions) {
    this.keyPrefix = `${options.prefix}:ledger:${options.scope === undefined ? '' : `~${options.scope}:`}`;
  }

  get answers(): boolean {
    return !this.failed && this.options.available();
  }

  async read(name: string): Promise<LedgerFields | undefined> {
    const [reply = []] = (await this.attempt([['HGETALL', this.keyPrefix + name]])) ?? [];
    const fields = fieldsOf(reply);
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  async names(start: string): Promise<string[]> {
    if (this.failed || !this.options.available()) return [];
    const names = new Set<string>();
    try {
      this.link ??= RedisLink.open(this.options);
      for await (const some of scanNames(await this.link, this.keyPrefix + start)) {
        for (const name of some) names.add(name.slice(this.keyPrefix.length));
      }
    } catch {
      this.failed = true;
      // Partial results would be worse than none: the missing names may be the newest.
      return [];
    }
    return [...names];
  }

  async write(name: string, fields: LedgerFields): Promise<void> {
    if (!this.options.writable) return;
    const key = this.keyPrefix + name;
    await this.attempt([['HSET', key, ...Object.entries(fields).flat()], keep(key)]);
  }

  async add(name: string, amounts: Readonly<Record<string, number>>): Promise<void> {
    if (!this.options.writable) return;
    const key = this.keyPrefix + name;
    const added = Object.entries(amounts).map(([field, amount]) => ['HINCRBY', key, field, String(amount)]);
    await this.attempt([...added, keep(key)]);
  }

  async close(): Promise<void> {
    const link = await this.link?.catch(() => undefined);
    this.link = undefined;
    await link?.close();
  }

  private async attempt(commands: readonly RedisCommand[]): Promise<RedisReply[] | undefined> {
    if (!this.options.available() || performance.now() < this.restsUntil) return undefined;
    try {
      this.link ??= RedisLink.open(this.options);
      const link = await this.link;
      return await withDeadline(link.askAll('ledger', commands), DEADLINE_MS, 'no answer');
    } catch {
      this.failed = true;
      this.restsUntil = performance.now() + (this.options.restMs ?? REST_MS);
      void this.close();
      return undefined;
    }
  }
}

function keep(key: string): RedisCommand {
  return ['EXPIRE', key, String(KEPT_SECONDS)];
}

/** Builds fields from the flat list of names and values that HGETALL returns. */
function fieldsOf(reply: RedisReply): LedgerFields {
  const words = (Array.isArray(reply) ? reply : []).map(String);
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])));
}
