import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OnnxModel } from '../../src/embedder/model';
import { openOnnxModel } from '../../src/embedder/model';
import { INPUTS, type Inputs } from '../../src/inputs/inputs';

export const MODELS_FOLDER = path.resolve('dist/model');
export const DEFAULT_MODEL = path.join(MODELS_FOLDER, 'all-MiniLM-L6-v2');

/** Inputs as they are when nothing is given, with `overrides`. */
export function inputsWith(overrides: Partial<Inputs> = {}): Inputs {
  const defaults = Object.entries(INPUTS).map(([name, { parse, default: raw }]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    parse(raw),
  ]);
  return { ...Object.fromEntries(defaults), ...overrides };
}

export function openDefaultModel(overrides: Partial<Inputs> = {}): Promise<OnnxModel> {
  return openOnnxModel(DEFAULT_MODEL, inputsWith(overrides), { digestFolder: undefined });
}

/** How many of the fixture's texts are real ones. The rest are nasty, and have no reference vector. */
export const REAL_TEXTS = 2000;

/** The fixture that scripts/fixtures/parity/build.py makes: texts, and the reference tokenizer's ids. */
export function parityTexts(): { text: string; ids: number[] }[] {
  const lines = gunzipSync(readFileSync('__tests__/fixtures/parity/texts.jsonl.gz'))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Vectors of the real texts by sentence-transformers with the published fp32 weights, `[REAL_TEXTS, 384]`. */
export function parityVectors(): Float32Array {
  const halves = readFileSync('__tests__/fixtures/parity/vectors.f16');
  return Float32Array.from({ length: halves.length / 2 }, (_, index) => fromHalf(halves.readUInt16LE(index * 2)));
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
