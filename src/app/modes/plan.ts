import { openRecords } from '../../chunking/records';
import type { Inputs } from '../../inputs/inputs';
import { shardCount, TokenList } from '../../plan/balance';
import { planFacts } from '../../plan/plan-facts';
import { PlanWriter } from '../../plan/plan-file';
import { readRates } from '../../plan/rates';
import { type SurveyFacts, surveyCorpus } from '../../plan/survey';
import type { RunReport } from '../../report/run-report';
import { Session } from '../session';
import { showProgress } from '../show-progress';
import type { Surroundings } from '../surroundings';

const DEFAULT_PATH = 'output/plan.jsonl';

/** Lists the missing texts for mode embed, and predicts time and cost. Loads no model. */
export async function plan(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  await using session = await Session.open(inputs, surroundings);
  const path = inputs.planPath || DEFAULT_PATH;
  const { identity, tiers } = session;
  const { model } = identity;
  const corpus = await openRecords(inputs, model, session.warn);
  const resolver = session.embedding.surveyor();
  const file = await PlanWriter.open(path, model, surroundings.version);
  const tokens = new TokenList();
  let survey: SurveyFacts;
  let shards: ReturnType<TokenList['dealt']>;
  try {
    const stopProgress = showProgress(inputs, surroundings.platform, () => ({
      texts: resolver.facts,
      total: corpus.progress?.total,
      embeds: false,
    }));
    survey = await surveyCorpus(resolver, corpus.records(), {
      model,
      async missed(key, its) {
        tokens.push(its);
        await file.add(key, its);
      },
    }).finally(stopProgress);
    await session.endIfInterrupted();
    const missing = { texts: survey.misses, tokens: survey.tokens };
    shards = tokens.dealt(shardCount(inputs.shards, missing));
    const { records, unique } = resolver.facts;
    await file.finish({ records, unique, ...missing, shards });
  } catch (error) {
    await file.discard();
    throw error;
  }
  const rates = await readRates(tiers.ledgers, model.fingerprint);
  const facts = planFacts(survey, shards, rates, inputs);
  if (facts.costUnknown) {
    session.warn('max-cost: the cost is unknown: no run of this model was recorded on any device.');
  }
  return await session.finish({ corpus: corpus.facts, plan: { ...facts, path } }, resolver.facts);
}
