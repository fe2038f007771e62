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
  readonly model: Model;
  readonly ledgers: readonly Ledger[];
  /** Device of earlier runs, or the CPU. */
  readonly device: string;
  /** @throws ModelError if the device is unavailable */
  decideDevice(): Promise<string>;
  surveyor(): Resolver;
  warn(message: string): void;
  /** @throws Interrupted */
  endIfInterrupted(): Promise<void>;
}

/** The knowledge of a run with limits before it embeds anything. */
export interface Foreseen {
  readonly plan: PlanFacts;
  readonly corpus: CorpusFacts;
  readonly facts: ResolveFacts;
}

/**
 * Reads the corpus once before it is embedded, if a limit is given and the corpus can be read twice. If it cannot, the limits are
 * watched during embedding.
 * @param select selects the part of the corpus to embed
 */
export async function foresee(
  inputs: Inputs,
  run: Forecaster,
  select: (records: AsyncIterable<CorpusRecord[]>) => AsyncIterable<CorpusRecord[]> = (records) => records,
): Promise<Foreseen | undefined> {
  if (!isLimited(inputs)) return undefined;
  // Warnings are given by the second read.
  const { model, ledgers } = run;
  const corpus = await openRecords(inputs, model, () => {});
  if (!corpus.repeatable) return undefined;
  const resolver = run.surveyor();
  const survey = await surveyCorpus(resolver, select(corpus.records()), { model, again: true });
  await run.endIfInterrupted();
  // Without misses, no GPU is needed.
  const device = survey.misses > 0 ? await run.decideDevice() : run.device;
  const whole = survey.misses > 0 ? [{ texts: survey.misses, tokens: survey.tokens }] : [];
  const rate = await readRate(ledgers, model.fingerprint, device);
  const plan = planFacts(survey, whole, rate ? [rate] : [], inputs, [kindOf(device)]);
  if (plan.costUnknown) {
    run.warn(
      `max-cost: cannot predict the cost, because no run of this model on ${device} was recorded, or cost-per-hour has no price for it. If it has a price, the run ends as soon as the cost exceeds max-cost.`,
    );
  }
  return { plan, corpus: corpus.facts, facts: resolver.facts };
}
