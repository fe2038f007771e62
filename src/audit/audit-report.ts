import type { PruneClass } from '../inputs/values/choices';
import type { DayOfUse } from './use-ledger';

/** Version of the report format. Raised when a field is removed or changes its meaning; new fields do not raise it. */
export const AUDIT_SCHEMA = 'embed-once/audit-report@1';
/** How long ago a fingerprint was used. `undated`: no ledger has recorded its use. */
export type Age = 'present' | 'used' | 'orphaned' | 'undated';

/**
 * The entries of one fingerprint in one tier.
 * @members each is a field of an element of `fingerprints` in audit.json, which stays flat for its readers
 */
export interface FingerprintAudit {
  /** 64 hexadecimal digits, or the first 16 if no more is known. */
  readonly fingerprint: string;
  /** Trust scope of the entries, if untrusted; absent if trusted. */
  readonly scope?: string;
  age: Age;
  /** UTC day of the last run that used it. */
  lastUsed?: string;
  entries: number;
  /** Of envelopes in Redis, of shards in the runner cache. */
  bytes: number;
  valid: number;
  /** Of the valid: entries with a checksum alone, which anyone with write access to the tier can make. */
  unsigned: number;
  corrupt: number;
  unverifiable: number;
  unknown: number;
  /** Keys named like a vector that hold another type than a string. */
  otherType: number;
  /** Entries whose key also occurs in another entry of the same fingerprint. */
  duplicate: number;
  /** Entries sampled for their last use, and those of them not used for `unusedAfterSeconds`. */
  sampled: number;
  unused: number;
  /** Memory of the server for an entry with its key: sum over `memorySampled` entries. */
  memorySampled: number;
  memoryBytes: number;
  /** Entries that were removed, or with `prune: dry-run` would be. */
  pruned: number;
  prunedBytes: number;
}

/**
 * The audit of one tier. Filled during the walk, so a walk that fails leaves its results so far.
 * @members they are the fields of a tier in audit.json
 */
export interface TierAudit {
  readonly tier: string;
  readonly location: string;
  /** Time without use after which an entry counts as unused; 0 if the tier cannot tell. */
  readonly unusedAfterSeconds: number;
  seconds: number;
  /** Why the walk did not finish. */
  failure?: string;
  /** See docs/errors.md, or a code of the system. */
  failureCode?: string | undefined;
  /** Whether reading counted as use for the server's eviction, as it does before Redis 7.2. */
  touched?: boolean;
  readonly fingerprints: FingerprintAudit[];
  /** Keys under the prefix that are not vectors. */
  leases: number;
  ledgers: number;
  foreign: number;
}

/**
 * A whole audit as facts: the content of `audit.json`, and the source of everything shown.
 * @members they are the top of audit.json
 */
export interface AuditReport {
  readonly schema: typeof AUDIT_SCHEMA;
  readonly version: string;
  readonly mode: 'audit';
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  readonly present: { readonly name: string; readonly fingerprint: string };
  readonly orphanAgeSeconds: number;
  readonly prune: { readonly mode: 'off' | 'dry-run' | 'on'; readonly classes: readonly PruneClass[] };
  readonly tiers: readonly TierAudit[];
  readonly use: readonly DayOfUse[];
  readonly warnings: readonly string[];
}

export function emptyAudit(fingerprint: string, scope?: string): FingerprintAudit {
  return {
    fingerprint,
    ...(scope !== undefined && { scope }),
    age: 'undated',
    entries: 0,
    bytes: 0,
    valid: 0,
    unsigned: 0,
    corrupt: 0,
    unverifiable: 0,
    unknown: 0,
    otherType: 0,
    duplicate: 0,
    sampled: 0,
    unused: 0,
    memorySampled: 0,
    memoryBytes: 0,
    pruned: 0,
    prunedBytes: 0,
  };
}

/** Sums a field over all tiers and fingerprints. */
export function totalOf(tiers: readonly TierAudit[], field: 'entries' | 'corrupt' | 'pruned' | 'prunedBytes'): number {
  return tiers.reduce((sum, { fingerprints }) => sum + fingerprints.reduce((some, one) => some + one[field], 0), 0);
}
