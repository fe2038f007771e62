import type { TierFacts } from '../cache/guarded-tier';
import { type Ledger, ledgerName } from '../cache/ledger';
import type { ResolveFacts } from '../resolve/resolve';

const KIND = 'use';

/**
 * What the runs of one day came to for one fingerprint. Texts of golden sets count like others.
 * @members each is a counter of one hash in the ledger
 */
export interface Use {
  runs: number;
  unique: number;
  hits: number;
  misses: number;
  embedded: number;
  tokens: number;
  /** Misses that another run embedded, so that this one did not have to. */
  sharedByOthers: number;
  /** Embedded by two runs: what leases are there to avoid. */
  computedTwice: number;
  /** Entries that were found damaged, and written a second time. */
  corrupt: number;
  bytesReceived: number;
  bytesSent: number;
  embedMs: number;
  /** From the start of each run to its end. */
  ms: number;
}

/** The uses of one fingerprint on one day, as one tier's ledger has them. */
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

/** One run as a use. @param ms since it began */
export function useOf(texts: readonly ResolveFacts[], tiers: readonly TierFacts[], ms: number): Use {
  const sum = <T>(of: readonly T[], value: (one: T) => number): number =>
    Math.round(of.reduce((total, one) => total + value(one), 0));
  return {
    runs: 1,
    unique: sum(texts, ({ unique }) => unique),
    hits: sum(texts, ({ hits }) => hits),
    misses: sum(texts, ({ misses }) => misses),
    embedded: sum(texts, ({ embedded }) => embedded),
    tokens: sum(texts, ({ tokens }) => tokens),
    sharedByOthers: sum(texts, ({ sharedByOthers }) => sharedByOthers),
    computedTwice: sum(texts, ({ computedTwice }) => computedTwice),
    corrupt: sum(tiers, ({ corrupt }) => corrupt),
    bytesReceived: sum(tiers, ({ traffic }) => traffic?.bytesReceived ?? 0),
    bytesSent: sum(tiers, ({ traffic }) => traffic?.bytesSent ?? 0),
    embedMs: sum(texts, ({ embedMs }) => embedMs),
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

/** The day and fingerprint that a ledger's name is for, if it is for uses. */
export function parseUseName(name: string): { readonly fingerprint: string; readonly day: string } | undefined {
  const [, fingerprint, day] = /^use:([0-9a-f]{64}):(\d{4}-\d\d-\d\d)$/.exec(name) ?? [];
  return fingerprint && day ? { fingerprint, day } : undefined;
}

/** @param names of the ledger; those that are not for uses are passed over. @returns the newest day first */
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
