import { widenedHalves } from '../../base/half-precision';
import { type Node, type OnnxGraph, readTensor, TENSOR_TYPE } from './onnx-graph';

/** An fp32 constant, row by row. */
export interface Constant {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

/** Constants of a graph: its fp32 tensors, and the results of Cast, Mul and Reshape that depend only on stored tensors. */
export class Constants {
  private readonly makers: ReadonlyMap<string, Node>;

  constructor(private readonly graph: OnnxGraph) {
    this.makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  }

  /** The node that outputs a value. */
  makerOf(name: string): Node | undefined {
    return this.makers.get(name);
  }

  /** Whether a value is the same for every input. */
  known(name: string): boolean {
    if (this.graph.initializers.has(name)) return true;
    const node = this.makers.get(name);
    return node?.inputs.length ? node.inputs.every((input) => this.known(input)) : node?.operator === 'Constant';
  }

  /** @returns undefined if the value is not known to be constant */
  of(name: string): Constant | undefined {
    const bytes = this.graph.initializers.get(name);
    if (bytes) return stored(bytes);
    const node = this.makers.get(name);
    const [first = '', second = ''] = node?.inputs ?? [];
    if (node?.operator === 'Cast' && node.attributes.to?.[0] === TENSOR_TYPE.float) return this.of(first);
    if (node?.operator === 'Mul') return product(this.of(first), this.of(second));
    if (node?.operator === 'Reshape') return reshaped(this.of(first), this.of(second));
    return undefined;
  }
}

function stored(bytes: Uint8Array): Constant | undefined {
  const tensor = readTensor(bytes);
  if (!tensor) return undefined;
  const { dims, type } = tensor;
  // Copied, because typed arrays must start at a multiple of their element size.
  const raw = new Uint8Array(tensor.raw).buffer;
  if (type === TENSOR_TYPE.float) return { dims, values: new Float32Array(raw) };
  if (type === TENSOR_TYPE.int8) return { dims, values: new Float32Array(new Int8Array(raw)) };
  if (type === TENSOR_TYPE.int64) return { dims, values: Float32Array.from(new BigInt64Array(raw), Number) };
  if (type === TENSOR_TYPE.half) {
    const widened = widenedHalves();
    return { dims, values: Float32Array.from(new Uint16Array(raw), (bits) => widened[bits] as number) };
  }
  return undefined;
}

function reshaped(data: Constant | undefined, shape: Constant | undefined): Constant | undefined {
  const dims = shape && Array.from(shape.values);
  const whole = dims?.every((dim) => dim > 0) && dims.reduce((a, b) => a * b, 1) === data?.values.length;
  return data && dims && whole ? { dims, values: data.values } : undefined;
}

/** `b` has the rank of `a`, and each dimension is equal or 1, as in block-wise scales. */
function product(a: Constant | undefined, b: Constant | undefined): Constant | undefined {
  if (!a || !b || a.dims.length === 0 || a.dims.length !== b.dims.length) return undefined;
  if (b.dims.some((dim, axis) => dim !== 1 && dim !== a.dims[axis])) return undefined;
  const values = new Float32Array(a.values.length);
  const [rows, scales] = [strides(a.dims), strides(b.dims)];
  const last = a.dims.length - 1;
  const multiply = (axis: number, from: number, scale: number) => {
    const size = a.dims[axis] as number;
    const step = b.dims[axis] === 1 ? 0 : (scales[axis] as number);
    for (let at = 0; at < size; at++) {
      if (axis < last) multiply(axis + 1, from + at * (rows[axis] as number), scale + at * step);
      else values[from + at] = (a.values[from + at] as number) * (b.values[scale + at * step] as number);
    }
  };
  multiply(0, 0, 0);
  return { dims: a.dims, values };
}

/** Distance of neighbours along each axis, in row-major order. */
function strides(dims: readonly number[]): number[] {
  return dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
}
