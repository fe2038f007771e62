import path from 'node:path';
import { excerpt } from '../../base/wording';
import { openRecords } from '../../chunking/records';
import type { Inputs } from '../../inputs/inputs';
import type { RunReport } from '../../report/run-report';
import { type ApprovalFacts, decide, draftApproval, yardsticks } from '../../validation/golden/approval';
import { readGoldenSet, writeGoldenSet } from '../../validation/golden/golden-file';
import { neighboursAmongGolden, withoutNoise, type YardstickText } from '../../validation/golden/golden-neighbours';
import type { GoldenHeader, NamedNeighbour } from '../../validation/golden/golden-set';
import { GoldenVectors } from '../../validation/golden/golden-vectors';
import { CorpusSearch } from '../../validation/knn/corpus-search';
import { neighbourCount } from '../../validation/neighbourhood';
import { Session } from '../session';
import type { Surroundings } from '../surroundings';
import { proposeGoldenSet } from './golden-proposal';

/** Approves a golden set or, with `propose`, makes one that can be approved. */
export function golden(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  return inputs.propose > 0 ? proposeGoldenSet(inputs, surroundings) : approveGoldenSet(inputs, surroundings);
}

/**
 * Approves the present vectors and neighbours of the golden texts: finds or computes them, reports the differences, and writes
 * them into the golden set as far as `approve` allows.
 */
async function approveGoldenSet(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const before = await readGoldenSet(inputs.goldenSet, inputs.validationNeighbours);
  await using session = await Session.open(inputs, surroundings);
  const resolver = session.embedding.resolver();
  const vectors = await new GoldenVectors(before.texts).complete(resolver);
  await session.endIfInterrupted();
  const { fingerprint } = session.identity.model;
  const texts = yardsticks(before, { fingerprint, vectors, tolerance: inputs.auditTolerance });
  const { neighbours, ...how } = await findNeighbours(texts, inputs, session);
  await session.endIfInterrupted();
  const about = { ...(await approvalOf(session, inputs, surroundings)), ...how };
  const draft = draftApproval(before, texts, neighbours, about);
  const approved = decide(draft, inputs.approve, before);
  if (approved.outcome === 'written') await writeGoldenSet(draft.set);
  warnOfUnmet(approved, session);
  return await session.finish({ approved }, resolver.facts);
}

/** The neighbours of each golden text, nearest first, and the set they were searched in. */
interface Found extends Pick<GoldenHeader, 'k' | 'neighboursFrom'> {
  readonly neighbours: readonly (readonly NamedNeighbour[])[];
}

/** Finds the neighbours of each golden text. The only place that chooses the set to search for an approval. */
async function findNeighbours(texts: readonly YardstickText[], inputs: Inputs, session: Session): Promise<Found> {
  if (inputs.validationNeighbours === 'corpus') return neighboursInCorpus(texts, inputs, session);
  const k = neighbourCount(inputs.validationK, texts.length);
  return { k, neighboursFrom: 'golden', neighbours: neighboursAmongGolden(texts, k) };
}

/** Searches the corpus, whose texts are found or embedded as in a run. */
async function neighboursInCorpus(texts: readonly YardstickText[], inputs: Inputs, session: Session): Promise<Found> {
  const { validationK: k, threads } = inputs;
  const search = new CorpusSearch(texts, k, { bundle: session.bundle, threads });
  try {
    const corpus = await openRecords(inputs, session.identity.model, session.warn);
    for await (const window of session.embedding.resolver().resolve(corpus.records())) await search.take(window);
    const neighbours = await search.nearest();
    return { k, neighboursFrom: 'corpus', neighbours: neighbours.map((nearest) => nearest.map(withoutNoise)) };
  } finally {
    await search.close();
  }
}

async function approvalOf(
  { identity: { model } }: Session,
  { goldenSet }: Inputs,
  { platform }: Surroundings,
): Promise<Omit<GoldenHeader, 'version' | 'k' | 'neighboursFrom' | 'names'>> {
  const commit = await platform.commit(path.dirname(goldenSet));
  return {
    approvedAt: new Date().toISOString(),
    ...(commit !== undefined && { commit }),
    ...(platform.actor !== undefined && { approvedBy: platform.actor }),
    model: model.name,
    fingerprint: model.fingerprint,
    contract: model.contract,
  };
}

/** Unmet requirements that a warning names; the report lists all. */
const UNMET_NAMED = 10;

function warnOfUnmet({ unmet, outcome, k }: ApprovalFacts, session: Session): void {
  if (unmet.length === 0) return;
  const rows = unmet
    .slice(0, UNMET_NAMED)
    .map(
      ({ name, requirement, neighbour }) =>
        `\n  ${excerpt(name)}: ${excerpt(neighbour)} is ${requirement === 'must-include' ? 'not ' : ''}among its ${k} nearest (${requirement})`,
    );
  const more = unmet.length - rows.length;
  const judged = outcome === 'written' || outcome === 'unchanged' ? 'approved, although' : 'present vectors:';
  session.warn(
    `${judged} ${unmet.length} ${unmet.length === 1 ? 'requirement' : 'requirements'} of the golden set on neighbours ${unmet.length === 1 ? 'is' : 'are'} not met:${rows.join('')}${more > 0 ? `\n  and ${more} more` : ''}`,
  );
}
