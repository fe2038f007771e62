import path from 'node:path';
import { InputError } from '../errors';
import type { Inputs } from '../inputs';
import type { ResolvedWindow } from '../window';
import { JsonOutput } from './json';
import { JsonlOutput } from './jsonl';
import { NpyOutput } from './npy';
import { checkRows, type Output, type OutputFacts } from './output';

type OutputInputs = Pick<Inputs, 'output' | 'outputFormat'>;

const EXTENSIONS: Readonly<Record<string, Exclude<Inputs['outputFormat'], 'auto'>>> = {
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.npy': 'npy',
};

/**
 * The only place that decides how output is written.
 * @throws InputError if the format cannot be told; OutputError if the file cannot be made
 */
export async function openOutput(inputs: OutputInputs, dimensions: number): Promise<Output> {
  const format = inputs.outputFormat === 'auto' ? EXTENSIONS[path.extname(inputs.output)] : inputs.outputFormat;
  switch (format) {
    case 'json':
      return JsonOutput.open(inputs.output);
    case 'jsonl':
      return JsonlOutput.open(inputs.output);
    case 'npy':
      return NpyOutput.open(inputs.output, dimensions);
    case 'none':
      return new NoOutput();
    default:
      throw new InputError([
        `output-format: cannot tell it from ${inputs.output}. End output with ${Object.keys(EXTENSIONS).join(', ')}, or set output-format.`,
      ]);
  }
}

/** The vectors are only stored in the tiers. */
class NoOutput implements Output {
  private rows = 0;

  async write(window: ResolvedWindow): Promise<void> {
    this.rows += window.records.length;
  }

  async finish(records: number): Promise<OutputFacts> {
    checkRows(this.rows, records);
    return { format: 'none', files: [], rows: this.rows };
  }

  async discard(): Promise<void> {}
}
