import { ModelError } from '../../base/errors';
import { bytesOf } from '../../base/vector';
import { type Constant, Constants } from './constants';
import { isExternal, type Node, type OnnxGraph, readGraph, TENSOR_TYPE, writeGraph, writeTensor } from './onnx-graph';

/** ONNX Runtime's own operators, among them MatMulIntegerToFloat. */
const CONTRIBUTED = 'com.microsoft';
/** From this opset on, ReduceMax takes its axes as an input instead of an attribute. */
const AXES_AS_INPUT = 18;
/** The first opset with Round. */
const OLDEST_OPSET = 11;
/** Steps of the second 8-bit number per step of the first: the remainder is between −½ and ½. */
const FINE_STEPS = 254;
/** GELU returns at least −0.17, so 20 of 255 steps suffice for negative values; positive values use the rest. */
const GELU = { lowest: 0.17, zero: 20 };
/** Operators that move or shift values without mixing them; a value may pass through them between its projection and attention. */
const PASSING = 'Add Reshape Transpose Split Gather Squeeze Slice Unsqueeze Identity Expand'.split(' ');

/**
 * Rewrites an fp32 graph to compute its products with weights in 8-bit integers. Each row of activations (a token) and each column of
 * weights has its own scale. Rows do not depend on each other, so a text's vector does not depend on its batch. Everything else stays
 * unchanged. docs/quantization.md explains the method.
 * @param weightLimit 127, or 63 if the processor adds pairs of products in 16 bits, which 2 × 255 × 63 fits exactly
 * @throws ModelError if there is nothing to rewrite
 */
export function quantizeRowWise(bytes: Uint8Array, weightLimit: 63 | 127): Uint8Array {
  const graph = readGraph(bytes);
  if (graph.opset < OLDEST_OPSET) {
    throw new ModelError(
      `dtype q8 needs a model of opset ${OLDEST_OPSET} or later, and this is opset ${graph.opset}. Use dtype fp32.`,
    );
  }
  if ([...graph.initializers.values()].some(isExternal)) {
    throw new ModelError(
      'dtype q8 needs the weights inside the .onnx file, but these are in a separate file. Use dtype fp32.',
    );
  }
  const rewriting = new Rewriting(graph, weightLimit);
  const nodes = graph.nodes.flatMap((node) => rewriting.rewrite(node));
  if (rewriting.products === 0) {
    throw new ModelError(
      'dtype q8 found no product with fp32 weights in this model (MatMul with a constant matrix, inside the .onnx file). Use dtype fp32.',
    );
  }
  const initializers = new Map([...graph.initializers, ...rewriting.added]);
  return writeGraph(withoutUnused({ ...graph, nodes, initializers }), [CONTRIBUTED]);
}

class Rewriting {
  products = 0;
  readonly added = new Map<string, Uint8Array>();
  private readonly constants: Constants;
  private readonly fine: ReadonlySet<Node>;
  private readonly fineInputs: ReadonlySet<string>;
  /** Activations quantized already: the products for Q, K and V share one. */
  private readonly coarseOf = new Set<string>();
  private readonly fineOf = new Set<string>();

  constructor(
    private readonly graph: OnnxGraph,
    private readonly weightLimit: number,
  ) {
    this.constants = new Constants(graph);
    this.fine = valueProjections(graph, (name) => this.constants.known(name));
    this.fineInputs = new Set([...this.fine].map(({ inputs }) => inputs[0] ?? ''));
    this.scalar('q8.zero', TENSOR_TYPE.uint8, Uint8Array.of(128));
    this.scalar('q8.one', TENSOR_TYPE.float, 1);
    this.scalar('q8.fine', TENSOR_TYPE.float, 1 / FINE_STEPS);
    this.scalar('q8.limit', TENSOR_TYPE.float, 1 / 127);
    this.scalar('q8.smallest', TENSOR_TYPE.float, 1e-9);
    this.scalar('q8.gelu.zero', TENSOR_TYPE.uint8, Uint8Array.of(GELU.zero));
    this.scalar('q8.gelu.limit', TENSOR_TYPE.float, 1 / (255 - GELU.zero));
    this.scalar('q8.gelu.smallest', TENSOR_TYPE.float, GELU.lowest / GELU.zero);
    this.added.set(
      'q8.last',
      writeTensor('q8.last', { dims: [1], type: TENSOR_TYPE.int64, raw: bytesOf(BigInt64Array.of(-1n)) }),
    );
  }

  /** @returns the nodes that replace this one */
  rewrite(node: Node): Node[] {
    const [input = '', weights = ''] = node.inputs;
    if (node.operator !== 'MatMul' || node.domain !== '' || this.constants.known(input)) return [node];
    const matrix = this.constants.of(weights);
    if (matrix?.dims.length !== 2) return [node];
    this.products++;
    const [output = ''] = node.outputs;
    this.store(weights, matrix);
    const product = (of: string, scale: string, to: string) => {
      const factors = [`${input}.q8${of}`, `${weights}.q8`, scale, `${weights}.q8.scale`, this.zeroOf(input)];
      return made('MatMulIntegerToFloat', factors, to, CONTRIBUTED);
    };
    if (!this.fine.has(node)) {
      return [
        ...this.coarse(input),
        product('', 'q8.one', `${output}.q8`),
        made('Mul', [`${output}.q8`, `${input}.q8.scale`], output),
      ];
    }
    return [
      ...this.coarse(input),
      ...this.finer(input),
      product('', 'q8.one', `${output}.q8.coarse`),
      product('.fine', 'q8.fine', `${output}.q8.fine`),
      made('Add', [`${output}.q8.coarse`, `${output}.q8.fine`], `${output}.q8`),
      made('Mul', [`${output}.q8`, `${input}.q8.scale`], output),
    ];
  }

  /** x ≈ scale × (q − 128), with a scale that maps the row's value farthest from zero to ±127. */
  private coarse(x: string): Node[] {
    if (this.coarseOf.has(x)) return [];
    this.coarseOf.add(x);
    const [high, low, scale] = [`${x}.q8.high`, `${x}.q8.low`, `${x}.q8.scale`];
    const scaling = this.fromGelu(x)
      ? [
          made('Mul', [high, 'q8.gelu.limit'], `${x}.q8.high.scale`),
          made('Max', [`${x}.q8.high.scale`, 'q8.gelu.smallest'], scale),
        ]
      : [
          this.reduce('ReduceMin', x, low),
          made('Neg', [low], `${low}.negated`),
          made('Max', [high, `${low}.negated`, 'q8.smallest'], `${x}.q8.farthest`),
          made('Mul', [`${x}.q8.farthest`, 'q8.limit'], scale),
        ];
    return [
      this.reduce('ReduceMax', x, high),
      ...scaling,
      made('Div', [x, scale], `${x}.q8.steps`),
      made('QuantizeLinear', [`${x}.q8.steps`, 'q8.one', this.zeroOf(x)], `${x}.q8`),
    ];
  }

  /** Matches only the Gelu operator. If it is composed of Erf and Mul, the last factor may be a gate of either sign. */
  private fromGelu(x: string): boolean {
    return this.constants.makerOf(x)?.operator === 'Gelu' && !this.fineInputs.has(x);
  }

  private zeroOf(x: string): string {
    return this.fromGelu(x) ? 'q8.gelu.zero' : 'q8.zero';
  }

  /** The remainder that `coarse` rounded off, in another 8 bits. */
  private finer(x: string): Node[] {
    if (this.fineOf.has(x)) return [];
    this.fineOf.add(x);
    return [
      made('Round', [`${x}.q8.steps`], `${x}.q8.rounded`),
      made('Sub', [`${x}.q8.steps`, `${x}.q8.rounded`], `${x}.q8.left`),
      made('QuantizeLinear', [`${x}.q8.left`, 'q8.fine', 'q8.zero'], `${x}.q8.fine`),
    ];
  }

  private reduce(operator: string, x: string, output: string): Node {
    if (this.graph.opset >= AXES_AS_INPUT) return made(operator, [x, 'q8.last'], output, '', { keepdims: [1] });
    return made(operator, [x], output, '', { axes: [-1], keepdims: [1] });
  }

  /** Stores weights as integers up to ±weightLimit, with a scale per column. */
  private store(name: string, { dims, values }: Constant): void {
    if (this.added.has(`${name}.q8`)) return;
    const columns = dims[1] as number;
    const scales = new Float32Array(columns);
    for (let from = 0; from < values.length; from += columns) {
      for (let column = 0; column < columns; column++) {
        scales[column] = Math.max(scales[column] as number, Math.abs(values[from + column] as number));
      }
    }
    for (let column = 0; column < columns; column++) {
      scales[column] = Math.max((scales[column] as number) / this.weightLimit, 1e-12);
    }
    const whole = new Int8Array(values.length);
    for (let from = 0; from < values.length; from += columns) {
      for (let column = 0; column < columns; column++) {
        // Rounds half away from zero by truncating. The largest value equals the limit, so nothing needs clipping.
        const steps = (values[from + column] as number) / (scales[column] as number);
        whole[from + column] = steps < 0 ? steps - 0.5 : steps + 0.5;
      }
    }
    this.added.set(`${name}.q8`, writeTensor(`${name}.q8`, { dims, type: TENSOR_TYPE.int8, raw: bytesOf(whole) }));
    const scale = { dims: [columns], type: TENSOR_TYPE.float, raw: bytesOf(scales) };
    this.added.set(`${name}.q8.scale`, writeTensor(`${name}.q8.scale`, scale));
  }

  private scalar(name: string, type: number, value: number | Uint8Array): void {
    const raw = typeof value === 'number' ? bytesOf(Float32Array.of(value)) : value;
    this.added.set(name, writeTensor(name, { dims: [], type, raw }));
  }
}

/**
 * Finds the products that compute attention's values, starting from its softmax. Rounding affects them most: in MiniLM they cause
 * more than half of the total loss, because one component of a few tokens is many times larger than the others.
 */
function valueProjections({ nodes }: OnnxGraph, known: (name: string) => boolean): Set<Node> {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const found = new Set<Node>();
  for (const { operator, inputs } of nodes) {
    const [weights = '', values = ''] = inputs;
    if (operator !== 'MatMul' || makers.get(weights)?.operator !== 'Softmax') continue;
    let node = makers.get(values);
    while (node && PASSING.includes(node.operator)) {
      node = makers.get(node.inputs.find((input) => !known(input)) ?? '');
    }
    if (node?.operator === 'MatMul') found.add(node);
  }
  return found;
}

/** Removes unused nodes and constants. */
function withoutUnused(graph: OnnxGraph): OnnxGraph {
  if (graph.nodes.some(({ nested }) => nested)) return graph;
  const used = new Set(graph.outputs);
  const nodes: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => used.has(output))) continue;
    nodes.push(node);
    for (const input of node.inputs) used.add(input);
  }
  const initializers = new Map([...graph.initializers].filter(([name]) => used.has(name)));
  return { ...graph, nodes: nodes.toReversed(), initializers };
}

function made(
  operator: string,
  inputs: readonly string[],
  output: string,
  domain = '',
  attributes: Node['attributes'] = {},
): Node {
  return { operator, domain, inputs, outputs: [output], attributes };
}
