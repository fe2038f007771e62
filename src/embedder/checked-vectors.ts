import { ModelError } from '../base/errors';
import { normalize } from './pooling';

export interface ExpectedVectors {
  readonly texts: number;
  readonly dimensions: number;
  /** Scale them to length 1. */
  readonly normalize: boolean;
}

/**
 * What another program gave, as vectors: nothing of it is believed.
 * @param rows as parsed from its answer
 * @param who names the program in errors
 * @returns `[texts, dimensions]`, row by row
 * @throws ModelError if there are too few or too many, or one is not of the dimensions, not finite, or zero
 */
export function checkedVectors(rows: unknown, expected: ExpectedVectors, who: string): Float32Array {
  const { texts, dimensions } = expected;
  if (!Array.isArray(rows)) throw new ModelError(`${who} answered without a list of vectors`);
  if (rows.length !== texts) throw new ModelError(`${who} answered ${rows.length} vectors to ${texts} texts`);
  const vectors = new Float32Array(texts * dimensions);
  for (const [at, row] of rows.entries()) {
    const nth = `vector ${at + 1} of ${texts} that ${who} gave`;
    if (!Array.isArray(row)) throw new ModelError(`${nth} is not a list of numbers`);
    if (row.length !== dimensions) {
      throw new ModelError(
        `${nth} has ${row.length} components, and dimensions says ${dimensions}. Set dimensions to ${row.length} if that is right.`,
      );
    }
    const vector = vectors.subarray(at * dimensions, (at + 1) * dimensions);
    if (!row.every((component) => typeof component === 'number'))
      throw new ModelError(`${nth} holds what is no number`);
    vector.set(row);
    if (!vector.every(Number.isFinite)) throw new ModelError(`${nth} is not finite`);
    if (!vector.some((component) => component !== 0)) throw new ModelError(`${nth} is zero`);
    if (expected.normalize) normalize(vector);
  }
  return vectors;
}
