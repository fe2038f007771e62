import { createHash, randomBytes } from 'node:crypto';
import { relativeDeviation, type Vector } from '../base/vector';
import type { TextKey } from '../keys/text-key';

/** Of hits, in a run that has loaded the model anyway. */
const AUTO_SHARE = 0.001;
/** How many deviating vectors are named. All are counted, and replaced. */
const MOST_NAMED = 100;
/** Shares of poisoned vectors for which reports say with what chance they would have been noticed. */
const POISONED_SHARES = [0.01, 0.001];

export interface RecomputeAuditOptions {
  /** Of hits that are embedded again, 0 to 1. `auto`: a thousandth, in runs that have misses and so load the model anyway. */
  readonly sample: 'auto' | number;
  /** Largest relative deviation that is no finding. */
  readonly tolerance: number;
  /** Decides which hits are drawn. Empty: one that nobody can foresee. */
  readonly seed: string;
  /** Whether a finding closes the gate. */
  readonly gates: boolean;
}

/** A vector that a tier gave, and that the model does not give. */
export interface Deviation {
  readonly key: TextKey;
  readonly source: string;
  /** Of the first record with its text. */
  readonly line: number;
  readonly tier: string;
  readonly deviation: number;
}

/** What embedding hits again has shown. */
export interface RecomputeFacts {
  /** Chance of a hit to be drawn. */
  readonly share: number;
  /** With it and the same share, a later run draws the same texts. */
  readonly seed: string;
  readonly tolerance: number;
  /** Whether a finding closes the gate, as `fail-on-audit` says. */
  readonly gates: boolean;
  /** Hits that could be drawn. */
  eligible: number;
  sampled: number;
  largestDeviation: number;
  /** Beyond the tolerance. */
  deviating: number;
  /** The first of them. */
  readonly named: Deviation[];
  /** Time spent, in ms. */
  milliseconds: number;
}

/**
 * Draws some of what the tiers had, to be embedded again. A vector that was computed by somebody else cannot be verified in any
 * other way: who may write to a tier may write a wrong vector with a right checksum, and who has the key, a right signature.
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
   * Whether a hit is drawn; counts it. Who wants to keep a wrong vector from being drawn would have to know the seed before the
   * run. Keys are evenly spread already, so that mixing a few of their characters with the seed is enough, and costs next to
   * nothing on the way of every hit (the finalizer of MurmurHash3).
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

  /** Notes what embedding again gave. @returns whether the vector that the tier had is not to be used */
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

/** Chance that at least one of `poisoned` vectors is drawn, if each is drawn by itself: 1 − (1 − share)^poisoned. */
export function chanceOfNotice(share: number, poisoned: number): number {
  return 1 - (1 - share) ** poisoned;
}

/** For the shares that reports name: with what chance an audit such as this one would have noticed it. */
export function noticeChances({ share, eligible }: RecomputeFacts): { poisonedShare: number; chance: number }[] {
  return POISONED_SHARES.map((poisonedShare) => ({
    poisonedShare,
    chance: chanceOfNotice(share, Math.floor(poisonedShare * eligible)),
  }));
}
