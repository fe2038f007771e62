import { ModelError } from '../base/errors';
import { normalize } from './pooling';

export interface ExpectedVectors {
  readonly texts: number;
  readonly dimensions: number;
  /** Scale them to length 1. */
  readonly normalize: boolean;
}

/**
 * Validates vectors from another program.
 * @param rows as parsed from the answer
 * @param who name of the program in errors
 * @returns `[texts, dimensions]`, row by row
 * @throws ModelError if the number of vectors is wrong, or one has the wrong dimensions, is not finite, or is zero
 */
export function checkedVectors(rows: unknown, expected: ExpectedVectors, who: string): Float32Array {
  const { texts, dimensions } = expected;
  if (!Array.isArray(rows)) throw new ModelError(`${who} returned no list of vectors`);
  if (rows.length !== texts) throw new ModelError(`${who} returned ${rows.length} vectors for ${texts} texts`);
  const vectors = new Float32Array(texts * dimensions);
  for (const [at, row] of rows.entries()) {
    const nth = `vector ${at + 1} of ${texts} from ${who}`;
    if (!Array.isArray(row)) throw new ModelError(`${nth} is not a list of numbers`);
    if (row.length !== dimensions) {
      throw new ModelError(
        `${nth} has ${row.length} components, but dimensions is ${dimensions}. If the vector is right, set dimensions to ${row.length}.`,
      );
    }
    const vector = vectors.subarray(at * dimensions, (at + 1) * dimensions);
    if (!row.every((component) => typeof component === 'number'))
      throw new ModelError(`${nth} has a component that is not a number`);
    vector.set(row);
    if (!vector.every(Number.isFinite)) throw new ModelError(`${nth} is not finite`);
    if (!vector.some((component) => component !== 0)) throw new ModelError(`${nth} is zero`);
    if (expected.normalize) normalize(vector);
  }
  return vectors;
}
