import type { Inputs } from '../../inputs/inputs';
import type { GoldenSet } from '../../validation/golden/golden-set';
import { GoldenVectors } from '../../validation/golden/golden-vectors';
import { judgeVectors } from '../../validation/judge';
import type { Validation } from '../../validation/validation';
import type { Session } from '../session';

/** Lifetime of a verdict: golden vectors come from tiers that other runs may change. */
const FRESH_MS = 60_000;

export interface GoldenJudgement {
  readonly validation: Validation;
  /** ISO 8601, UTC. */
  readonly judgedAt: string;
}

/** Validates the golden set, once for all events within a minute. */
export class GoldenVerdict {
  private latest: Promise<GoldenJudgement> | undefined;
  private judgedAt = Number.NEGATIVE_INFINITY;
  private readonly warned = new Set<string>();

  constructor(
    private readonly golden: GoldenSet,
    private readonly inputs: Inputs,
    private readonly session: Session,
  ) {}

  /** @throws the error of the validation, which is tried again for the next event */
  async now(): Promise<GoldenJudgement> {
    if (!this.latest || performance.now() - this.judgedAt > FRESH_MS) {
      this.judgedAt = performance.now();
      const judging = this.judge();
      this.latest = judging;
      judging.catch(() => {
        if (this.latest === judging) this.latest = undefined;
      });
    }
    return this.latest;
  }

  private async judge(): Promise<GoldenJudgement> {
    const { golden, inputs, session } = this;
    const judgedAt = new Date().toISOString();
    const resolver = session.embedding.resolver();
    try {
      const vectors = await new GoldenVectors(golden.texts).complete(resolver);
      const { identity, bundle } = session;
      const validation = await judgeVectors(golden, { vectors, positions: new Map(), notInCorpus: [] }, inputs, {
        identity,
        bundle,
        warn: (message) => this.warnOnce(message),
      });
      return { validation, judgedAt };
    } finally {
      session.embedding.done(resolver);
    }
  }

  /** A service validates again and again, with the same warnings each time. */
  private warnOnce(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.session.warn(message);
  }
}
