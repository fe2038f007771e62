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

/** Extensions that tell a format. */
export const KNOWN_EXTENSIONS = Object.keys(EXTENSIONS);

/** Numbers as bytes: only there is a half shorter. */
const BINARY: readonly OutputFormat[] = ['npy', 'parquet', 'arrow', 'safetensors'];
/** A row for each record. The others have each text once, or nothing. */
const ROWS: readonly OutputFormat[] = ['jsonl', ...BINARY];

/** @returns undefined if it cannot be told */
export function outputFormat(inputs: Pick<Inputs, 'output' | 'outputFormat'>): OutputFormat | undefined {
  return inputs.outputFormat === 'auto' ? EXTENSIONS[path.extname(inputs.output)] : inputs.outputFormat;
}

/** What the format cannot do of what is asked for. */
export function outputContradictions(
  inputs: Pick<Inputs, 'output' | 'outputFormat' | 'outputDtype' | 'outputShardRows'>,
): string[] {
  const format = outputFormat(inputs);
  if (format === undefined) return [];
  const faults: string[] = [];
  if (inputs.outputDtype === 'float16' && !BINARY.includes(format)) {
    faults.push(`output-dtype: "float16" is for ${BINARY.join(', ')}, and output-format is ${format}.`);
  }
  if (inputs.outputShardRows > 0 && !ROWS.includes(format)) {
    faults.push(
      `output-shard-rows: ${inputs.outputShardRows} is for ${ROWS.join(', ')}, and output-format is ${format}.`,
    );
  }
  return faults;
}

export function namesFolder(output: string): boolean {
  return output.endsWith('/');
}
