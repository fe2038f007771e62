import { InputError, type Position } from '../base/errors';
import type { Vector } from '../base/vector';
import type { Inputs } from '../inputs/inputs';
import type { EmbeddingContract, Fingerprint } from '../keys/embedding-contract';
import { isUsable } from './checks/sanity';
import type { GoldenSet, GoldenText, NamedNeighbour } from './golden/golden-set';
import { neighbourCount } from './neighbourhood';
import type { Profile } from './validation';

export type GateInputs = Pick<
  Inputs,
  | 'goldenSet'
  | 'validationProfile'
  | 'validationNeighbours'
  | 'validationK'
  | 'validationThreshold'
  | 'validationRecall'
  | 'failOnValidation'
>;

/** The vectors of golden texts in this run. */
export interface PresentVectors {
  readonly model: { readonly fingerprint: Fingerprint; readonly contract: EmbeddingContract };
  /** By text. */
  readonly vectors: ReadonlyMap<string, Vector>;
  /** Positions in the corpus, by text. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly notInCorpus: readonly string[];
  /** For `validation-neighbours: corpus`: the corpus texts nearest to each golden text, and the number of texts in the corpus. */
  readonly corpus?: { readonly neighbours: readonly (readonly NamedNeighbour[])[]; readonly texts: number };
}

/** Golden texts with everything that is compared. Arrays have one element per text. */
export interface Subject {
  readonly golden: readonly GoldenText[];
  readonly names: readonly string[];
  readonly profile: Profile;
  /** Of the contracts that made the approved and the present vectors. */
  readonly fingerprints: { readonly approved: Fingerprint; readonly present: Fingerprint };
  readonly approved: readonly Vector[];
  readonly present: readonly (Vector | undefined)[];
  /** The present vectors that can be compared with others. */
  readonly usable: readonly (Vector | undefined)[];
  /** Whether approved and present vectors have the same dimensions. */
  readonly comparable: boolean;
  readonly k: number;
}

/** @throws InputError if the golden set has no approved vectors yet, or none that the profile can compare */
export function subjectOf(golden: GoldenSet, present: PresentVectors, inputs: GateInputs, profile: Profile): Subject {
  const { texts } = golden;
  const approved = approvedVectors(golden);
  const vectors = texts.map(({ text }) => present.vectors.get(text));
  const dimensions = present.model.contract.dimensions;
  const comparable = approved[0]?.length === dimensions;
  if (profile === 'same-model' && !comparable) {
    throw new InputError([
      `golden-set: ${golden.path} was approved with ${approved[0]?.length} dimensions, but the model returns ${dimensions}: vectors of different lengths cannot be compared. Run mode golden to approve this model, or set validation-profile to auto.`,
    ]);
  }
  return {
    golden: texts,
    names: texts.map(({ name }) => name),
    profile,
    fingerprints: { approved: texts[0]?.approved?.fingerprint ?? '', present: present.model.fingerprint },
    approved,
    present: vectors,
    usable: vectors.map((vector) => (isUsable(vector, dimensions) ? vector : undefined)),
    comparable,
    k: comparedNeighbours(golden, inputs),
  };
}

/**
 * Checks a golden set before anything is embedded for it.
 * @throws InputError if it cannot be used for validation
 */
export function refuseUnusable(golden: GoldenSet, inputs: GateInputs): void {
  approvedVectors(golden);
  comparedNeighbours(golden, inputs);
}

function approvedVectors({ texts, path }: GoldenSet): Vector[] {
  const faults: string[] = [];
  const unapproved = texts.filter(({ approved }) => !approved);
  if (unapproved.length > 0) {
    faults.push(
      `golden-set: ${unapproved.length} of ${texts.length} texts in ${path} have no approved vector; the first is ${unapproved[0]?.name}. Run mode golden with this golden-set to approve the present vectors.`,
    );
  }
  const vectors = texts.flatMap(({ approved }) => approved?.vector ?? []);
  const other = texts.find(({ approved }) => approved && approved.vector.length !== vectors[0]?.length);
  if (other) {
    faults.push(
      `golden-set: ${other.name} in ${path} was approved with ${other.approved?.vector.length} dimensions, but texts before it with ${vectors[0]?.length}. Run mode golden to approve all texts with one model.`,
    );
  }
  if (faults.length > 0) throw new InputError(faults);
  return vectors;
}

/** @throws InputError if the golden set has no neighbours to compare with */
function comparedNeighbours({ header, texts, path }: GoldenSet, inputs: GateInputs): number {
  if (inputs.validationNeighbours === 'golden') return neighbourCount(inputs.validationK, texts.length);
  if (header?.neighboursFrom !== 'corpus') {
    throw new InputError([
      `validation-neighbours: "corpus" needs approved neighbours from a corpus, but ${path} has none. To approve them, run mode golden on the corpus with validation-neighbours: corpus.`,
    ]);
  }
  return Math.min(inputs.validationK, header.k);
}
