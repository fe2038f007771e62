import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { roundToStored } from '../../src/cache/stored';
import { Constants } from '../../src/embedder/quantization/constants';
import {
  type OnnxGraph,
  readGraph,
  TENSOR_TYPE,
  writeGraph,
  writeTensor,
} from '../../src/embedder/quantization/onnx-graph';
import { randomOf } from '../../src/validation/random';

/** Changes a matrix of weights in place. `name` is that of the matrix in the graph, such as `encoder.layer.0.output.dense.matrix`. */
export type Alteration = (weights: Float32Array, name: string, columns: number) => void;

/** Copies a model folder with its matrices altered. They are written as fp32, however they were stored. */
export function alterWeights(folder: string, target: string, alter: Alteration): void {
  cpSync(folder, target, { recursive: true });
  const file = path.join(target, 'onnx', 'model.onnx');
  const graph = readGraph(readFileSync(file));
  writeFileSync(file, writeGraph(withMatrices(graph, alter), []));
}

function withMatrices(graph: OnnxGraph, alter: Alteration): OnnxGraph {
  const constants = new Constants(graph);
  const matrices = graph.nodes
    .filter(({ operator, inputs }) => operator === 'MatMul' && !constants.known(inputs[0] ?? ''))
    .flatMap(({ inputs }) => inputs[1] ?? []);
  const initializers = new Map(graph.initializers);
  for (const name of matrices) {
    const matrix = constants.of(name);
    if (!matrix) continue;
    const { dims, values } = matrix;
    alter(values, name, dims.at(-1) as number);
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    initializers.set(name, writeTensor(name, { dims, type: TENSOR_TYPE.float, raw }));
  }
  // What made them would give them a second time.
  const nodes = graph.nodes.filter(({ outputs }) => !outputs.some((output) => initializers.has(output)));
  return { ...graph, nodes, initializers };
}

/** Adds noise of a size that is given as a share of the standard deviation of each matrix: what little fine-tuning does. */
export function noise(share: number, seed = 1): Alteration {
  const random = randomOf(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (weights) => {
    const deviation = Math.sqrt(weights.reduce((sum, value) => sum + value * value, 0) / weights.length) * share;
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) + deviation * normal();
  };
}

/** Rounds the matrices whose name holds `part` to so many bits, with one scale a column. */
export function quantize(bits: number, part: string): Alteration {
  const steps = 2 ** (bits - 1) - 1;
  return (weights, name, columns) => {
    if (!name.includes(part)) return;
    for (let column = 0; column < columns; column++) {
      let largest = 0;
      for (let at = column; at < weights.length; at += columns)
        largest = Math.max(largest, Math.abs(weights[at] as number));
      const scale = largest / steps || 1;
      for (let at = column; at < weights.length; at += columns)
        weights[at] = Math.round((weights[at] as number) / scale) * scale;
    }
  };
}

/** Rounds all matrices to fp16. */
export const halve: Alteration = (weights) => weights.set(roundToStored(weights, 'fp16'));

/** Copies a model folder whose tokenizer has lost every word from number `size` on: what they stood for falls into pieces, or is unknown. */
export function truncateVocabulary(folder: string, target: string, size: number): void {
  cpSync(folder, target, { recursive: true });
  const file = path.join(target, 'tokenizer.json');
  const tokenizer = JSON.parse(readFileSync(file, 'utf8'));
  const words = Object.entries<number>(tokenizer.model.vocab).filter(([, id]) => id < size);
  tokenizer.model.vocab = Object.fromEntries(words);
  writeFileSync(file, JSON.stringify(tokenizer));
}
