import type { Vector } from '../cache/vector-cache';
import { InputError } from '../errors';
import type { Inputs } from '../inputs';
import type { Fingerprint } from '../keys/embedding-contract';
import { cosine } from './exact';
import type { GoldenText } from './golden-set';
import { openKnn } from './knn';

/** A golden text whose present vector is not the approved one. */
interface Drift {
  readonly name: string;
  readonly text: string;
  /** Cosine similarity of the present vector to the approved one. */
  readonly similarity: number;
  /** The golden text whose approved vector is nearest to the present one. */
  readonly nearest: string;
  readonly nearestSimilarity: number;
  readonly reason: string;
}

/** What validation found, as facts. */
export interface Validation {
  readonly passed: boolean;
  readonly engine: string;
  readonly threshold: number;
  readonly texts: number;
  /** Of present to approved vectors. */
  readonly similarity: { readonly min: number; readonly mean: number };
  readonly drifted: readonly Drift[];
  /** Names of golden texts that the corpus does not hold. They were embedded all the same, and are judged like the rest. */
  readonly notInCorpus: readonly string[];
  /** Whether the vectors were approved under another embedding contract than the present one. */
  readonly otherContract: boolean;
}

/** Until the gate is given all inputs. */
const INPUTS_WITHOUT_REDIS = {
  validationIndex: { algorithm: 'flat', metric: 'cosine', dtype: 'float32' },
  redisUrl: '',
  redisPrefix: '',
  cacheMode: 'off',
  threads: 0,
  redisPasswordFile: '',
  redisCa: '',
  redisCert: '',
  redisKey: '',
} as const;

type GateInputs = Pick<Inputs, 'validationEngine' | 'validationThreshold' | 'goldenSet'>;

export interface PresentVectors {
  readonly fingerprint: Fingerprint;
  /** By text. One for each golden text. */
  readonly vectors: ReadonlyMap<string, Vector>;
  readonly notInCorpus: readonly string[];
}

/**
 * Judges present vectors: each must have, among all approved vectors, that of its own text as the nearest, and at least
 * `validation-threshold` similar to it.
 * @throws InputError if the golden set has no approved vectors yet, or of other dimensions
 */
export async function validate(
  golden: readonly GoldenText[],
  present: PresentVectors,
  inputs: GateInputs,
): Promise<Validation> {
  const approved = approvedVectors(golden, present, inputs.goldenSet);
  const knn = await openKnn(approved, {
    inputs: { ...INPUTS_WITHOUT_REDIS, ...inputs },
    texts: golden.map(({ text }) => text),
    fingerprint: present.fingerprint,
    warn: () => {},
  });
  const drifted: Drift[] = [];
  const similarities: number[] = [];
  try {
    for (const [position, { name, text }] of golden.entries()) {
      const vector = present.vectors.get(text) as Vector;
      const similarity = cosine(vector, approved[position] as Vector);
      similarities.push(similarity);
      const [nearest] = (await knn.searchAll([vector], 1))[0] ?? [];
      const reason = driftReason(position, similarity, nearest, inputs.validationThreshold);
      if (!nearest || !reason) continue;
      const found = (golden[nearest.position] as GoldenText).name;
      drifted.push({ name, text, similarity, nearest: found, nearestSimilarity: nearest.similarity, reason });
    }
  } finally {
    await knn.close();
  }
  return {
    passed: drifted.length === 0,
    engine: knn.facts.name,
    threshold: inputs.validationThreshold,
    texts: golden.length,
    similarity: {
      min: Math.min(...similarities),
      mean: similarities.reduce((sum, similarity) => sum + similarity, 0) / similarities.length,
    },
    drifted: drifted.sort((a, b) => a.similarity - b.similarity),
    notInCorpus: present.notInCorpus,
    otherContract: golden.some((entry) => entry.approved?.fingerprint !== present.fingerprint),
  };
}

function approvedVectors(golden: readonly GoldenText[], present: PresentVectors, file: string): Vector[] {
  const unapproved = golden.filter(({ approved }) => !approved);
  if (unapproved.length > 0) {
    throw new InputError([
      `golden-set: ${unapproved.length} of ${golden.length} texts in ${file} have no approved vector, ${unapproved[0]?.name} first. Run mode golden with this golden-set to approve the present vectors.`,
    ]);
  }
  const dimensions = present.vectors.values().next().value?.length;
  const other = golden.find(({ approved }) => approved?.vector.length !== dimensions);
  if (other) {
    throw new InputError([
      `golden-set: ${other.name} in ${file} was approved with ${other.approved?.vector.length} dimensions, and the model gives ${dimensions}: vectors of different length cannot be compared. Run mode golden to approve this model.`,
    ]);
  }
  return golden.map(({ approved }) => approved?.vector as Vector);
}

function driftReason(
  position: number,
  similarity: number,
  nearest: { readonly position: number; readonly similarity: number } | undefined,
  threshold: number,
): string | undefined {
  if (!(similarity >= threshold)) return `similarity ${similarity.toFixed(4)} is below ${threshold}`;
  // A twin with the very same approved vector is as good an answer as the text itself.
  if (nearest && nearest.position !== position && nearest.similarity > similarity)
    return 'another golden text is nearer';
  return undefined;
}
