import { relativeDeviation, type Vector } from '../../base/vector';
import type { Inputs } from '../../inputs/inputs';
import type { NeighbourSource } from '../../inputs/values/choices';
import { diffGoldenSets, type GoldenDiff, isUnchanged, replacesApproved } from './golden-diff';
import { withIds } from './golden-names';
import type { YardstickText } from './golden-neighbours';
import type { GoldenHeader, GoldenSet, GoldenText, NamedNeighbour } from './golden-set';

/** The result of mode golden. */
export interface ApprovalFacts {
  readonly path: string;
  readonly texts: number;
  /** refused: an approved vector would have changed, and `approve: new` does not allow that. */
  readonly outcome: 'written' | 'unchanged' | 'dry-run' | 'refused';
  /** Of the golden set in the file. Absent if nothing was ever approved. */
  readonly version?: number;
  /** Neighbours per text, and the set they come from. */
  readonly k: number;
  readonly neighboursFrom: NeighbourSource;
  /** From the approved state to the present one, written or not. */
  readonly diff: GoldenDiff;
  /** Whether approved vectors or neighbours would be lost. */
  readonly replaces: boolean;
  /** Requirements of the golden set that the present neighbours do not meet. */
  readonly unmet: readonly UnmetRequirement[];
}

interface UnmetRequirement {
  readonly name: string;
  readonly requirement: 'must-include' | 'must-exclude';
  readonly neighbour: string;
}

/** The vectors of golden texts under the present embedding contract. */
export interface PresentVectors {
  readonly fingerprint: string;
  /** By text. */
  readonly vectors: ReadonlyMap<string, Vector>;
  /** Largest relative deviation from the approved vector that counts as rounding. */
  readonly tolerance: number;
}

/** An approval that is not written yet. */
export interface Draft {
  /** The golden set to write. */
  readonly set: GoldenSet & { readonly header: GoldenHeader };
  readonly diff: GoldenDiff;
}

/**
 * Returns the vectors to approve, in the order of the golden set. A vector that differs from the approved one only by rounding
 * does not replace it: processors add in different orders, and the file should not change with the processor.
 */
export function yardsticks({ texts }: GoldenSet, { fingerprint, vectors, tolerance }: PresentVectors): YardstickText[] {
  return withIds(texts).map(({ name, text, approved }) => {
    const present = vectors.get(text) as Vector;
    const same =
      approved?.fingerprint === fingerprint &&
      approved.vector.length === present.length &&
      relativeDeviation(approved.vector, present) <= tolerance;
    return { name, text, vector: same ? approved.vector : present };
  });
}

/**
 * @param neighbours one list per yardstick, in order
 * @param about header fields besides version and names
 */
export function draftApproval(
  golden: GoldenSet,
  yardsticks: readonly YardstickText[],
  neighbours: readonly (readonly NamedNeighbour[])[],
  about: Omit<GoldenHeader, 'version' | 'names'>,
): Draft {
  const texts = withIds(golden.texts).map((entry, at): GoldenText => {
    const { vector } = yardsticks[at] as YardstickText;
    return { ...entry, approved: { vector, fingerprint: about.fingerprint, neighbours: neighbours[at] ?? [] } };
  });
  const names = texts.map(({ name }) => name);
  const draft = { header: { version: 0, ...about, names }, texts };
  const diff = diffGoldenSets(golden, draft);
  return { set: { ...golden, texts, header: { ...draft.header, version: diff.version.to } }, diff };
}

export function decide({ diff, set }: Draft, choice: Inputs['approve'], golden: GoldenSet): ApprovalFacts {
  const { k, neighboursFrom } = set.header;
  const replaces = replacesApproved(diff, neighboursFrom);
  const outcome = outcomeOf(diff, choice, replaces);
  const version = outcome === 'written' ? diff.version.to : golden.header?.version;
  return {
    path: golden.path,
    texts: set.texts.length,
    outcome,
    ...(version !== undefined && { version }),
    k,
    neighboursFrom,
    diff,
    replaces,
    unmet: unmetRequirements(set.texts),
  };
}

function outcomeOf(diff: GoldenDiff, choice: Inputs['approve'], replaces: boolean): ApprovalFacts['outcome'] {
  if (isUnchanged(diff)) return 'unchanged';
  if (choice === 'dry-run') return 'dry-run';
  return choice === 'new' && replaces ? 'refused' : 'written';
}

/** Finds requirements that the approved neighbours do not meet. */
function unmetRequirements(texts: readonly GoldenText[]): UnmetRequirement[] {
  return texts.flatMap(({ name, mustInclude, mustExclude, approved }) => {
    const names = new Set(approved?.neighbours.map((neighbour) => neighbour.name));
    return [
      ...mustInclude
        .filter((neighbour) => !names.has(neighbour))
        .map((neighbour) => ({ name, requirement: 'must-include' as const, neighbour })),
      ...mustExclude
        .filter((neighbour) => names.has(neighbour))
        .map((neighbour) => ({ name, requirement: 'must-exclude' as const, neighbour })),
    ];
  });
}
