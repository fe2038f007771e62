import { positionText } from '../../base/errors';
import { counted } from '../../base/wording';
import { RecordChanges } from '../../changes/record-changes';
import { openRecords } from '../../chunking/records';
import type { Corpus } from '../../corpus/read';
import { type DecisionLog, openDecisionLog } from '../../explanation/decision-log';
import { explainRun } from '../../explanation/explain-run';
import type { Inputs } from '../../inputs/inputs';
import { openOutput } from '../../output/open';
import type { OutputFacts } from '../../output/output';
import { foresee } from '../../plan/foresee';
import { isGateClosed } from '../../report/gates';
import type { RunReport } from '../../report/run-report';
import type { Resolver } from '../../resolve/resolve';
import type { ResolvedWindow } from '../../resolve/window';
import { openSink } from '../../sink/open';
import type { Sink } from '../../sink/sink';
import { Synchronization } from '../../sink/synchronization';
import { readGoldenSet } from '../../validation/golden/golden-file';
import { Judge } from '../../validation/judge';
import { openSession, type Session, type Surroundings } from '../session';
import { showProgress } from '../show-progress';

/** One run: reads the corpus, finds or computes each vector, writes them all, and asks whether they are as approved. */
export async function run(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const golden =
    inputs.goldenSet === '' ? undefined : await readGoldenSet(inputs.goldenSet, inputs.validationNeighbours);
  const session = await openSession(inputs, surroundings);
  const judge = golden && new Judge(golden, inputs, session);
  let decisions: DecisionLog | undefined;
  let changes: RecordChanges | undefined;
  let sink: Sink | undefined;
  let published: Synchronization | undefined;
  try {
    const foreseen = await foresee(inputs, session);
    const plan = foreseen && { plan: foreseen.plan };
    if (foreseen?.plan.refusal !== undefined) {
      await session.close();
      return session.report({ corpus: foreseen.corpus, ...plan }, foreseen);
    }
    decisions = await openDecisionLog(inputs, session.warn);
    changes = await RecordChanges.open(inputs, session.model.fingerprint);
    const corpus = await openRecords(inputs, session.model, session.warn);
    sink = await openSink(inputs, session, true);
    published = sink && new Synchronization(sink, inputs, true);
    const resolver = session.resolver(true);
    await judge?.begin();

    const stopProgress = showProgress(inputs, surroundings.platform, () => ({
      texts: resolver.facts,
      total: corpus.progress?.total,
    }));
    const output = await writeVectors(inputs, session, corpus, resolver, async (window) => {
      await judge?.take(window);
      await decisions?.write(window);
      await changes?.take(window);
      await published?.take(window);
    }).finally(stopProgress);
    if (corpus.facts.skipped > 0) session.warn(skippedWarning(corpus));

    const { facts, texts } = resolver;
    const explanation = await explainRun(inputs, { ...session, facts, texts, project: surroundings.platform.project });
    const validation = await judge?.verdict();
    await session.close();
    const more = { ...(explanation && { explanation }), ...(validation && { validation }), ...plan };
    const report = session.report({ corpus: corpus.facts, output, ...more }, resolver);
    const closed = isGateClosed(report, inputs);
    const { skipped } = corpus.facts;
    const index = await published?.finish({ skipped, ...(closed && { refusal: 'a gate is closed' }) });
    const done = { ...report, ...(index && { index }) };
    return changes ? { ...done, changes: await changes.finish(!closed) } : done;
  } finally {
    await published?.close();
    await sink?.close();
    await decisions?.close();
    await changes?.close();
    await judge?.close();
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
  const output = await openOutput(inputs, session.model);
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

function skippedWarning({ facts }: Corpus): string {
  const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${positionText(position)}: ${reason}`);
  const more = facts.skipped - examples.length;
  return `${counted(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}
