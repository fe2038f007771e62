import type { Session } from '../app/session';
import { openRecords } from '../chunking/records';
import type { CorpusFacts, CorpusRecord } from '../corpus/record';
import type { Inputs } from '../inputs/inputs';
import type { ResolveFacts } from '../resolve/resolve';
import { isLimited } from './limits';
import { type PlanFacts, planFacts } from './plan-facts';
import { kindOf } from './prediction';
import { readRate } from './rates';
import { surveyCorpus } from './survey';

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
  session: Session,
  select: (records: AsyncIterable<CorpusRecord[]>) => AsyncIterable<CorpusRecord[]> = (records) => records,
): Promise<Foreseen | undefined> {
  if (!isLimited(inputs)) return undefined;
  // What there is to warn of is told when it is read for good.
  const { model, ledgers } = session;
  const corpus = await openRecords(inputs, model, () => {});
  if (!corpus.repeatable) return undefined;
  const resolver = session.surveyor();
  const survey = await surveyCorpus(resolver, select(corpus.records()), { model, again: true });
  await session.endIfInterrupted();
  // Where nothing is going to be embedded, no GPU is looked for.
  const device = survey.misses > 0 ? await session.decideDevice() : session.device;
  const whole = survey.misses > 0 ? [{ texts: survey.misses, tokens: survey.tokens }] : [];
  const rate = await readRate(ledgers, model.fingerprint, device);
  const plan = planFacts(survey, whole, rate ? [rate] : [], inputs, [kindOf(device)]);
  if (plan.costUnknown) {
    session.warn(
      `max-cost: no run of this model on ${device} was recorded, or cost-per-hour has no price for it, so that nothing is known before. Where there is a price, the run ends when it has cost so much.`,
    );
  }
  return { plan, corpus: corpus.facts, facts: resolver.facts };
}
