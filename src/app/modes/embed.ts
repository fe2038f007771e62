import { CorpusError } from '../../base/errors';
import { count, counted } from '../../base/wording';
import { openRecords } from '../../chunking/records';
import type { Corpus } from '../../corpus/read';
import type { CorpusRecord } from '../../corpus/record';
import type { Inputs } from '../../inputs/inputs';
import { foresee } from '../../plan/foresee';
import { openSelection, PlannedTexts, type Selection, selected } from '../../plan/selection';
import type { RunReport, ShardFacts } from '../../report/run-report';
import type { Resolver } from '../../resolve/resolve';
import { Session } from '../session';
import { showProgress } from '../show-progress';
import type { Surroundings } from '../surroundings';

/** Embeds the texts that a shard of a plan lists, and stores them in the tiers. It writes no output. */
export async function embed(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  await using session = await Session.open(inputs, surroundings);
  const selection = await openSelection(inputs, session.identity.model);
  const select = (records: AsyncIterable<CorpusRecord[]>) =>
    selection ? selected(records, selection, session.identity.model.contract.textPrefix) : records;
  const foreseen = await foresee(inputs, session, select);
  const plan = foreseen && { plan: foreseen.plan };
  if (foreseen?.plan.refusal !== undefined) {
    return await session.finish({ corpus: foreseen.corpus, ...plan, ...shardOf(inputs, selection) }, foreseen.facts);
  }
  const corpus = await openRecords(inputs, session.identity.model, session.warn);
  const resolver = session.embedding.resolver(true);
  const planned = selection instanceof PlannedTexts ? selection.size : undefined;
  await fillTiers(inputs, surroundings, { corpus, resolver, select, planned });
  await session.endIfInterrupted();
  if (selection instanceof PlannedTexts) compare(selection, inputs, session);
  return await session.finish({ corpus: corpus.facts, ...plan, ...shardOf(inputs, selection) }, resolver.facts);
}

interface Filling {
  readonly corpus: Corpus;
  readonly resolver: Resolver;
  select(records: AsyncIterable<CorpusRecord[]>): AsyncIterable<CorpusRecord[]>;
  /** Texts that the plan lists; the corpus may have some of them more than once. */
  readonly planned: number | undefined;
}

async function fillTiers(
  inputs: Inputs,
  { platform }: Surroundings,
  { corpus, resolver, select, planned }: Filling,
): Promise<void> {
  const stopProgress = showProgress(inputs, platform, () => {
    const { progress, facts } = corpus;
    // Estimated as if the corpus held only the selected texts: skipped ones take no time.
    const share = facts.records > 0 ? resolver.facts.records / facts.records : 0;
    const reckoned = progress?.total === undefined ? undefined : progress.total * share;
    return { texts: resolver.facts, total: planned === undefined ? reckoned : Math.max(planned, reckoned ?? 0) };
  });
  try {
    for await (const _ of resolver.resolve(select(corpus.records())));
  } finally {
    stopProgress();
  }
}

/** @throws CorpusError if this is another corpus than the plan's */
function compare({ size, missing }: PlannedTexts, { planPath, shard }: Inputs, session: Session): void {
  if (missing === 0) return;
  const part = shard ? `shard ${shard.number}/${shard.of} of ${planPath}` : planPath;
  if (missing === size) {
    throw new CorpusError(
      `corpus: none of the ${counted(size, 'text')} in ${part} is in it. The plan was made from another corpus, or with other fields. Give plan and embed the same inputs.`,
    );
  }
  session.warn(
    `${count(missing)} of ${counted(size, 'text')} in ${part} are no longer in the corpus: it has changed since the plan was made. They were left out; new texts are not in the plan.`,
  );
}

function shardOf({ planPath, shard }: Inputs, selection: Selection | undefined): { shard?: ShardFacts } {
  if (!selection) return {};
  const part = shard ?? { number: 1, of: 1 };
  if (!(selection instanceof PlannedTexts)) return { shard: part };
  const { size, tokens, missing } = selection;
  return { shard: { ...part, plan: planPath, texts: size, tokens, missing } };
}
