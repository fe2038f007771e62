/**
 * How exact dtype q8 is: cosine to fp32, and how many of the ten nearest neighbours stay the same.
 *
 *     npx tsx bench/q8-recall.ts MODEL_FOLDER TEXTS_FILE [texts] [queries]
 *
 * TEXTS_FILE has a text a line; as many as are asked for are taken from it, evenly spread.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as runtime from 'onnxruntime-node';
import { openOnnxModel } from '../src/embedder/model';
import { OnnxEmbedder } from '../src/embedder/onnx';
import { INPUTS, type Inputs } from '../src/inputs/inputs';

const NEIGHBOURS = 10;
const [folder = '', file = '', textCount = '20000', queryCount = '2000'] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const count = Math.min(Number(textCount), lines.length);
const texts = Array.from({ length: count }, (_, at) => lines[Math.floor((at * lines.length) / count)] as string);

const exact = await embedAs('fp32');
const quantized = await embedAs('q8');
const size = exact.length / count;
const cosines = texts.map((_, at) => dot(exact, at, quantized, at));
const queries = Math.min(Number(queryCount), count);
let kept = 0;
for (let query = 0; query < queries; query++) {
  const at = Math.floor((query * count) / queries);
  const before = nearest(exact, at);
  kept += nearest(quantized, at).filter((neighbour) => before.includes(neighbour)).length;
}
console.log(`mean cosine ${cosines.reduce((sum, cosine) => sum + cosine, 0) / count}`);
console.log(`minimum ${cosines.reduce((least, cosine) => Math.min(least, cosine), 1)}`);
console.log(`recall@${NEIGHBOURS} ${kept / queries / NEIGHBOURS}, ${queries} queries among ${count} texts`);

async function embedAs(dtype: Inputs['dtype']): Promise<Float32Array> {
  const defaults = Object.entries(INPUTS).map(([name, { parse, default: raw }]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    parse(raw),
  ]);
  const model = await openOnnxModel(folder, { ...Object.fromEntries(defaults), dtype }, { digestFolder: undefined });
  const options = { batchTokens: 1024, threads: availableParallelism() };
  const embedder = await OnnxEmbedder.open(model, options, runtime);
  const { vectors } = await embedder.embed(texts);
  await embedder.close();
  return vectors;
}

function nearest(vectors: Float32Array, query: number): number[] {
  return texts
    .map((_, at) => ({ at, similarity: at === query ? -1 : dot(vectors, query, vectors, at) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, NEIGHBOURS)
    .map(({ at }) => at);
}

function dot(a: Float32Array, atA: number, b: Float32Array, atB: number): number {
  let sum = 0;
  for (let at = 0; at < size; at++) sum += (a[atA * size + at] as number) * (b[atB * size + at] as number);
  return sum;
}
