import type { Vector } from '../../base/vector';
import { dot, type UnitRows, unitRows } from '../knn/unit-rows';
import { type Clusters, findClusters } from './clusters';
import { type Rarity, wordRarity } from './word-rarity';

/** Why a text was chosen. */
const PROPOSAL_KINDS = ['cluster', 'near duplicates', 'longest', 'shortest', 'rare words', 'frequent words'] as const;
type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** A text that may be chosen. */
export interface Candidate {
  readonly name: string;
  readonly text: string;
  readonly vector: Vector;
}

export interface Proposed {
  /** Position among the candidates. */
  readonly position: number;
  readonly kind: ProposalKind;
  /** For people, such as "cluster 12 of 50". */
  readonly why: string;
}

/** Pairs of near duplicates per ten texts, and texts of each other kind per twenty; the rest is spread over clusters. */
const PAIRS_IN_TEN = 1;
const EACH_KIND_IN_TWENTY = 1;
/** Up to this maximum, there is one cluster per two texts: the time to find clusters grows with their number. */
const MOST_CLUSTERS = 100;
/** Texts about as near to the centre of the cluster with which each text is compared, to find its near duplicate. */
const COMPARED = 64;
/** Cosine similarity. Above TWIN, two texts are one to the model and show nothing; below NEAR_DUPLICATE, they are only "near". */
const TWIN = 0.9999;
const NEAR_DUPLICATE = 0.9;
/** With fewer words, rarity is chance. */
const ENOUGH_WORDS = 4;

/**
 * Chooses golden texts: near duplicates, whose order flips with a small drift; the longest, which the model may truncate, and the
 * shortest; texts with the rarest and with the most frequent words; and the rest spread over clusters, from centres and edges.
 * @param candidates in an order independent of that of the corpus; all vectors of one length
 * @returns as many as wanted, or all, by kind
 */
export function proposeTexts(candidates: readonly Candidate[], wanted: number): Proposed[] {
  const vectors = unitRows(candidates.map(({ vector }) => vector));
  const clusters = findClusters(
    vectors,
    Math.min(MOST_CLUSTERS, Math.max(1, Math.round(wanted / 2)), candidates.length),
  );
  const chosen = new Choice(Math.min(wanted, candidates.length));
  const each = Math.floor(wanted / 20) * EACH_KIND_IN_TWENTY || Number(wanted >= 10);
  choosePairs(chosen, nearestPairs(vectors, clusters), Math.floor(wanted / 10) * PAIRS_IN_TEN, candidates);
  const positions = candidates.map((_, position) => position);
  const lengths = candidates.map(({ text }) => text.length);
  const byLength = positions.toSorted((a, b) => (lengths[b] as number) - (lengths[a] as number) || a - b);
  const says = (position: number): string => `${lengths[position]} characters`;
  chosen.first(byLength, each, 'longest', (position) => `one of the longest: ${says(position)}`);
  chosen.first(byLength.toReversed(), each, 'shortest', (position) => `one of the shortest: ${says(position)}`);
  const rarity = wordRarity(candidates.map(({ text }) => text));
  const rare = positions
    .filter((position) => (rarity[position] as Rarity).words >= ENOUGH_WORDS)
    .sort((a, b) => (rarity[b] as Rarity).mean - (rarity[a] as Rarity).mean || a - b);
  chosen.first(rare, each, 'rare words', (position) => `rare words, such as ${(rarity[position] as Rarity).rarest}`);
  chosen.first(rare.toReversed(), each, 'frequent words', () => 'only frequent words');
  chooseFromClusters(chosen, clusters);
  return chosen.texts.sort((a, b) => PROPOSAL_KINDS.indexOf(a.kind) - PROPOSAL_KINDS.indexOf(b.kind));
}

/** The texts chosen so far: each once, and no more than wanted. */
class Choice {
  readonly texts: Proposed[] = [];
  private readonly positions = new Set<number>();

  constructor(private readonly wanted: number) {}

  get left(): number {
    return this.wanted - this.texts.length;
  }

  has(position: number): boolean {
    return this.positions.has(position);
  }

  add(position: number, kind: ProposalKind, why: string): void {
    this.positions.add(position);
    this.texts.push({ position, kind, why });
  }

  /** Adds the first `count` that are not chosen yet. */
  first(positions: readonly number[], count: number, kind: ProposalKind, why: (position: number) => string): void {
    const free = positions.filter((position) => !this.has(position)).slice(0, Math.min(count, this.left));
    for (const position of free) this.add(position, kind, why(position));
  }
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
}

/**
 * Finds, for each text, the nearest of the texts in its cluster that are about as near to the centre, as near duplicates are, so
 * not every pair is compared (the sorted neighbourhood method, Hernández and Stolfo, 1995). Nearest pairs first.
 */
function nearestPairs(vectors: UnitRows, { of, similarity }: Clusters): Pair[] {
  const order = Array.from(of.keys()).sort(
    (a, b) => (of[a] as number) - (of[b] as number) || (similarity[b] as number) - (similarity[a] as number) || a - b,
  );
  const pairs: Pair[] = [];
  for (const [at, a] of order.entries()) {
    let best: Pair | undefined;
    for (const b of order.slice(at + 1, at + 1 + COMPARED)) {
      if (of[a] !== of[b]) break;
      const found = dot(vectors, a, vectors, b);
      if (found < TWIN && found > (best?.similarity ?? Number.NEGATIVE_INFINITY)) best = { a, b, similarity: found };
    }
    if (best) pairs.push(best);
  }
  return pairs.sort((x, y) => y.similarity - x.similarity || x.a - y.a);
}

function choosePairs(chosen: Choice, pairs: readonly Pair[], count: number, candidates: readonly Candidate[]): void {
  let left = count;
  for (const { a, b, similarity } of pairs) {
    if (left === 0 || chosen.left < 2) return;
    if (chosen.has(a) || chosen.has(b)) continue;
    const word = similarity >= NEAR_DUPLICATE ? 'near duplicate of' : 'near to';
    const why = (other: number) => `${word} ${candidates[other]?.name}, cosine ${similarity.toFixed(3)}`;
    chosen.add(a, 'near duplicates', why(b));
    chosen.add(b, 'near duplicates', why(a));
    left--;
  }
}

/** Fills the remaining places from each cluster in turn, the largest first; in each, from centre to edge in even steps. */
function chooseFromClusters(chosen: Choice, { count, of, similarity }: Clusters): void {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [position, cluster] of of.entries()) if (!chosen.has(position)) members[cluster]?.push(position);
  const clusters = members
    .filter((positions) => positions.length > 0)
    .map((positions) => positions.sort((a, b) => (similarity[b] as number) - (similarity[a] as number) || a - b))
    .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
  const quotas = shareOut(
    clusters.map(({ length }) => length),
    chosen.left,
  );
  for (const [at, positions] of clusters.entries()) {
    const quota = quotas[at] as number;
    for (let one = 0; one < quota; one++) {
      const rank = quota === 1 ? 0 : Math.round((one * (positions.length - 1)) / (quota - 1));
      const place = one === 0 ? ', nearest to its centre' : one === quota - 1 ? ', farthest from its centre' : '';
      chosen.add(positions[rank] as number, 'cluster', `cluster ${at + 1} of ${clusters.length}${place}`);
    }
  }
}

/** Gives one to each in turn, to none more than it has room for. */
function shareOut(rooms: readonly number[], total: number): number[] {
  const shares = rooms.map(() => 0);
  for (let left = total; left > 0; ) {
    for (const [at, room] of rooms.entries()) {
      if (left === 0 || (shares[at] as number) === room) continue;
      shares[at] = (shares[at] as number) + 1;
      left--;
    }
  }
  return shares;
}
