import type { FormatContext } from '../../src/corpus/format';

/** What a format told its context, where bad records are skipped. */
export interface RecordingContext extends FormatContext {
  readonly bads: { readonly line: number | undefined; readonly reason: string }[];
  readonly blanks: number;
}

/** A context that goes on after bad records and remembers what it was told. */
export function recordingContext(inputs: Partial<FormatContext['inputs']> = {}): RecordingContext {
  const bads: { line: number | undefined; reason: string }[] = [];
  let blanks = 0;
  return {
    source: 'corpus.jsonl',
    encoding: 'UTF-8',
    inputs: { textField: 'text', idField: 'id', csvHeader: true, csvDelimiter: ',', markdownCode: 'keep', ...inputs },
    bads,
    get blanks() {
      return blanks;
    },
    bad(line, reason) {
      bads.push({ line, reason });
    },
    blank() {
      blanks++;
    },
    reach() {},
  };
}

/** A context that ends reading at the first bad record, as `on-bad-record: fail` does. */
export function failingContext(): FormatContext {
  return {
    ...recordingContext(),
    bad(line, reason) {
      throw new Error(`${line}: ${reason}`);
    },
  };
}

/** Bytes as a stream gives them. */
export async function* pieces(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : Buffer.from(part);
}

export async function collect<T>(items: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const some of items) all.push(...some);
  return all;
}
