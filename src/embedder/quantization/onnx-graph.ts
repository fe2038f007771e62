import {
  bytesField,
  bytesOf,
  type Field,
  integerField,
  integersOf,
  readFields,
  stringsOf,
  writeFields,
} from '../protobuf';

/** Numbers of the fields used here, from onnx/onnx.proto (IR version 10). */
const MODEL = { graph: 7, opset: 8 };
const OPSET = { domain: 1, version: 2 };
const GRAPH = { node: 1, initializer: 5, output: 12 };
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, integer: 3, graph: 6, integers: 8, type: 20 };
const TENSOR = { dims: 1, type: 2, floats: 4, name: 8, raw: 9, location: 14 };
/** onnx.AttributeProto.AttributeType */
const ATTRIBUTE_TYPE = { integer: 2, integers: 7 };
/** onnx.TensorProto.DataType */
export const TENSOR_TYPE = { float: 1, uint8: 2, int8: 3, int64: 7, half: 10 };

export interface Node {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, readonly number[]>>;
  /** The original bytes, if it was read from a file. */
  readonly source?: Uint8Array;
  /** Whether it contains a subgraph, which may use any value of this graph. */
  readonly nested?: boolean;
}

export interface Tensor {
  readonly dims: readonly number[];
  readonly type: number;
  /** Little-endian, row by row. */
  readonly raw: Uint8Array;
}

/** An ONNX model, parsed as far as rewriting its nodes requires; everything else is kept byte by byte. */
export interface OnnxGraph {
  readonly opset: number;
  readonly nodes: readonly Node[];
  /** From names of constants to their bytes, which `readTensor` parses. */
  readonly initializers: ReadonlyMap<string, Uint8Array>;
  readonly outputs: readonly string[];
  readonly rest: { readonly model: readonly Field[]; readonly graph: readonly Field[] };
}

/** @throws RangeError if the bytes are not an ONNX model */
export function readGraph(bytes: Uint8Array): OnnxGraph {
  const model = readFields(bytes);
  const [graphBytes] = bytesOf(model, MODEL.graph);
  if (!graphBytes) throw new RangeError('not an ONNX model: it has no graph');
  const graph = readFields(graphBytes);
  const opsets = bytesOf(model, MODEL.opset).map((opset) => readFields(opset));
  const main = opsets.find((opset) => (stringsOf(opset, OPSET.domain)[0] ?? '') === '');
  return {
    opset: main ? (integersOf(main, OPSET.version)[0] ?? 0) : 0,
    nodes: bytesOf(graph, GRAPH.node).map(readNode),
    initializers: new Map(
      bytesOf(graph, GRAPH.initializer).map((tensor) => [stringsOf(readFields(tensor), TENSOR.name)[0] ?? '', tensor]),
    ),
    outputs: bytesOf(graph, GRAPH.output).map((output) => stringsOf(readFields(output), 1)[0] ?? ''),
    rest: {
      model: model.filter(({ number }) => number !== MODEL.graph),
      graph: graph.filter(({ number }) => number !== GRAPH.node && number !== GRAPH.initializer),
    },
  };
}

/** @param domains further operator domains of the nodes besides ONNX's own, in version 1 */
export function writeGraph({ nodes, initializers, rest }: OnnxGraph, domains: readonly string[]): Uint8Array {
  const known = bytesOf(rest.model, MODEL.opset).map((opset) => stringsOf(readFields(opset), OPSET.domain)[0]);
  const added = domains
    .filter((domain) => !known.includes(domain))
    .map((domain) => writeFields([bytesField(OPSET.domain, domain), integerField(OPSET.version, 1)]));
  const graph = writeFields([
    ...nodes.map((node) => bytesField(GRAPH.node, node.source ?? writeNode(node))),
    ...[...initializers.values()].map((tensor) => bytesField(GRAPH.initializer, tensor)),
    ...rest.graph,
  ]);
  return writeFields([
    ...rest.model,
    ...added.map((opset) => bytesField(MODEL.opset, opset)),
    bytesField(MODEL.graph, graph),
  ]);
}

/** Whether a tensor's bytes are in another file. */
export function isExternal(tensor: Uint8Array): boolean {
  return integersOf(readFields(tensor), TENSOR.location)[0] === 1;
}

/** @returns undefined if a tensor does not store its numbers as bytes; only small ones may not */
export function readTensor(bytes: Uint8Array): Tensor | undefined {
  const fields = readFields(bytes);
  const type = integersOf(fields, TENSOR.type)[0] ?? 0;
  const dims = integersOf(fields, TENSOR.dims);
  const raw = bytesOf(fields, TENSOR.raw)[0];
  if (raw) return { dims, type, raw };
  // Small constants may be stored as numbers instead; packed floats have the layout of raw bytes.
  const [floats] = bytesOf(fields, TENSOR.floats);
  return type === TENSOR_TYPE.float && floats ? { dims, type, raw: floats } : undefined;
}

export function writeTensor(name: string, { dims, type, raw }: Tensor): Uint8Array {
  return writeFields([
    ...dims.map((dim) => integerField(TENSOR.dims, dim)),
    integerField(TENSOR.type, type),
    bytesField(TENSOR.name, name),
    bytesField(TENSOR.raw, raw),
  ]);
}

function readNode(source: Uint8Array): Node {
  const fields = readFields(source);
  const attributes = bytesOf(fields, NODE.attribute).map((attribute) => readFields(attribute));
  return {
    operator: stringsOf(fields, NODE.operator)[0] ?? '',
    domain: stringsOf(fields, NODE.domain)[0] ?? '',
    inputs: stringsOf(fields, NODE.input),
    outputs: stringsOf(fields, NODE.output),
    attributes: Object.fromEntries(
      attributes.map((attribute) => [
        stringsOf(attribute, ATTRIBUTE.name)[0] ?? '',
        [...integersOf(attribute, ATTRIBUTE.integer), ...integersOf(attribute, ATTRIBUTE.integers)],
      ]),
    ),
    source,
    nested: attributes.some((attribute) => bytesOf(attribute, ATTRIBUTE.graph).length > 0),
  };
}

function writeNode({ operator, domain, inputs, outputs, attributes }: Node): Uint8Array {
  const integers = (name: string, values: readonly number[]) =>
    name === 'axes'
      ? [
          ...values.map((value) => integerField(ATTRIBUTE.integers, value)),
          integerField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integers),
        ]
      : [integerField(ATTRIBUTE.integer, values[0] ?? 0), integerField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer)];
  return writeFields([
    ...inputs.map((input) => bytesField(NODE.input, input)),
    ...outputs.map((output) => bytesField(NODE.output, output)),
    bytesField(NODE.name, outputs[0] ?? ''),
    bytesField(NODE.operator, operator),
    ...Object.entries(attributes).map(([name, values]) =>
      bytesField(NODE.attribute, writeFields([bytesField(ATTRIBUTE.name, name), ...integers(name, values)])),
    ),
    bytesField(NODE.domain, domain),
  ]);
}
