import { InputError, VectorsMissing } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { Inputs } from '../../inputs/inputs';
import type { RunReport } from '../../report/run-report';
import type { Resolver } from '../../resolve/resolve';
import { readGoldenSet } from '../../validation/golden/golden-file';
import type { GoldenSet, GoldenText } from '../../validation/golden/golden-set';
import { inOneGo } from '../../validation/golden/golden-vectors';
import { judgeVectors } from '../../validation/judge';
import { readVectors } from '../../validation/vectors-file';
import { Session } from '../session';
import type { Surroundings } from '../surroundings';

const NAMES_SHOWN = 10;

/** Validates vectors from the tiers, or from a file that a run wrote. Loads no model, and stores nothing. */
export async function validate(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const golden = await readGoldenSet(inputs.goldenSet);
  const file = inputs.validationVectors;
  // Vectors from a file need no tier.
  await using session = await Session.open(file === '' ? inputs : { ...inputs, cacheMode: 'off' }, surroundings);
  const resolver = session.embedding.surveyor();
  const vectors = file === '' ? await vectorsInTiers(golden, resolver) : await readVectors(file, golden.texts);
  await session.endIfInterrupted();
  const missing = golden.texts.filter(({ text }) => !vectors.has(text));
  if (missing.length > 0) throw missingFault(missing, golden, inputs, session.identity.model.fingerprint);
  const present = { vectors, positions: new Map(), notInCorpus: [] };
  const validation = await judgeVectors(golden, present, inputs, session);
  return await session.finish({ validation }, resolver.facts);
}

/** Returns the vectors that some tier has, by text. */
async function vectorsInTiers({ texts }: GoldenSet, resolver: Resolver): Promise<ReadonlyMap<string, Vector>> {
  const records = texts.map(({ text }, index) => ({ text, source: 'golden set', line: index + 1 }));
  const found = new Map<string, Vector>();
  for await (const window of resolver.survey(inOneGo(records))) {
    for (const [index, { text }] of window.records.entries()) {
      const vector = window.vectors[index];
      if (vector) found.set(text, vector);
    }
  }
  return found;
}

function missingFault(
  missing: readonly GoldenText[],
  { texts }: GoldenSet,
  { validationVectors: file }: Inputs,
  fingerprint: string,
): Error {
  const more = missing.length - NAMES_SHOWN;
  const names = `${missing
    .slice(0, NAMES_SHOWN)
    .map(({ name }) => name)
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  if (file === '') {
    return new VectorsMissing(
      `${missing.length} of ${texts.length} golden texts have no vector in any tier with fingerprint ${fingerprint.slice(0, 16)}: ${names}. Mode run computes missing vectors. Or give the model and the inputs of the run that stored them.`,
    );
  }
  const how = file.endsWith('.npy')
    ? 'An npy file knows records by their ids: give golden texts the ids of their records, or use a json or jsonl file.'
    : 'Put them into the corpus of the run that writes it, or let mode run judge them.';
  return new InputError([
    `validation-vectors: ${missing.length} of ${texts.length} golden texts are not in ${file}: ${names}. ${how}`,
  ]);
}
