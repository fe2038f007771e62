import { lengthOf } from '../base/vector';
import type { EmbeddingContract } from '../keys/embedding-contract';

/** A shorter vector has no direction that normalizing could preserve (torch.nn.functional.normalize). */
const SMALLEST_NORM = 1e-12;

/**
 * Pools the hidden states of one text into a vector.
 * @param hidden `[batch, tokens, size]`, row by row
 * @param row index of the text in the batch
 * @param length tokens of this text; padding follows up to `shape.tokens`
 * @param target `[dimensions]`, receives the vector
 */
export function pool(
  hidden: Float32Array,
  shape: { readonly tokens: number; readonly size: number },
  row: number,
  length: number,
  contract: Pick<EmbeddingContract, 'pooling' | 'normalize'>,
  target: Float32Array,
): void {
  const start = row * shape.tokens * shape.size;
  const dimensions = target.length;
  if (contract.pooling === 'mean') {
    target.fill(0);
    for (let token = 0; token < length; token++) {
      const from = start + token * shape.size;
      for (let at = 0; at < dimensions; at++) target[at] = (target[at] as number) + (hidden[from + at] as number);
    }
    for (let at = 0; at < dimensions; at++) target[at] = (target[at] as number) / length;
  } else {
    const from = contract.pooling === 'cls' ? start : start + (length - 1) * shape.size;
    target.set(hidden.subarray(from, from + dimensions));
  }
  if (contract.normalize) normalize(target);
}

/** Scales a vector to length 1, in place. */
export function normalize(vector: Float32Array): void {
  const norm = Math.max(lengthOf(vector), SMALLEST_NORM);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) / norm;
}
