import type { PruneClass } from '../inputs/values/choices';
import type { DayOfUse } from './use-ledger';

/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
export const AUDIT_SCHEMA = 'embed-once/audit-report@1';
/** How long ago a fingerprint was used. `undated`: no ledger tells. */
export type Age = 'present' | 'used' | 'orphaned' | 'undated';

/**
 * The entries of one fingerprint in one tier.
 * @members each is a field of an element of `fingerprints` in audit.json, which stays flat for those that read it
 */
export interface FingerprintAudit {
  /** 64 hexadecimal digits, or the first 16 where no more is known. */
  readonly fingerprint: string;
  /** The untrusted scope whose entries these are. Absent: the trusted one. */
  readonly scope?: string;
  age: Age;
  /** UTC day of the last run that used it. */
  lastUsed?: string;
  entries: number;
  /** Of envelopes in Redis, of shards in the runner cache. */
  bytes: number;
  valid: number;
  /** Of the valid: those under a checksum alone, which whoever can write to the tier can make. */
  unsigned: number;
  corrupt: number;
  unverifiable: number;
  unknown: number;
  /** Keys with the name of a vector that hold something else than a string. */
  otherType: number;
  /** Entries whose key is in another entry of the same fingerprint, too. */
  duplicate: number;
  /** Entries that were asked when they were used last, and those of them that were not for `unusedAfterSeconds`. */
  sampled: number;
  unused: number;
  /** What the server uses for an entry with its key: sum over `memorySampled` entries. */
  memorySampled: number;
  memoryBytes: number;
  /** Entries that went, or with `prune: dry-run` would go. */
  pruned: number;
  prunedBytes: number;
}

/** One tier, walked over. Filled as the walk goes on, so that a walk that fails leaves what it saw. */
export interface TierAudit {
  readonly tier: string;
  readonly location: string;
  /** How long an entry must not have been used to count as unused; 0 where the tier cannot tell. */
  readonly unusedAfterSeconds: number;
  seconds: number;
  /** Why the walk did not come to its end. */
  failure?: string;
  /** Whether reading counted as use for the server's eviction, as it does before Redis 7.2. */
  touched?: boolean;
  readonly fingerprints: FingerprintAudit[];
  /** Keys under the prefix that are no vectors. */
  leases: number;
  ledgers: number;
  foreign: number;
}

/**
 * A whole audit as facts: what `audit.json` holds, and all that is shown is made from.
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

/** Over all tiers and fingerprints. */
export function totalOf(tiers: readonly TierAudit[], field: 'entries' | 'corrupt' | 'pruned' | 'prunedBytes'): number {
  return tiers.reduce((sum, { fingerprints }) => sum + fingerprints.reduce((some, one) => some + one[field], 0), 0);
}
