import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What an ONNX file says about itself, without its weights. */
export interface OnnxSignature {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Files beside it that hold weights. */
  readonly externalFiles: readonly string[];
}

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH = { initializer: 5, input: 11, output: 12 } as const;
const NAME = 1;
const TENSOR = { name: 8, externalData: 13 } as const;
const ENTRY = { key: 1, value: 2 } as const;
/** Wire types of Protocol Buffers: a number, and what states its length; of the others the length in bytes. */
const VARINT = 0;
const SIZED = 2;
const FIXED_BYTES: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
/** Read at once. Weights are skipped, however large. */
const WINDOW = 1 << 16;

/**
 * Reads the names of inputs, outputs and files of external data from a graph, without loading it. Takes a few ms, in which
 * nothing else happens.
 * @throws Error if the file cannot be read, or is no ONNX file
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
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes of a file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Walks over Protocol Buffers messages in a file (protobuf.dev/programming-guides/encoding). */
class Reader {
  private window = Buffer.alloc(0);
  private windowStart = 0;

  constructor(private readonly descriptor: number) {}

  *fields(message: Span): Generator<Span & { number: number }> {
    let at = message.start;
    while (at < message.end) {
      const key = this.varint(at);
      const wire = key.value & 7;
      const size = wire === SIZED || wire === VARINT ? this.varint(key.end) : undefined;
      const start = size?.end ?? key.end;
      const length = wire === SIZED ? size?.value : wire === VARINT ? 0 : FIXED_BYTES[wire];
      if (length === undefined || start + length > message.end) throw new Error('it is no ONNX file');
      at = start + length;
      yield { number: Math.floor(key.value / 8), start, end: at };
    }
  }

  /** @returns the text in a field of a message; empty if there is none */
  text(message: Span, number: number): string {
    for (const field of this.fields(message)) if (field.number === number) return this.string(field);
    return '';
  }

  string({ start, end }: Span): string {
    this.hold(start, end - start);
    return this.window.toString('utf8', start - this.windowStart, end - this.windowStart);
  }

  /** Up to 2⁵³, which no file is larger than. */
  private varint(start: number): { value: number; end: number } {
    this.hold(start, 10);
    let value = 0;
    for (let digit = 0; digit < 10; digit++) {
      const byte = this.window[start - this.windowStart + digit];
      if (byte === undefined) break;
      value += (byte & 127) * 128 ** digit;
      if (byte < 128) return { value, end: start + digit + 1 };
    }
    throw new Error('it is no ONNX file');
  }

  /** Has at least so many bytes from here in the window, as far as the file goes. */
  private hold(start: number, length: number): void {
    if (start >= this.windowStart && start + length <= this.windowStart + this.window.length) return;
    const window = Buffer.alloc(Math.max(length, WINDOW));
    const bytesRead = readSync(this.descriptor, window, 0, window.length, start);
    this.window = window.subarray(0, bytesRead);
    this.windowStart = start;
  }
}
