import type { TextKey } from '../keys/text-key';
import type { RedisLink } from '../redis/link';
import { paced, scanNames } from '../redis/scan';
import { emptyAudit, type FingerprintAudit, type TierAudit } from './audit-report';
import { classifyName, type EnvelopeJudge, type Verdict } from './classify';
import type { FingerprintAges } from './fingerprint-ages';
import { isToGo, type Pruning } from './pruning';

/** Limits for one read of values, for which other clients of the server wait. */
const MOST_KEYS = 128;
const MOST_BYTES = 2 ** 20;
/** The limit while the size of values is unknown. */
const FIRST_KEYS = 16;
/** One in this many entries of a fingerprint is sampled for its time to live and its memory. */
const ENTRIES_PER_SAMPLE = 64;
/** Reply of PTTL for a key that does not exist. */
const ABSENT = -2;

export interface RedisAuditOptions {
  readonly prefix: string;
  /** The `redis-ttl` of runs. */
  readonly ttlSeconds: number;
  readonly judge: EnvelopeJudge;
  readonly ages: FingerprintAges;
  readonly pruning: Pruning;
  readonly signal: AbortSignal;
}

interface Named {
  readonly name: string;
  readonly key: TextKey;
  /** Digits of the fingerprint in the name. */
  readonly short: string;
  readonly audit: FingerprintAudit;
}

/** Walks over all keys of the prefix: names by SCAN, values by MGET, in small batches with pauses. */
export class RedisAudit {
  private readonly audits = new Map<string, FingerprintAudit>();
  private largest = 0;
  private samples = true;

  /** @param facts filled by the walk */
  constructor(
    private readonly link: RedisLink,
    private readonly facts: TierAudit,
    private readonly options: RedisAuditOptions,
  ) {}

  /** @throws CacheError if a server does not answer; `facts` then holds the results so far */
  async walk(): Promise<void> {
    await this.leaveUntouched();
    for await (const names of scanNames(this.link, `${this.options.prefix}:`)) {
      const vectors = this.sort(names);
      for (let from = 0; from < vectors.length && !this.options.signal.aborted; ) {
        const size = this.largest === 0 ? FIRST_KEYS : Math.max(1, Math.floor(MOST_BYTES / this.largest));
        const batch = vectors.slice(from, from + Math.min(MOST_KEYS, size));
        await this.look(batch);
        from += batch.length;
      }
      if (this.options.signal.aborted) return;
    }
  }

  /** Keeps reads from counting as use, by which a server may choose the keys to evict. From Redis 7.2 on. */
  private async leaveUntouched(): Promise<void> {
    const addresses = await this.link.addresses();
    this.facts.touched = await this.link
      .batch('CLIENT NO-TOUCH', (_, __, sendTo) =>
        Promise.all(addresses.map((address) => sendTo(address, ['CLIENT', 'NO-TOUCH', 'ON']))),
      )
      .then(
        () => false,
        () => true,
      );
  }

  private sort(names: readonly string[]): Named[] {
    const vectors: Named[] = [];
    for (const name of names) {
      const named = classifyName(this.options.prefix, name);
      if (named.kind === 'vector') {
        vectors.push({
          name,
          key: named.key,
          short: named.fingerprint,
          audit: this.auditOf(named.fingerprint, named.scope),
        });
      } else if (named.kind === 'passing') this.facts.leases++;
      else if (named.kind === 'ledger') this.facts.ledgers++;
      else this.facts.foreign++;
    }
    return vectors;
  }

  private auditOf(fingerprint: string, scope: string | undefined): FingerprintAudit {
    const name = `${fingerprint} ${scope ?? ''}`;
    const known = this.audits.get(name);
    if (known) return known;
    const { ages, judge } = this.options;
    const audit = emptyAudit(judge.nameOf(fingerprint), scope);
    audit.age = ages.age(fingerprint, this.facts.tier);
    const lastUsed = ages.lastUsed(fingerprint);
    if (lastUsed) audit.lastUsed = lastUsed;
    this.audits.set(name, audit);
    this.facts.fingerprints.push(audit);
    return audit;
  }

  private async look(batch: readonly Named[]): Promise<void> {
    await this.sample(batch);
    const names = batch.map(({ name }) => name);
    const reply = await paced(() => this.link.ask(['MGET', ...names]));
    const values = reply as readonly (Buffer | null)[];
    const toGo: { named: Named; bytes: number }[] = [];
    const absent: Named[] = [];
    for (const [at, named] of batch.entries()) {
      const value = values[at];
      if (!value) {
        absent.push(named);
        continue;
      }
      this.largest = Math.max(this.largest, value.length);
      const verdict = this.options.judge.judge(named.short, named.key, value, named.audit.scope);
      count(named.audit, verdict, value.length);
      if (isToGo(named.audit.age, verdict, this.options.pruning)) toGo.push({ named, bytes: value.length });
    }
    if (absent.length > 0) await this.countOthers(absent);
    if (toGo.length > 0) await this.prune(toGo);
  }

  /** MGET gives the same reply for a key that has expired meanwhile and for one of another type. */
  private async countOthers(absent: readonly Named[]): Promise<void> {
    const left = await this.pttl(absent.map(({ name }) => name));
    for (const [at, { audit }] of absent.entries()) if (left[at] !== ABSENT) audit.otherType++;
  }

  /** Samples one in 64 entries, before it is read. A server that does not allow it is not asked again. */
  private async sample(batch: readonly Named[]): Promise<void> {
    const { ttlSeconds } = this.options;
    if (!this.samples) return;
    const asked = batch.filter(({ audit }, at) => {
      const before = batch.slice(0, at).filter((other) => other.audit === audit).length;
      return (audit.entries + before) % ENTRIES_PER_SAMPLE === 0;
    });
    if (asked.length === 0) return;
    try {
      const left = await this.pttl(asked.map(({ name }) => name));
      const memory = await this.link.batch('MEMORY USAGE', (send) =>
        Promise.all(asked.map(({ name }) => send(['MEMORY', 'USAGE', name]).catch(() => null))),
      );
      for (const [at, { audit }] of asked.entries()) {
        const [ms, bytes] = [left[at] as number, memory[at]];
        if (ttlSeconds > 0 && ms >= 0) {
          audit.sampled++;
          if (ms < ttlSeconds * 500) audit.unused++;
        }
        if (typeof bytes === 'number') {
          audit.memorySampled++;
          audit.memoryBytes += bytes;
        }
      }
    } catch {
      this.samples = false;
    }
  }

  private async pttl(names: readonly string[]): Promise<number[]> {
    const commands = names.map((name) => ['PTTL', name]);
    return (await this.link.askAll('PTTL', commands)).map(Number);
  }

  private async prune(toGo: readonly { readonly named: Named; readonly bytes: number }[]): Promise<void> {
    const gone =
      this.options.pruning.mode === 'on'
        ? await paced(() =>
            this.link.askAll(
              'UNLINK',
              toGo.map(({ named: { name } }) => ['UNLINK', name]),
            ),
          )
        : toGo.map(() => 1);
    for (const [at, { named, bytes }] of toGo.entries()) {
      if (gone[at] !== 1) continue;
      named.audit.pruned++;
      named.audit.prunedBytes += bytes;
    }
  }
}

/** Counts one entry. */
export function count(audit: FingerprintAudit, verdict: Verdict, bytes: number): void {
  audit.entries++;
  audit.bytes += bytes;
  if (verdict === 'unsigned') audit.valid++;
  audit[verdict]++;
}
