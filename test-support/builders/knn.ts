import { INPUTS } from '../../src/inputs/inputs';
import { parseRedisUrl } from '../../src/inputs/values/redis-url';
import type { Neighbour } from '../../src/validation/knn/knn';
import { type KnnInputs, type KnnOptions, openKnn } from '../../src/validation/knn/open';
import { FINGERPRINT } from './run-report';
import { syntheticVector } from './synthetic-vector';

/** What is asked for where nothing is given. */
const KNN_INPUTS: KnnInputs = {
  validationEngine: 'auto',
  validationIndex: INPUTS['validation-index'].parse(INPUTS['validation-index'].default),
  redisUrl: undefined,
  redisPrefix: 'test',
  cacheMode: 'read-write',
  threads: 0,
  redisPasswordFile: '',
  redisCa: '',
  redisCert: '',
  redisKey: '',
};

/** Inputs for a test, with the URL of Redis as text. */
export type GivenKnnInputs = Partial<Omit<KnnInputs, 'redisUrl'>> & { readonly redisUrl?: string };

/** Of a run that warns into `warnings`. */
export function knnOptions(
  { redisUrl, ...inputs }: GivenKnnInputs,
  { warnings = [], ...more }: Partial<KnnOptions> & { readonly warnings?: string[] } = {},
): KnnOptions {
  return {
    inputs: { ...KNN_INPUTS, ...inputs, redisUrl: redisUrl ? parseRedisUrl(redisUrl) : undefined },
    texts: ['the text of the set'],
    fingerprint: FINGERPRINT,
    warn: (message) => warnings.push(message),
    ...more,
  };
}

export { openKnn };

/** Of length 1, each different, and the same at each call. */
export function manyVectors(count: number, dimensions: number, first = 0): Float32Array[] {
  return Array.from({ length: count }, (_, number) => syntheticVector(first + number, dimensions));
}

/** As plain as it can be: all cosines in double precision, sorted. */
export function plainNearest(vectors: readonly Float32Array[], query: Float32Array, k: number): Neighbour[] {
  const similarity = (vector: Float32Array): number => {
    let [dot, ofVector, ofQuery] = [0, 0, 0];
    for (let at = 0; at < vector.length; at++) {
      const [x, y] = [vector[at] as number, query[at] as number];
      dot += x * y;
      ofVector += x * x;
      ofQuery += y * y;
    }
    return ofVector * ofQuery === 0 ? 0 : dot / Math.sqrt(ofVector * ofQuery);
  };
  return vectors
    .map((vector, position) => ({ position, similarity: similarity(vector) }))
    .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
    .slice(0, k);
}
