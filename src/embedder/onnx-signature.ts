import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { findFields } from './protobuf';

/** Names in an ONNX file. */
export interface OnnxSignature {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Separate files with weights. */
  readonly externalFiles: readonly string[];
}

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH = { initializer: 5, input: 11, output: 12 } as const;
const NAME = 1;
const TENSOR = { name: 8, externalData: 13 } as const;
const ENTRY = { key: 1, value: 2 } as const;
/** Bytes per read. Weights of any size are skipped. */
const WINDOW = 1 << 16;

/**
 * Reads the names of inputs, outputs and external data files from a graph without loading it. Blocks the thread for a few ms.
 * @throws Error if the file cannot be read or is not an ONNX file
 */
export function readSignature(file: string): OnnxSignature {
  const descriptor = openSync(file, 'r');
  try {
    const reader = new Reader(descriptor);
    const inputs: string[] = [];
    const outputs: string[] = [];
    const initialized = new Set<string>();
    const externalFiles = new Set<string>();
    for (const graph of reader.fields({ start: 0, end: fstatSync(descriptor).size })) {
      if (graph.number !== MODEL_GRAPH) continue;
      for (const part of reader.fields(graph)) {
        if (part.number === GRAPH.input) inputs.push(reader.text(part, NAME));
        if (part.number === GRAPH.output) outputs.push(reader.text(part, NAME));
        if (part.number !== GRAPH.initializer) continue;
        for (const field of reader.fields(part)) {
          if (field.number === TENSOR.name) initialized.add(reader.string(field));
          if (field.number !== TENSOR.externalData) continue;
          if (reader.text(field, ENTRY.key) !== 'location') continue;
          externalFiles.add(reader.text(field, ENTRY.value));
        }
      }
    }
    // Older exports list weights among the inputs.
    return { inputs: inputs.filter((name) => !initialized.has(name)), outputs, externalFiles: [...externalFiles] };
  } catch (error) {
    throw error instanceof RangeError ? new Error('not an ONNX file', { cause: error }) : error;
  } finally {
    closeSync(descriptor);
  }
}

/** A range of bytes in a file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads protobuf messages from a file through a window. */
class Reader {
  private window = Buffer.alloc(0);
  private windowStart = 0;

  constructor(private readonly descriptor: number) {}

  fields({ start, end }: Span): Generator<Span & { number: number }> {
    return findFields((at, length) => this.read(at, length), start, end);
  }

  /** @returns the text in a field of a message; empty if there is none */
  text(message: Span, number: number): string {
    for (const field of this.fields(message)) if (field.number === number) return this.string(field);
    return '';
  }

  string({ start, end }: Span): string {
    return this.read(start, end - start).toString('utf8');
  }

  private read(start: number, length: number): Buffer {
    if (start < this.windowStart || start + length > this.windowStart + this.window.length) {
      const window = Buffer.alloc(Math.max(length, WINDOW));
      this.window = window.subarray(0, readSync(this.descriptor, window, 0, window.length, start));
      this.windowStart = start;
    }
    return this.window.subarray(start - this.windowStart, start - this.windowStart + length);
  }
}
