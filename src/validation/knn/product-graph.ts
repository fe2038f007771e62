import { bytesOf } from '../../base/vector';
import { bytesField, integerField, writeFields } from '../../embedder/protobuf';
import { TENSOR_TYPE, writeTensor } from '../../embedder/quantization/onnx-graph';
import type { UnitRows } from './unit-rows';

/** Field numbers from onnx/onnx.proto (IR version 8). */
const MODEL = { irVersion: 1, graph: 7, opset: 8 };
const OPSET = { version: 2 };
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, operator: 4, attribute: 5 };
const ATTRIBUTE = { name: 1, integer: 3, type: 20 };
const VALUE = { name: 1, type: 2 };
const SHAPE = { tensor: 1, elements: 1, shape: 2, dimension: 1, size: 1, variable: 2 };
const INTEGER_ATTRIBUTE = 2;

export const ROWS = 'rows';
export const PRODUCTS = 'products';

/**
 * Returns an ONNX model of one node: rows `[n, dimensions]` times queries gives products `[n, queries]`. The queries are a constant,
 * so the runtime arranges them for its product once.
 */
export function productGraph({ count, dimensions, components }: UnitRows): Uint8Array {
  const queries = { dims: [count, dimensions], type: TENSOR_TYPE.float, raw: bytesOf(components) };
  const transposed = writeFields([
    bytesField(ATTRIBUTE.name, 'transB'),
    integerField(ATTRIBUTE.integer, 1),
    integerField(ATTRIBUTE.type, INTEGER_ATTRIBUTE),
  ]);
  const node = writeFields([
    bytesField(NODE.input, ROWS),
    bytesField(NODE.input, 'queries'),
    bytesField(NODE.output, PRODUCTS),
    bytesField(NODE.operator, 'Gemm'),
    bytesField(NODE.attribute, transposed),
  ]);
  const graph = writeFields([
    bytesField(GRAPH.node, node),
    bytesField(GRAPH.name, PRODUCTS),
    bytesField(GRAPH.initializer, writeTensor('queries', queries)),
    bytesField(GRAPH.input, value(ROWS, dimensions)),
    bytesField(GRAPH.output, value(PRODUCTS, count)),
  ]);
  return writeFields([
    integerField(MODEL.irVersion, 8),
    bytesField(MODEL.opset, writeFields([integerField(OPSET.version, 13)])),
    bytesField(MODEL.graph, graph),
  ]);
}

/** Describes a tensor of floats, `[n, columns]`. */
function value(name: string, columns: number): Uint8Array {
  const shape = writeFields([
    bytesField(SHAPE.dimension, writeFields([bytesField(SHAPE.variable, 'n')])),
    bytesField(SHAPE.dimension, writeFields([integerField(SHAPE.size, columns)])),
  ]);
  const tensor = writeFields([integerField(SHAPE.elements, TENSOR_TYPE.float), bytesField(SHAPE.shape, shape)]);
  return writeFields([
    bytesField(VALUE.name, name),
    bytesField(VALUE.type, writeFields([bytesField(SHAPE.tensor, tensor)])),
  ]);
}
