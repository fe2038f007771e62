import { stat } from 'node:fs/promises';
import { InputError } from '../../base/errors';
import { openRecords } from '../../chunking/records';
import type { CorpusRecord } from '../../corpus/record';
import { CorpusSample } from '../../corpus/sample';
import type { Inputs } from '../../inputs/inputs';
import type { RunReport } from '../../report/run-report';
import type { Resolver } from '../../resolve/resolve';
import { writeGoldenSet } from '../../validation/golden/golden-file';
import { idOf } from '../../validation/golden/golden-names';
import { type Candidate, type Proposed, proposeTexts } from '../../validation/golden/golden-proposal';
import type { GoldenText } from '../../validation/golden/golden-set';
import { Session } from '../session';
import { showProgress } from '../show-progress';
import type { Surroundings } from '../surroundings';

/** Candidates for golden texts. A larger corpus is sampled at random, so memory and time stay bounded. */
const SAMPLE_TEXTS = 20_000;
/** Longest proposed text, in UTF-16 units: no model reads more, and nobody reviews more. */
const LONGEST = 8192;

/** Chooses golden texts from a corpus, and writes them as a golden set without approval. */
export async function proposeGoldenSet(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  await refuseToReplace(inputs);
  await using session = await Session.open(inputs, surroundings);
  const corpus = await openRecords(inputs, session.identity.model, session.warn);
  const resolver = session.embedding.resolver();
  const stopProgress = showProgress(inputs, surroundings.platform, () => ({
    texts: resolver.facts,
    total: corpus.progress?.total,
  }));
  const { candidates, chosen } = await choose(corpus.records(), resolver, inputs.propose).finally(stopProgress);
  await session.endIfInterrupted();
  if (chosen.length === 0) throw new InputError([`corpus: it holds no text of up to ${LONGEST} characters.`]);
  const texts = chosen.map((proposed) => goldenText(candidates[proposed.position] as Candidate, proposed));
  await writeGoldenSet({ path: inputs.goldenSet, texts });
  const kinds = countKinds(chosen);
  const proposed = { path: inputs.goldenSet, texts: texts.length, candidates: candidates.length, kinds };
  return await session.finish({ corpus: corpus.facts, proposed }, resolver.facts);
}

/** Refuses before anything is computed; writing checks again. */
async function refuseToReplace({ goldenSet }: Inputs): Promise<void> {
  const found = await stat(goldenSet).catch(() => undefined);
  if (!found) return;
  throw new InputError([
    `golden-set: ${goldenSet} is there already, and a proposal replaces nothing. Name a new file, or leave propose out to approve this one.`,
  ]);
}

async function choose(
  records: AsyncIterable<CorpusRecord[]>,
  resolver: Resolver,
  wanted: number,
): Promise<{ candidates: Candidate[]; chosen: Proposed[] }> {
  const sample = new CorpusSample(SAMPLE_TEXTS);
  for await (const some of records) for (const record of some) if (record.text.length <= LONGEST) sample.add(record);
  const drawn = sample.take();
  const names = namesOf(drawn);
  const candidates: Candidate[] = [];
  for await (const window of resolver.resolve(inOneGo(drawn))) {
    for (const [at, { text }] of window.records.entries()) {
      // A copy, so the window's memory can be freed.
      const vector = (window.vectors[at] as Float32Array).slice();
      candidates.push({ name: names[candidates.length] as string, text, vector });
    }
  }
  // An interrupted run resolves only some of them.
  const chosen = candidates.length === drawn.length ? proposeTexts(candidates, wanted) : [];
  return { candidates, chosen };
}

/** Returns the ids of the corpus where they are unique, else ids made from the texts. */
function namesOf(records: readonly CorpusRecord[]): string[] {
  const texts = new Map<string, number>();
  for (const { id = '' } of records) texts.set(id, (texts.get(id) ?? 0) + 1);
  return records.map(({ id, text }) => (id !== undefined && id.trim() !== '' && texts.get(id) === 1 ? id : idOf(text)));
}

async function* inOneGo(records: CorpusRecord[]): AsyncGenerator<CorpusRecord[]> {
  if (records.length > 0) yield records;
}

function goldenText({ name, text }: Candidate, { why }: Proposed): GoldenText {
  return { text, name, mustInclude: [], mustExclude: [], fields: { id: name, why } };
}

function countKinds(chosen: readonly Proposed[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of chosen) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}
