import { closing } from '../../base/closing';
import { positionText } from '../../base/errors';
import { counted } from '../../base/wording';
import { RecordChanges } from '../../changes/record-changes';
import { openRecords } from '../../chunking/records';
import type { Corpus } from '../../corpus/read';
import { openDecisionLog } from '../../explanation/decision-log';
import { explainRun } from '../../explanation/explain-run';
import type { Inputs } from '../../inputs/inputs';
import { openOutput } from '../../output/open';
import type { OutputFacts } from '../../output/output';
import { foresee } from '../../plan/foresee';
import { isGateClosed } from '../../report/gates';
import type { RunReport } from '../../report/run-report';
import type { Resolver } from '../../resolve/resolve';
import type { WindowObserver } from '../../resolve/window';
import { openSink } from '../../sink/open';
import { Synchronization } from '../../sink/synchronization';
import { readGoldenSet } from '../../validation/golden/golden-file';
import { Judge } from '../../validation/judge';
import { Session } from '../session';
import { showProgress } from '../show-progress';
import type { Surroundings } from '../surroundings';

/** Reads the corpus, finds or computes each vector, writes them all, and compares them with the approved ones. */
export async function run(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const { goldenSet, validationNeighbours } = inputs;
  const golden = goldenSet === '' ? undefined : await readGoldenSet(goldenSet, validationNeighbours);
  await using session = await Session.open(inputs, surroundings);
  const { model } = session.identity;
  const foreseen = await foresee(inputs, session);
  const plan = foreseen && { plan: foreseen.plan };
  if (foreseen?.plan.refusal !== undefined)
    return await session.finish({ corpus: foreseen.corpus, ...plan }, foreseen.facts);

  await using decisions = closing(await openDecisionLog(inputs, session.warn));
  await using changes = closing(await RecordChanges.open(inputs, model.fingerprint));
  const corpus = await openRecords(inputs, model, session.warn);
  await using sink = closing(await openSink(inputs, session, true));
  await using index = closing(sink && new Synchronization(sink, inputs, true));
  await using judge = closing(golden && (await Judge.begin(golden, inputs, session)));
  const observers = [judge, decisions, changes, index].filter((observer) => observer !== undefined);

  const resolver = session.embedding.resolver(true);
  const progress = () => ({ texts: resolver.facts, total: corpus.progress?.total });
  const stopProgress = showProgress(inputs, surroundings.platform, progress);
  const output = await writeVectors(inputs, session, corpus, resolver, observers).finally(stopProgress);
  if (corpus.facts.skipped > 0) session.warn(skippedWarning(corpus));

  const explanation = await explainRun(inputs, session, resolver, surroundings.platform.project);
  const validation = await judge?.verdict();
  const more = { ...(explanation && { explanation }), ...(validation && { validation }), ...plan };
  const report = await session.finish({ corpus: corpus.facts, output, ...more }, resolver.facts);
  const closed = isGateClosed(report, inputs);
  const { skipped } = corpus.facts;
  const published = await index?.finish({ skipped, ...(closed && { refusal: 'a gate is closed' }) });
  const changed = await changes?.finish(!closed);
  return { ...report, ...(published && { index: published }), ...(changed && { changes: changed }) };
}

/** Sends the vector of each record to the output, in order. The output gets its name only if none is missing. */
async function writeVectors(
  inputs: Inputs,
  session: Session,
  corpus: Corpus,
  resolver: Resolver,
  observers: readonly WindowObserver[],
): Promise<OutputFacts> {
  const output = await openOutput(inputs, session.identity.model);
  try {
    for await (const window of resolver.resolve(corpus.records())) {
      for (const observer of observers) await observer.take(window);
      await output.write(window);
    }
    await session.endIfInterrupted();
    return await output.finish(corpus.facts.records);
  } catch (error) {
    await output.discard();
    throw error;
  }
}

function skippedWarning({ facts }: Corpus): string {
  const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${positionText(position)}: ${reason}`);
  const more = facts.skipped - examples.length;
  return `${counted(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}
