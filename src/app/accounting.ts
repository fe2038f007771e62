import { useOf } from '../audit/use-ledger';
import { UseNotes } from '../audit/use-notes';
import type { Inputs } from '../inputs/inputs';
import { checkPrediction, type Rate } from '../plan/prediction';
import { readRate, readRates, recordRate } from '../plan/rates';
import { timeSaved } from '../plan/time-saved';
import { hitRate, REPORT_SCHEMA, type RunReport } from '../report/run-report';
import type { ResolveFacts } from '../resolve/resolve';
import type { Embedding, ResolverFacts } from './embedding';
import type { Identity } from './identity';
import type { Surroundings } from './surroundings';
import type { Tiers } from './tiers';

/** The parts of a report that a mode adds. */
export type ModeFacts = Partial<
  Pick<
    RunReport,
    'corpus' | 'output' | 'validation' | 'approved' | 'proposed' | 'explanation' | 'plan' | 'shard' | 'queue' | 'index'
  >
>;

/** The parts of a run that its account is about. */
interface Accounted {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly identity: Identity;
  readonly tiers: Tiers;
  readonly embedding: Embedding;
  readonly facts: ResolverFacts;
  readonly warnings: readonly string[];
  readonly started: Date;
}

/** Makes the report of a run, and leaves its rate and its use in the ledgers for later runs. */
export class Accounting {
  private readonly uses: UseNotes;
  /** The rate of earlier runs: this run is judged by it. */
  private rateBefore: Rate | undefined;

  constructor(private readonly of: Accounted) {
    const { tiers, identity, facts, started } = of;
    this.uses = new UseNotes(tiers.ledgers, identity.model.fingerprint, started, () =>
      useOf(facts.sum, tiers.facts, Date.now() - started.getTime()),
    );
  }

  /**
   * Everything the run has done. Ask after closing, when all vectors are stored.
   * @param texts the numbers to report; by default those of all resolvers
   */
  report(facts: ModeFacts, texts: ResolveFacts = this.of.facts.sum): RunReport {
    const { inputs, surroundings, identity, tiers, embedding, warnings, started } = this.of;
    const { model, trust, signingKeys } = identity;
    const { deviceFacts: device, recomputed } = embedding;
    const { githubCache } = tiers;
    return {
      schema: REPORT_SCHEMA,
      version: surroundings.version,
      mode: inputs.mode,
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      settings: surroundings.settings,
      model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
      trust: { scope: trust, keyIds: signingKeys?.ids ?? [] },
      texts: { ...texts, hitRate: hitRate(texts) },
      tiers: tiers.facts,
      ...(device && { device }),
      ...(githubCache && { githubCache }),
      ...(recomputed.eligible > 0 && { recomputed }),
      ...facts,
      ...this.predictionOf(facts),
      ...this.savedOf(texts),
      warnings,
    };
  }

  /** Notes in the ledgers that the vectors are in use, for a run that lasts. */
  noteUse(): Promise<void> {
    return this.uses.soFar();
  }

  /** Leaves the use and the rate of this run in the ledgers. */
  async close(): Promise<void> {
    const { tiers, identity, embedding, facts } = this.of;
    const { fingerprint } = identity.model;
    // A plan only surveys; the runs that follow it use and embed its texts.
    const noted = !facts.isEmpty && this.uses.atEnd();
    const { measured } = facts;
    if (measured.tokens > 0) {
      this.rateBefore = await readRate(tiers.ledgers, fingerprint, embedding.device);
      await recordRate(tiers.ledgers, fingerprint, embedding.device, measured);
    } else if (facts.sum.hits > 0) {
      // The device that embedded last tells how much time the hits saved.
      [this.rateBefore] = await readRates(tiers.ledgers, fingerprint);
    }
    await noted;
  }

  private predictionOf({ plan, shard }: ModeFacts): Pick<RunReport, 'prediction'> {
    const { facts, embedding } = this.of;
    const { measured } = facts;
    if (measured.tokens === 0) return {};
    const prediction = checkPrediction(embedding.device, this.rateBefore, plan?.tokens ?? shard?.tokens, measured);
    return prediction ? { prediction } : {};
  }

  private savedOf({ hits }: ResolveFacts): Pick<RunReport, 'saved'> {
    const { facts, embedding } = this.of;
    const saved = timeSaved(hits, { ...facts.measured, device: embedding.device }, this.rateBefore);
    return saved ? { saved } : {};
  }
}
