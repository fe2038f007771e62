import path from 'node:path';
import type { Inputs } from '../inputs';

export type OutputFormat = Exclude<Inputs['outputFormat'], 'auto'>;

const EXTENSIONS: Readonly<Record<string, OutputFormat>> = {
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.npy': 'npy',
  '.parquet': 'parquet',
  '.arrow': 'arrow',
  '.safetensors': 'safetensors',
};

/** Extensions that decide the format. */
export const KNOWN_EXTENSIONS = Object.keys(EXTENSIONS);

/** Formats with numbers as bytes, in which a half-precision number is shorter. */
const BINARY: readonly OutputFormat[] = ['npy', 'parquet', 'arrow', 'safetensors'];
/** Formats with a row per record. The others have each text once, or nothing. */
const ROWS: readonly OutputFormat[] = ['jsonl', ...BINARY];

/** @returns undefined if the extension is unknown */
export function outputFormat(inputs: Pick<Inputs, 'output' | 'outputFormat'>): OutputFormat | undefined {
  return inputs.outputFormat === 'auto' ? EXTENSIONS[path.extname(inputs.output)] : inputs.outputFormat;
}

/** Requests that the format cannot fulfil. */
export function outputContradictions(
  inputs: Pick<Inputs, 'output' | 'outputFormat' | 'outputDtype' | 'outputShardRows'>,
): string[] {
  const format = outputFormat(inputs);
  if (format === undefined) return [];
  const faults: string[] = [];
  if (inputs.outputDtype === 'float16' && !BINARY.includes(format)) {
    faults.push(`output-dtype: "float16" needs output-format ${orList(BINARY)}, and it is ${format}.`);
  }
  if (inputs.outputShardRows > 0 && !ROWS.includes(format)) {
    faults.push(
      `output-shard-rows: ${inputs.outputShardRows} needs output-format ${orList(ROWS)}, and it is ${format}.`,
    );
  }
  return faults;
}

function orList(formats: readonly OutputFormat[]): string {
  return `${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`;
}

export function namesFolder(output: string): boolean {
  return output.endsWith('/');
}
