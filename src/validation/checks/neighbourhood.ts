import { jaccard, overlaps, type Ranked, rankBiasedOverlap, recall } from '../rank-overlap';
import { mean, unseenShare } from '../statistics';
import { check, type Fault, type Findings } from './findings';

/** One golden text with both lists of neighbours, nearest first. */
export interface Surrounded {
  readonly name: string;
  /** Keys, as many as were approved. */
  readonly approved: readonly string[];
  /** More than k where there are, so that ties at the end are seen. */
  readonly present: readonly Ranked[];
}

/** How much of a text's neighbourhood is left, each 0 to 1. */
export interface Kept {
  readonly recall: number;
  readonly jaccard: number;
  readonly rankBiasedOverlap: number;
}

export function keptNeighbours({ approved, present }: Surrounded, k: number): Kept {
  const counts = overlaps(approved, present, k);
  return { recall: recall(counts), jaccard: jaccard(counts), rankBiasedOverlap: rankBiasedOverlap(counts) };
}

/**
 * Whether texts have the neighbours that they were approved with. The only layer that compares vectors of different models.
 * @param threshold least mean recall, 0 to 1. The same bar holds for the rank-biased overlap, and with it the Jaccard index
 * t / (2 − t), which two sets of one size with a recall of t have. Of texts that lost all, a share of (1 − t)² is allowed: hardly any
 * where little may change, some where a new model may change much.
 */
export function checkNeighbourhood(texts: readonly Surrounded[], k: number, threshold: number): Findings {
  const kept = texts.map((text) => keptNeighbours(text, k));
  const poor = [...kept.keys()].filter((position) => !((kept[position] as Kept).recall >= threshold));
  poor.sort((a, b) => (kept[a] as Kept).recall - (kept[b] as Kept).recall);
  const nameOf = (position: number): string => (texts[position] as Surrounded).name;
  const lost = poor.filter((position) => kept[position]?.recall === 0);
  const average = (name: string, description: string, of: (one: Kept) => number, least: number) => {
    const value = mean(kept.map(of));
    return check({
      name,
      description,
      value,
      threshold: least,
      bound: 'at least',
      failing: value >= least ? [] : poor.map(nameOf),
      unseen: unseenShare(poor.length, texts.length, `lost more than ${percentOf(1 - threshold)}% of their neighbours`),
    });
  };
  const checks = [
    average(
      `recall@${k}`,
      `Mean share of the approved ${k} nearest neighbours that are still among the ${k} nearest.`,
      (one) => one.recall,
      threshold,
    ),
    average(
      `jaccard@${k}`,
      'Mean Jaccard index of approved and present neighbours.',
      (one) => one.jaccard,
      threshold / (2 - threshold),
    ),
    average(
      `overlap@${k}`,
      'Mean rank-biased overlap of approved and present neighbours, in which the first ranks weigh most.',
      (one) => one.rankBiasedOverlap,
      threshold,
    ),
    check({
      name: 'lost',
      description: 'Share of texts that have none of their approved neighbours left.',
      value: lost.length / texts.length,
      threshold: (1 - threshold) ** 2,
      bound: 'at most',
      failing: lost.map(nameOf),
      unseen: unseenShare(lost.length, texts.length, 'lost all their neighbours'),
    }),
  ];
  // Where only lost texts are too many, those that lost a neighbour to them are not to blame.
  const blamed = checks.slice(0, -1).some(({ passed }) => !passed) ? poor : checks.at(-1)?.passed ? [] : lost;
  return {
    checks,
    faults: blamed.map((position): Fault => ({ position, message: lostMessage(texts, kept, position, k) })),
  };
}

function lostMessage(texts: readonly Surrounded[], kept: readonly Kept[], position: number, k: number): string {
  const approved = Math.min(k, (texts[position] as Surrounded).approved.length);
  const still = Math.round((kept[position] as Kept).recall * approved);
  return `${still} of ${approved} approved neighbours are among the ${k} nearest`;
}

function percentOf(share: number): number {
  return Number((share * 100).toPrecision(3));
}
