import { createHash, randomBytes } from 'node:crypto';
import { relativeDeviation, type Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';

/** Share of hits, in a run that loads the model anyway. */
const AUTO_SHARE = 0.001;
/** Most deviating vectors that are named. All are counted, and replaced. */
const MOST_NAMED = 100;
/** Shares of poisoned vectors for which reports give the chance of detection. */
const POISONED_SHARES = [0.01, 0.001];

export interface RecomputeAuditOptions {
  /** Share of hits that are embedded again, 0 to 1. `auto`: a thousandth, in runs that have misses and so load the model anyway. */
  readonly sample: 'auto' | number;
  /** Largest relative deviation that is accepted. */
  readonly tolerance: number;
  /** Determines the hits that are drawn. Empty: an unpredictable one. */
  readonly seed: string;
  /** Whether a finding closes the gate. */
  readonly gates: boolean;
}

/** A vector from a tier that this model does not produce. */
export interface Deviation {
  readonly key: TextKey;
  readonly source: string;
  /** Of the first record with its text. */
  readonly line: number;
  readonly tier: string;
  readonly deviation: number;
}

/** The results of embedding hits again. */
export interface RecomputeFacts {
  /** Chance that a hit is drawn. */
  readonly share: number;
  /** With this seed and the same share, a later run draws the same texts. */
  readonly seed: string;
  readonly tolerance: number;
  /** Whether a finding closes the gate, as `fail-on-audit` says. */
  readonly gates: boolean;
  /** Hits that could be drawn. */
  eligible: number;
  sampled: number;
  largestDeviation: number;
  /** Vectors beyond the tolerance. */
  deviating: number;
  /** The first of them. */
  readonly named: Deviation[];
  /** Time spent, in ms. */
  milliseconds: number;
}

/**
 * Draws hits to embed again, the only way to verify a vector that another run computed: with write access to a tier, anyone can
 * store a wrong vector with a correct checksum, and with the key, one with a correct signature.
 */
export class RecomputeAudit {
  readonly facts: RecomputeFacts;
  private readonly onlyBesideMisses: boolean;
  private readonly words: readonly [number, number];
  private readonly limit: number;

  constructor({ sample, tolerance, seed, gates }: RecomputeAuditOptions) {
    this.onlyBesideMisses = sample === 'auto';
    const share = sample === 'auto' ? AUTO_SHARE : sample;
    const ownSeed = seed || randomBytes(8).toString('hex');
    const digest = createHash('sha256').update(ownSeed).digest();
    this.words = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    this.limit = share * 2 ** 32;
    this.facts = {
      share,
      seed: ownSeed,
      tolerance,
      gates,
      eligible: 0,
      sampled: 0,
      largestDeviation: 0,
      deviating: 0,
      named: [],
      milliseconds: 0,
    };
  }

  /** @param misses whether this run has had any */
  appliesTo(misses: boolean): boolean {
    return this.facts.share > 0 && (misses || !this.onlyBesideMisses);
  }

  /**
   * Whether a hit is drawn; counts it. To keep a wrong vector from being drawn, an attacker would have to know the seed before the
   * run. Keys are already evenly distributed, so mixing a few of their characters with the seed is enough, at almost no cost per hit
   * (the finalizer of MurmurHash3).
   */
  draws(key: TextKey): boolean {
    this.facts.eligible++;
    let mixed = this.words[0];
    for (let at = 0; at < 12; at++) mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x9e3779b1);
    mixed ^= this.words[1];
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0 < this.limit;
  }

  /** Compares a drawn vector with the one embedded again. @returns whether the tier's vector must not be used */
  judge(found: Vector, computed: Vector, where: Omit<Deviation, 'deviation'>): boolean {
    const deviation = relativeDeviation(found, computed);
    this.facts.sampled++;
    this.facts.largestDeviation = Math.max(this.facts.largestDeviation, deviation);
    if (deviation <= this.facts.tolerance) return false;
    this.facts.deviating++;
    if (this.facts.named.length < MOST_NAMED) this.facts.named.push({ ...where, deviation });
    return true;
  }
}

/** Returns the chance that at least one of `poisoned` vectors is drawn, each independently: 1 − (1 − share)^poisoned. */
export function chanceOfNotice(share: number, poisoned: number): number {
  return 1 - (1 - share) ** poisoned;
}

/** Returns the chance that an audit such as this one detects each share of poisoned vectors that reports list. */
export function noticeChances({ share, eligible }: RecomputeFacts): { poisonedShare: number; chance: number }[] {
  return POISONED_SHARES.map((poisonedShare) => ({
    poisonedShare,
    chance: chanceOfNotice(share, Math.floor(poisonedShare * eligible)),
  }));
}
