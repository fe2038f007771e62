import type { Ledger } from '../cache/ledger';
import { openRecords } from '../chunking/records';
import type { CorpusFacts, CorpusRecord } from '../corpus/record';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import type { ResolveFacts, Resolver } from '../resolve/resolve';
import { isLimited } from './limits';
import { type PlanFacts, planFacts } from './plan-facts';
import { kindOf } from './prediction';
import { readRate } from './rates';
import { surveyCorpus } from './survey';

/** The parts of a run that a forecast needs. */
interface Forecaster {
  readonly identity: { readonly model: Model };
  readonly tiers: { readonly ledgers: readonly Ledger[] };
  readonly embedding: {
    readonly device: string;
    /** @throws ModelError if the device is unavailable */
    decideDevice(): Promise<string>;
    surveyor(): Resolver;
  };
  warn(message: string): void;
  /** @throws Interrupted */
  endIfInterrupted(): Promise<void>;
}

/** What a run that must keep within limits knows before it embeds anything. */
export interface Foreseen {
  readonly plan: PlanFacts;
  readonly corpus: CorpusFacts;
  readonly facts: ResolveFacts;
}

/**
 * Goes through the corpus once before it is embedded, if a limit is given and the corpus can be read twice. Where it cannot,
 * the limits are watched while embedding goes on.
 * @param select the part of the corpus that is to be embedded
 */
export async function foresee(
  inputs: Inputs,
  run: Forecaster,
  select: (records: AsyncIterable<CorpusRecord[]>) => AsyncIterable<CorpusRecord[]> = (records) => records,
): Promise<Foreseen | undefined> {
  if (!isLimited(inputs)) return undefined;
  // What there is to warn of is told when it is read for good.
  const { model } = run.identity;
  const corpus = await openRecords(inputs, model, () => {});
  if (!corpus.repeatable) return undefined;
  const resolver = run.embedding.surveyor();
  const survey = await surveyCorpus(resolver, select(corpus.records()), { model, again: true });
  await run.endIfInterrupted();
  // Where nothing is going to be embedded, no GPU is looked for.
  const device = survey.misses > 0 ? await run.embedding.decideDevice() : run.embedding.device;
  const whole = survey.misses > 0 ? [{ texts: survey.misses, tokens: survey.tokens }] : [];
  const rate = await readRate(run.tiers.ledgers, model.fingerprint, device);
  const plan = planFacts(survey, whole, rate ? [rate] : [], inputs, [kindOf(device)]);
  if (plan.costUnknown) {
    run.warn(
      `max-cost: no run of this model on ${device} was recorded, or cost-per-hour has no price for it, so that nothing is known before. Where there is a price, the run ends when it has cost so much.`,
    );
  }
  return { plan, corpus: corpus.facts, facts: resolver.facts };
}
