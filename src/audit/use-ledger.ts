import type { TierFacts } from '../cache/guarded-tier';
import { type Ledger, ledgerName } from '../cache/ledger';
import type { ResolveFacts } from '../resolve/resolve';

const KIND = 'use';

/**
 * Totals of one day's runs with one fingerprint. Texts of golden sets count like others.
 * @members each is a counter of one hash in the ledger
 */
export interface Use {
  runs: number;
  unique: number;
  hits: number;
  misses: number;
  embedded: number;
  tokens: number;
  /** Misses that another run embedded, so this one did not have to. */
  sharedByOthers: number;
  /** Texts that two runs embedded, which leases are to avoid. */
  computedTwice: number;
  /** Entries that were found damaged, and written again. */
  corrupt: number;
  bytesReceived: number;
  bytesSent: number;
  embedMs: number;
  /** Duration of the runs. */
  ms: number;
}

/** The use of one fingerprint on one day, from one tier's ledger. */
export interface DayOfUse extends Use {
  readonly tier: string;
  readonly fingerprint: string;
  /** UTC, such as 2026-11-22. */
  readonly day: string;
}

const FIELDS: readonly (keyof Use)[] = [
  'runs',
  'unique',
  'hits',
  'misses',
  'embedded',
  'tokens',
  'sharedByOthers',
  'computedTwice',
  'corrupt',
  'bytesReceived',
  'bytesSent',
  'embedMs',
  'ms',
];

/** Returns the use of one run. @param ms since it began */
export function useOf(texts: ResolveFacts, tiers: readonly TierFacts[], ms: number): Use {
  const { unique, hits, misses, embedded, tokens, sharedByOthers, computedTwice, embedMs } = texts;
  const sum = (value: (tier: TierFacts) => number): number => tiers.reduce((total, tier) => total + value(tier), 0);
  return {
    runs: 1,
    unique,
    hits,
    misses,
    embedded,
    tokens,
    sharedByOthers,
    computedTwice,
    corrupt: sum(({ corrupt }) => corrupt),
    bytesReceived: sum(({ traffic }) => traffic?.bytesReceived ?? 0),
    bytesSent: sum(({ traffic }) => traffic?.bytesSent ?? 0),
    embedMs: Math.round(embedMs),
    ms: Math.round(ms),
  };
}

/** Adds a run, or a part of one, to its day, in one round trip. */
export async function noteUse(ledger: Ledger, fingerprint: string, use: Use, now: Date): Promise<void> {
  const amounts = Object.fromEntries(
    FIELDS.map((field) => [field, use[field]]).filter(([field, amount]) => field === 'runs' || amount !== 0),
  );
  await ledger.add(ledgerName(KIND, fingerprint, now.toISOString().slice(0, 10)), amounts);
}

/** Returns the fingerprint and the day in a ledger's name; undefined if the ledger is not for use. */
export function parseUseName(name: string): { readonly fingerprint: string; readonly day: string } | undefined {
  const [, fingerprint, day] = /^use:([0-9a-f]{64}):(\d{4}-\d\d-\d\d)$/.exec(name) ?? [];
  return fingerprint && day ? { fingerprint, day } : undefined;
}

/** @param names of ledgers; those for other purposes are skipped. @returns the newest day first */
export async function readDaysOfUse(ledger: Ledger, names: readonly string[]): Promise<DayOfUse[]> {
  const days: DayOfUse[] = [];
  for (const name of names) {
    const named = parseUseName(name);
    const fields = named && (await ledger.read(name));
    if (!fields) continue;
    const use = Object.fromEntries(FIELDS.map((field) => [field, Number(fields[field]) || 0])) as unknown as Use;
    days.push({ tier: ledger.tier, ...named, ...use });
  }
  return days.sort((a, b) => b.day.localeCompare(a.day) || a.fingerprint.localeCompare(b.fingerprint));
}
