import type { Vector } from '../../src/base/vector';
import { roundToStored } from '../../src/cache/stored';
import { randomOf, shuffle } from '../../src/validation/random';
import { alterWeights, halve, noise, quantize, truncateVocabulary } from './altered-model';
import type { EmbeddedTexts, Lab } from './lab';

/** What could happen to vectors between two runs. */
export interface Change {
  readonly name: string;
  /** How much of it. */
  readonly size: string;
  /** Whether the gate is to stay open: it changes nothing that anyone could notice. */
  readonly harmless?: boolean;
  /** Embeds what was approved, and what is there now. */
  make(lab: Lab, plain: EmbeddedTexts): Promise<{ approved: EmbeddedTexts; present: readonly Vector[] }>;
}

/** A change of the vectors themselves, whatever made them. */
function ofVectors(
  name: string,
  size: string,
  change: (vectors: readonly Vector[]) => readonly Vector[],
  harmless = false,
): Change {
  return { name, size, harmless, make: async (_, plain) => ({ approved: plain, present: change(plain.vectors) }) };
}

function ofModel(name: string, size: string, embed: (lab: Lab) => Promise<EmbeddedTexts>, harmless = false): Change {
  return {
    name,
    size,
    harmless,
    make: async (lab, plain) => ({ approved: plain, present: (await embed(lab)).vectors }),
  };
}

const altered = (alter: (folder: string, target: string) => void) => (lab: Lab) => lab.embedAltered(alter);

/** Those that need no model but the one that made the vectors. */
export const VECTOR_CHANGES: readonly Change[] = [
  ofVectors('none', '', (vectors) => vectors, true),
  ofVectors('vectors rounded to fp16', '', (vectors) => vectors.map((one) => roundToStored(one, 'fp16')), true),
  ofVectors('noise on each component', '0.1 %', (vectors) => shaken(vectors, 0.001), true),
  ofVectors('noise on each component', '1 %', (vectors) => shaken(vectors, 0.01), true),
  ofVectors('two vectors swapped', '2 texts', (vectors) => turned(vectors, 2)),
  ofVectors('vectors swapped', '1 %', (vectors) => turned(vectors, Math.max(2, Math.round(vectors.length / 100)))),
  ofVectors('all rows moved by one', '100 %', (vectors) => turned(vectors, vectors.length)),
  ofVectors('vectors zeroed', '1 text', (vectors) => zeroed(vectors, 1)),
  ofVectors('vectors zeroed', '1 %', (vectors) => zeroed(vectors, Math.max(1, Math.round(vectors.length / 100)))),
  ofVectors('all vectors the same', '100 %', (vectors) => vectors.map(() => vectors[0] as Vector)),
  ofVectors('not normalized', '× 1.01', (vectors) => vectors.map((one) => one.map((value) => value * 1.01))),
];

const PREFIX = 'query: ';

export const SETTING_CHANGES: readonly Change[] = [
  ofModel('another pooling', 'mean → cls', (lab) => lab.embed({ pooling: 'cls' })),
  {
    name: 'a missing prefix',
    size: PREFIX.trim(),
    make: async (lab, plain) => ({ approved: await lab.embed({ textPrefix: PREFIX }), present: plain.vectors }),
  },
];

/** Those that need altered copies of the model. */
export const MODEL_CHANGES: readonly Change[] = [
  ofModel(
    'weights rounded to fp16',
    '',
    altered((from, to) => alterWeights(from, to, halve)),
    true,
  ),
  ofModel('dtype q8', '8-bit arithmetic', (lab) => lab.embed({ dtype: 'q8' })),
  ofModel(
    'one layer quantized',
    '6 bits',
    altered((from, to) => alterWeights(from, to, quantize(6, 'layer.2.'))),
  ),
  ofModel(
    'one layer quantized',
    '4 bits',
    altered((from, to) => alterWeights(from, to, quantize(4, 'layer.2.'))),
  ),
  ofModel(
    'one layer quantized',
    '3 bits',
    altered((from, to) => alterWeights(from, to, quantize(3, 'layer.2.'))),
  ),
  ofModel(
    'all layers quantized',
    '4 bits',
    altered((from, to) => alterWeights(from, to, quantize(4, ''))),
  ),
  ...[29_000, 25_000, 15_000].map((size) =>
    ofModel(
      'vocabulary truncated',
      `${Math.round((1 - size / 30_522) * 100)} % of words`,
      altered((from, to) => truncateVocabulary(from, to, size)),
    ),
  ),
  ...[0.001, 0.003, 0.01, 0.03, 0.1, 0.3].map((share) =>
    ofModel(
      'noise on the weights',
      `${Number((share * 100).toPrecision(2))} %`,
      altered((from, to) => alterWeights(from, to, noise(share))),
      share <= 0.001,
    ),
  ),
];

/** Adds normal noise to each component, of a size that is a share of its own, and normalizes. */
function shaken(vectors: readonly Vector[], share: number): Vector[] {
  const random = randomOf(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return vectors.map((vector) => {
    const moved = vector.map((value) => value * (1 + share * normal()));
    const length = Math.hypot(...moved);
    return moved.map((value) => value / length);
  });
}

/** Gives each of some vectors, from all over the set, the place of the next. */
function turned(vectors: readonly Vector[], count: number): Vector[] {
  const places = shuffle([...vectors.keys()], randomOf(2)).slice(0, count);
  const result = [...vectors];
  for (const [at, place] of places.entries()) {
    result[place] = vectors[places[(at + 1) % places.length] as number] as Vector;
  }
  return result;
}

function zeroed(vectors: readonly Vector[], count: number): Vector[] {
  const places = new Set(shuffle([...vectors.keys()], randomOf(3)).slice(0, count));
  return vectors.map((vector, at) => (places.has(at) ? new Float32Array(vector.length) : vector));
}
