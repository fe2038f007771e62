import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OnnxModel } from '../../src/embedder/model';
import { openOnnxModel } from '../../src/embedder/model';
import type { Inputs } from '../../src/inputs/inputs';
import { inputsWith, parityTexts, REAL_TEXTS } from './default-model';

/** Tiny encoders of several architectures, 32 dimensions and 48 tokens each, made by scripts/fixtures/tiny-encoders/build.py. */
export const ENCODERS = path.resolve('__tests__/fixtures/encoders');
export const SIZE = 32;
export const MAX_TOKENS = 48;

/** The texts of the reference: some real ones, then all nasty ones. */
export function encoderTexts(): string[] {
  const texts = parityTexts().map(({ text }) => text);
  return [...texts.slice(0, 40), ...texts.slice(REAL_TEXTS)];
}

export function openEncoder(
  name: string,
  overrides: Partial<Inputs> = {},
  warn: (message: string) => void = () => {},
): Promise<OnnxModel> {
  return openOnnxModel(path.join(ENCODERS, name), inputsWith(overrides), { digestFolder: undefined, warn });
}

/** What the reference tokenizer makes of each text. */
export function referenceIds(name: string): number[][] {
  const lines = readFileSync(path.join(ENCODERS, name, 'reference.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** What sentence-transformers makes of the first texts, `[120, SIZE]`. */
export function referenceVectors(name: string): Float32Array {
  const bytes = readFileSync(path.join(ENCODERS, name, 'reference.f32'));
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}

/** The largest difference of two components. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, component, at) => Math.max(largest, Math.abs(component - (b[at] as number))), 0);
}
