/** Knuth's multiplicative constant, 2³² divided by the golden ratio: neighbouring numbers become distant seeds. */
const SPREAD = 2_654_435_761;

/**
 * A vector of length 1 that depends on `number` alone: as large and as hard to compress as a real one, at no model's cost.
 * Components are uniform before they are scaled, drawn by Marsaglia's xorshift32.
 */
export function syntheticVector(number: number, dimensions: number): Float32Array {
  let state = Math.imul(number + 1, SPREAD) | 1;
  const vector = new Float32Array(dimensions);
  let squares = 0;
  for (let at = 0; at < dimensions; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const component = state / 2 ** 31;
    vector[at] = component;
    squares += component * component;
  }
  const length = Math.sqrt(squares);
  for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] as number) / length;
  return vector;
}
