import { type Corpus, openCorpus } from './corpus/read';
import { positionText } from './errors';
import { explainRun } from './explanation/explain-run';
import type { Inputs } from './inputs';
import { openOutput } from './output/open';
import type { OutputFacts } from './output/output';
import { foresee } from './plan/foresee';
import { type DecisionLog, openDecisionLog } from './report/decision-log';
import type { RunReport } from './report/run-report';
import { showProgress } from './report/show-progress';
import { counted } from './report/wording';
import type { Resolver } from './resolve';
import { openSession, type Session, type Surroundings } from './session';
import { type Validation, validate } from './validation/gate';
import { readGoldenSet } from './validation/golden-file';
import type { GoldenText } from './validation/golden-set';
import { GoldenVectors } from './validation/golden-vectors';
import type { ResolvedWindow } from './window';

/** One run: reads the corpus, finds or computes each vector, writes them all, and asks whether they are as approved. */
export async function run(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const golden = inputs.goldenSet === '' ? [] : (await readGoldenSet(inputs.goldenSet)).texts;
  const session = await openSession(inputs, surroundings);
  let decisions: DecisionLog | undefined;
  try {
    const foreseen = await foresee(inputs, session);
    const plan = foreseen && { plan: foreseen.plan };
    if (foreseen?.plan.refusal !== undefined) {
      await session.close();
      return session.report({ corpus: foreseen.corpus, ...plan }, foreseen);
    }
    decisions = await openDecisionLog(inputs, session.warn);
    const corpus = await openCorpus(inputs, session.warn);
    const resolver = session.resolver(true);
    const present = new GoldenVectors(golden);

    const stopProgress = showProgress(inputs, surroundings.platform, () => ({
      corpus: corpus.facts,
      texts: resolver.facts,
    }));
    const output = await writeVectors(inputs, session, corpus, resolver, async (window) => {
      present.take(window);
      await decisions?.write(window);
    }).finally(stopProgress);
    if (corpus.facts.skipped > 0) session.warn(skippedWarning(corpus));

    const { facts, texts } = resolver;
    const explanation = await explainRun(inputs, { ...session, facts, texts, project: surroundings.platform.project });
    const validation = golden.length > 0 ? await judge(golden, present, session, inputs) : undefined;
    await session.close();
    const more = { ...(explanation && { explanation }), ...(validation && { validation }), ...plan };
    return session.report({ corpus: corpus.facts, output, ...more }, resolver);
  } finally {
    await decisions?.close();
    await session.close();
  }
}

/** Sends every record's vector to the output, in order. The output stands under its name only if none is missing. */
async function writeVectors(
  inputs: Inputs,
  session: Session,
  corpus: Corpus,
  resolver: Resolver,
  seen: (window: ResolvedWindow) => Promise<void>,
): Promise<OutputFacts> {
  const output = await openOutput(inputs, session.model.contract.dimensions);
  try {
    for await (const window of resolver.resolve(corpus.records())) {
      await seen(window);
      await output.write(window);
    }
    await session.endIfInterrupted();
    return await output.finish(corpus.facts.records);
  } catch (error) {
    await output.discard();
    throw error;
  }
}

async function judge(
  golden: readonly GoldenText[],
  present: GoldenVectors,
  session: Session,
  inputs: Inputs,
): Promise<Validation> {
  const notInCorpus = present.missing().map(({ name }) => name);
  if (notInCorpus.length > 0) session.warn(notInCorpusWarning(notInCorpus, golden.length));
  const vectors = await present.complete(session.resolver());
  await session.endIfInterrupted();
  return validate(golden, { fingerprint: session.model.fingerprint, vectors, notInCorpus }, inputs);
}

function notInCorpusWarning(names: readonly string[], total: number): string {
  return `${names.length} of ${total} golden texts are no longer in the corpus: ${names.join(', ')}. They are judged all the same; take them out of the golden set if they are gone for good.`;
}

function skippedWarning({ facts }: Corpus): string {
  const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${positionText(position)}: ${reason}`);
  const more = facts.skipped - examples.length;
  return `${counted(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}
