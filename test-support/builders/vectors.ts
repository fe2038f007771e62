import type { Vector } from '../../src/base/vector';
import type { Entry, VectorSpace } from '../../src/cache/vector-cache';
import { textKey } from '../../src/keys/text-key';

export const SPACE: VectorSpace = { fingerprint: 'ab'.repeat(32), dimensions: 6 };

/** A vector that differs from text to text and is the same at each call. */
export function vectorOf(text: string, dimensions = SPACE.dimensions): Vector {
  return Float32Array.from({ length: dimensions }, (_, at) =>
    Math.sin((at + 1) * (1 + textKey(text).charCodeAt(at % 43))),
  );
}

export function entryOf(text: string, vector = vectorOf(text)): Entry {
  return { key: textKey(text), vector };
}

export function texts(count: number, name = 'text'): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index}`);
}
