import type { TierFacts } from '../cache/guarded-tier';
import { type Ledger, type LedgerFields, ledgerName } from '../cache/ledger';
import type { ContractParts } from '../keys/contract-parts';
import { canonicalJson, type Fingerprint } from '../keys/embedding-contract';
import { packSample, unpackSample } from '../keys/key-sample';

/** The latest run on a corpus that could write to some tier. */
export interface LastRun {
  /** End of the run, in ms since 1970. */
  readonly at: number;
  readonly fingerprint: Fingerprint;
  /** Undefined if the ledger's value is not readable. */
  readonly parts: ContractParts | undefined;
}

/** The latest run on a corpus with one contract. */
export interface SameContractRun {
  readonly at: number;
  /** Unique texts. */
  readonly texts: number;
  /** Identifies the set of texts. */
  readonly digest: string;
  /** Some of its text keys, see KeySample. */
  readonly sample: readonly string[];
  /** Time to live in Redis of the vectors that this run stored, in seconds; 0 for no limit. */
  readonly ttlSeconds: number;
  /** Vectors that the tier did not take. */
  readonly owed: number;
  /** Tiers whose ledger knows this run. */
  readonly knownBy: readonly string[];
}

/** Records of earlier runs, from all ledgers. */
export interface EarlierRuns {
  readonly last?: LastRun;
  readonly same?: SameContractRun;
  /** Tiers whose ledger knows a run that computed vectors of the present contract, for any corpus. */
  readonly contractKnownBy: readonly string[];
  /** Tiers whose ledger gave no answer, so its records are missing above. */
  readonly silent: readonly string[];
}

/** Identifies the run that reads or writes ledgers. */
export interface RunNames {
  readonly corpus: string;
  readonly fingerprint: Fingerprint;
}

/** The record that a run leaves for later runs. */
export interface RunTrace extends Omit<SameContractRun, 'owed' | 'knownBy'> {
  readonly parts: ContractParts;
  /** For a run that computed something: the ledgers that knew its contract. Otherwise undefined, because an earlier run has recorded it. */
  readonly contractKnownBy: readonly string[] | undefined;
}

/** Reads all ledgers, and returns the latest records. */
export async function readEarlierRuns(ledgers: readonly Ledger[], names: RunNames): Promise<EarlierRuns> {
  const answers = await Promise.all(
    ledgers.map((ledger) =>
      Promise.all([lastName(names), sameName(names), contractName(names)].map((name) => ledger.read(name))),
    ),
  );
  const last = latest(answers.map(([fields]) => lastRun(fields)));
  const runs = answers.map(([, fields]) => sameContractRun(fields));
  const same = latest(runs);
  const knownBy = ledgers.filter((_, index) => same && runs[index]?.at === same.at).map(({ tier }) => tier);
  return {
    ...(last && { last }),
    ...(same && { same: { ...same, knownBy } }),
    contractKnownBy: ledgers.filter((_, index) => answers[index]?.[2]).map(({ tier }) => tier),
    silent: ledgers.filter(({ answers }) => !answers).map(({ tier }) => tier),
  };
}

/** Records this run in each ledger. A run without misses sends two small hashes to each, and waits for one round trip. */
export async function leaveTrace(
  ledgers: readonly Ledger[],
  tiers: readonly TierFacts[],
  names: RunNames,
  { at, texts, digest, sample, ttlSeconds, parts, contractKnownBy }: RunTrace,
): Promise<void> {
  const time = new Date(at).toISOString();
  const contract = canonicalJson(parts);
  await Promise.all(
    ledgers.flatMap((ledger) => {
      const facts = tiers.find(({ name }) => name === ledger.tier);
      const owed = facts ? facts.missed - facts.madeUp : 0;
      return [
        ledger.write(lastName(names), { at: time, fingerprint: names.fingerprint, contract }),
        ledger.write(sameName(names), {
          at: time,
          texts: String(texts),
          digest,
          sample: packSample(sample),
          ttl: String(ttlSeconds),
          owed: String(owed),
        }),
        ...(contractKnownBy
          ? [
              ledger.write(contractName(names), {
                contract,
                ...(!contractKnownBy.includes(ledger.tier) && { first: time }),
                last: time,
              }),
            ]
          : []),
      ];
    }),
  );
}

function lastName({ corpus }: RunNames): string {
  return ledgerName('corpus', corpus);
}

function sameName({ corpus, fingerprint }: RunNames): string {
  return ledgerName('corpus', corpus, fingerprint.slice(0, 16));
}

function contractName({ fingerprint }: RunNames): string {
  return ledgerName('contract', fingerprint);
}

function latest<T extends { readonly at: number }>(runs: readonly (T | undefined)[]): T | undefined {
  return runs.reduce<T | undefined>((best, run) => (run && !(best && best.at >= run.at) ? run : best), undefined);
}

/** A record that is not readable counts as absent. */
function lastRun(fields: LedgerFields | undefined): LastRun | undefined {
  const at = Date.parse(fields?.at ?? '');
  if (!fields || Number.isNaN(at) || !/^[0-9a-f]{64}$/.test(fields.fingerprint ?? '')) return undefined;
  return { at, fingerprint: fields.fingerprint as string, parts: contractParts(fields.contract) };
}

function contractParts(json: string | undefined): ContractParts | undefined {
  try {
    const parts: unknown = JSON.parse(json ?? '');
    if (parts === null || typeof parts !== 'object' || Array.isArray(parts)) return undefined;
    const strings = Object.entries(parts).filter(([, value]) => typeof value === 'string');
    return strings.length > 0 ? Object.fromEntries(strings) : undefined;
  } catch {
    return undefined;
  }
}

function sameContractRun(fields: LedgerFields | undefined): Omit<SameContractRun, 'knownBy'> | undefined {
  const at = Date.parse(fields?.at ?? '');
  const [texts, ttlSeconds, owed] = [fields?.texts, fields?.ttl, fields?.owed].map((value) =>
    Number(value ?? Number.NaN),
  );
  if (!fields || ![at, texts, ttlSeconds, owed].every((value) => Number.isFinite(value))) return undefined;
  return {
    at,
    texts: texts as number,
    digest: fields.digest ?? '',
    sample: unpackSample(fields.sample ?? ''),
    ttlSeconds: ttlSeconds as number,
    owed: owed as number,
  };
}
