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

/** What a run has of the golden texts. */
export interface PresentVectors {
  readonly model: { readonly fingerprint: Fingerprint; readonly contract: EmbeddingContract };
  /** By text. */
  readonly vectors: ReadonlyMap<string, Vector>;
  /** Where the corpus has them, by text. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly notInCorpus: readonly string[];
  /** The nearest texts of the corpus to each golden text, and how many there are; for `validation-neighbours: corpus`. */
  readonly corpus?: { readonly neighbours: readonly (readonly NamedNeighbour[])[]; readonly texts: number };
}

/** Golden texts with all that is compared. Arrays have one element a text. */
export interface Subject {
  readonly golden: readonly GoldenText[];
  readonly names: readonly string[];
  readonly profile: Profile;
  /** Of the contracts of approved and of present vectors. */
  readonly fingerprints: { readonly approved: Fingerprint; readonly present: Fingerprint };
  readonly approved: readonly Vector[];
  readonly present: readonly (Vector | undefined)[];
  /** Of the present ones, those that can be compared with others. */
  readonly usable: readonly (Vector | undefined)[];
  /** Whether approved and present vectors have the same dimensions. */
  readonly comparable: boolean;
  readonly k: number;
}

/** @throws InputError if the golden set has no approved vectors yet, or none that can be compared as asked */
export function subjectOf(golden: GoldenSet, present: PresentVectors, inputs: GateInputs, profile: Profile): Subject {
  const { texts } = golden;
  const approved = approvedVectors(golden);
  const vectors = texts.map(({ text }) => present.vectors.get(text));
  // A service may give what the contract does not know yet; vectors of a file are what they are.
  const dimensions = present.model.contract.dimensions;
  const comparable = approved[0]?.length === dimensions;
  if (profile === 'same-model' && !comparable) {
    throw new InputError([
      `golden-set: ${golden.path} was approved with ${approved[0]?.length} dimensions, and the model gives ${dimensions}: vectors of different length cannot be compared. Run mode golden to approve this model, or leave validation-profile to auto.`,
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
 * What can be said of a golden set before anything is embedded for it.
 * @throws InputError if nothing can be judged by it
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
      `golden-set: ${unapproved.length} of ${texts.length} texts in ${path} have no approved vector, ${unapproved[0]?.name} first. Run mode golden with this golden-set to approve the present vectors.`,
    );
  }
  const vectors = texts.flatMap(({ approved }) => approved?.vector ?? []);
  const other = texts.find(({ approved }) => approved && approved.vector.length !== vectors[0]?.length);
  if (other) {
    faults.push(
      `golden-set: ${other.name} in ${path} was approved with ${other.approved?.vector.length} dimensions, and texts before it with ${vectors[0]?.length}. Run mode golden to approve all of them with one model.`,
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
      `validation-neighbours: "corpus", and ${path} has none of the corpus. Run mode golden with validation-neighbours corpus and the corpus to approve them.`,
    ]);
  }
  return Math.min(inputs.validationK, header.k);
}
