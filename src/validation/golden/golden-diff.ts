import { relativeDeviation } from '../../base/vector';
import type { NeighbourSource } from '../../inputs/values/choices';
import { type ContractChange, contractChanges, partsOf } from '../../keys/contract-parts';
import { cosine } from '../knn/exact';
import { mean } from '../statistics';
import { excerptOf } from './golden-neighbours';
import type { GoldenSet, GoldenText, NamedNeighbour } from './golden-set';

/** Most texts that a diff names. */
const WORST = 10;

/**
 * The changes that an approval would make to a golden set.
 * @members each is a kind of change with a line of its own in the account and a field in report.json
 */
export interface GoldenDiff {
  readonly version: Change<number>;
  /** Names of texts that were never approved, and of approved texts that are no longer in the file. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Approved texts that get an id, or their first neighbours. */
  readonly completed: number;
  readonly vectors: VectorDiff;
  readonly neighbours: NeighbourDiff;
  readonly model?: Change<string>;
  /** Approved texts under another embedding contract. */
  readonly otherContract: number;
  /** Parts of the contract that differ; also empty if the file does not record the old one. */
  readonly contract: readonly ContractChange[];
  readonly k?: Change<number>;
  readonly neighboursFrom?: Change<NeighbourSource>;
}

/** `from` is absent if there was no value. */
interface Change<T> {
  readonly from?: T;
  readonly to: T;
}

/** From the approved vectors to the present ones. */
interface VectorDiff {
  readonly compared: number;
  /** In any component; differences by rounding alone do not count. */
  readonly changed: number;
  /** Of the changed: vectors of another length, which have no similarity. */
  readonly otherDimensions: number;
  /** Cosine similarity of all vectors that have one. Absent if none has. */
  readonly similarity?: { readonly min: number; readonly mean: number };
  /** The texts that changed most, the least similar first. */
  readonly worst: readonly { readonly name: string; readonly excerpt: string; readonly similarity: number }[];
}

/** From the approved neighbours to the present ones, up to the length of the shorter list. */
interface NeighbourDiff {
  readonly compared: number;
  /** Texts whose neighbours changed. */
  readonly moved: number;
  /** Mean share of the approved neighbours that are still present, 0 to 1. Absent if none were approved. */
  readonly meanRecall?: number;
  /** The texts whose neighbours changed most, the lowest recall first. */
  readonly worst: readonly MovedNeighbours[];
}

interface MovedNeighbours {
  readonly name: string;
  readonly excerpt: string;
  readonly recall: number;
  /** Names of lost neighbours, and of those that replaced them; nearest first. */
  readonly gone: readonly string[];
  readonly came: readonly string[];
}

/**
 * Compares a golden set with its next approval. Texts are matched by their lines, so an edited text is compared with the vector of
 * its old version.
 * @param before as the file has it
 * @param after the same texts in the same order, all of them approved and with ids
 */
export function diffGoldenSets(before: GoldenSet, after: Required<Pick<GoldenSet, 'header' | 'texts'>>): GoldenDiff {
  const { header } = after;
  const was = before.header;
  const pairs = after.texts.map((to, at): Pair => ({ from: before.texts[at] as GoldenText, to }));
  const approved = pairs.filter(({ from }) => from.approved);
  const names = new Set(after.texts.map(({ name }) => name));
  const diff = {
    added: pairs.filter(({ from }) => !from.approved).map(({ to }) => to.name),
    removed: (was?.names ?? []).filter((name) => !names.has(name)),
    completed: approved.filter(({ from, to }) => from.name !== to.name || lacksNeighbours(from, to)).length,
    vectors: diffVectors(approved),
    neighbours: diffNeighbours(approved),
    ...(was && was.model !== header.model && { model: { from: was.model, to: header.model } }),
    otherContract: approved.filter(({ from }) => from.approved?.fingerprint !== header.fingerprint).length,
    contract: was ? contractChanges(partsOf(was.contract), partsOf(header.contract)) : [],
    ...(was && was.k !== header.k && { k: { from: was.k, to: header.k } }),
    ...(was &&
      was.neighboursFrom !== header.neighboursFrom && {
        neighboursFrom: { from: was.neighboursFrom, to: header.neighboursFrom },
      }),
  };
  const to = isEmpty(diff) && was ? was.version : (was?.version ?? 0) + 1;
  return { version: { ...(was && { from: was.version }), to }, ...diff };
}

/** Whether there is nothing to write. */
export function isUnchanged({ version, ...diff }: GoldenDiff): boolean {
  return version.from !== undefined && isEmpty(diff);
}

/**
 * Whether approved data would be lost: neighbours among golden texts can be found again from their vectors, neighbours in a corpus
 * only from the corpus as it was.
 */
export function replacesApproved(
  { vectors, otherContract, neighbours, neighboursFrom }: GoldenDiff,
  source: NeighbourSource,
): boolean {
  const corpusMoved = source === 'corpus' && neighboursFrom === undefined && neighbours.moved > 0;
  return vectors.changed > 0 || otherContract > 0 || corpusMoved || neighboursFrom?.from === 'corpus';
}

function isEmpty(diff: Omit<GoldenDiff, 'version'>): boolean {
  const { added, removed, completed, vectors, neighbours, model, otherContract, contract, k, neighboursFrom } = diff;
  const named = added.length + removed.length + contract.length;
  const counted = completed + vectors.changed + neighbours.moved + otherContract;
  return named + counted === 0 && !model && !k && !neighboursFrom;
}

interface Pair {
  readonly from: GoldenText;
  readonly to: GoldenText;
}

function lacksNeighbours({ approved: from }: GoldenText, { approved: to }: GoldenText): boolean {
  return from?.neighbours.length === 0 && (to?.neighbours.length ?? 0) > 0;
}

function diffVectors(pairs: readonly Pair[]): VectorDiff {
  const similarities: number[] = [];
  const changed: VectorDiff['worst'][number][] = [];
  let otherDimensions = 0;
  for (const { from, to } of pairs) {
    const [old, now] = [from.approved?.vector, to.approved?.vector];
    if (!old || !now) continue;
    if (old.length !== now.length) {
      otherDimensions++;
      continue;
    }
    const similarity = Math.min(1, cosine(old, now));
    similarities.push(similarity);
    if (relativeDeviation(old, now) > 0) changed.push({ name: to.name, excerpt: excerptOf(to.text), similarity });
  }
  return {
    compared: pairs.length,
    changed: changed.length + otherDimensions,
    otherDimensions,
    ...(similarities.length > 0 && {
      similarity: { min: similarities.reduce((a, b) => Math.min(a, b)), mean: mean(similarities) },
    }),
    worst: changed.sort((a, b) => a.similarity - b.similarity || byName(a, b)).slice(0, WORST),
  };
}

function diffNeighbours(pairs: readonly Pair[]): NeighbourDiff {
  const recalls: number[] = [];
  const moved: MovedNeighbours[] = [];
  for (const { from, to } of pairs) {
    const [old, now] = [from.approved?.neighbours ?? [], to.approved?.neighbours ?? []];
    const length = Math.min(old.length, now.length);
    if (length === 0) continue;
    const [gone, came] = [without(old, now, length), without(now, old, length)];
    const recall = 1 - gone.length / length;
    recalls.push(recall);
    if (gone.length > 0) moved.push({ name: to.name, excerpt: excerptOf(to.text), recall, gone, came });
  }
  return {
    compared: recalls.length,
    moved: moved.length,
    ...(recalls.length > 0 && { meanRecall: mean(recalls) }),
    worst: moved.sort((a, b) => a.recall - b.recall || byName(a, b)).slice(0, WORST),
  };
}

/** Returns the first names of one list that are not among the first of the other. */
function without(one: readonly NamedNeighbour[], other: readonly NamedNeighbour[], length: number): string[] {
  const names = new Set(other.slice(0, length).map(({ name }) => name));
  return one
    .slice(0, length)
    .map(({ name }) => name)
    .filter((name) => !names.has(name));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
