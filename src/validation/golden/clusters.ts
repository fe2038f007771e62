import { dot, type UnitRows } from '../knn/unit-rows';
import { randomOf } from '../random';

/** Rounds of k-means; later ones move few texts. */
const ROUNDS = 8;

export interface Clusters {
  readonly count: number;
  /** Per vector: its cluster, and its cosine similarity to the centre of it. */
  readonly of: Int32Array;
  readonly similarity: Float64Array;
}

/**
 * Spherical k-means: by cosine, with the mean direction of a cluster as its centre, initialized with k-means++ (Arthur and
 * Vassilvitskii, 2007). Deterministic for the same vectors in the same order.
 * @param count of clusters; with fewer distinct vectors, some stay empty
 */
export function findClusters(vectors: UnitRows, count: number): Clusters {
  const centres = firstCentres(vectors, count);
  const found = { count, of: new Int32Array(vectors.count).fill(-1), similarity: new Float64Array(vectors.count) };
  for (let round = 0; round < ROUNDS && assign(vectors, centres, found); round++) moveCentres(vectors, centres, found);
  return found;
}

/** Draws each next centre with a chance proportional to its squared distance to the nearest centre so far. */
function firstCentres(vectors: UnitRows, count: number): UnitRows {
  const { dimensions, components } = vectors;
  const centres = { count, dimensions, components: new Float32Array(count * dimensions) };
  const random = randomOf(vectors.count);
  const distance = new Float64Array(vectors.count).fill(Number.POSITIVE_INFINITY);
  let drawn = Math.floor(random() * vectors.count);
  for (let centre = 0; centre < count; centre++) {
    centres.components.set(components.subarray(drawn * dimensions, (drawn + 1) * dimensions), centre * dimensions);
    let total = 0;
    for (let at = 0; at < vectors.count; at++) {
      // Half the squared distance of unit vectors.
      const half = Math.max(0, 1 - dot(vectors, at, centres, centre));
      if (half < (distance[at] as number)) distance[at] = half;
      total += distance[at] as number;
    }
    let rest = random() * total;
    for (drawn = 0; drawn < vectors.count - 1; drawn++) {
      rest -= distance[drawn] as number;
      if (rest < 0) break;
    }
  }
  return centres;
}

/** @returns whether any vector changed its cluster */
function assign(vectors: UnitRows, centres: UnitRows, found: Clusters): boolean {
  let moved = false;
  for (let at = 0; at < vectors.count; at++) {
    let [best, similarity] = [0, Number.NEGATIVE_INFINITY];
    for (let centre = 0; centre < centres.count; centre++) {
      const candidate = dot(vectors, at, centres, centre);
      if (candidate > similarity) [best, similarity] = [centre, candidate];
    }
    if (found.of[at] !== best) moved = true;
    found.of[at] = best;
    found.similarity[at] = similarity;
  }
  return moved;
}

/** A centre without vectors stays where it is. */
function moveCentres({ dimensions, components, count }: UnitRows, centres: UnitRows, found: Clusters): void {
  const sums = new Float64Array(centres.count * dimensions);
  for (let at = 0; at < count; at++) {
    const base = (found.of[at] as number) * dimensions;
    for (let d = 0; d < dimensions; d++)
      sums[base + d] = (sums[base + d] as number) + (components[at * dimensions + d] as number);
  }
  for (let centre = 0; centre < centres.count; centre++) {
    const sum = sums.subarray(centre * dimensions, (centre + 1) * dimensions);
    const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
    if (length > 0)
      centres.components.set(
        sum.map((value) => value / length),
        centre * dimensions,
      );
  }
}
