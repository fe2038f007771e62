import { InputError } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { KNOWN_EXTENSIONS, type OutputFormat, outputFormat } from '../inputs/values/output-format';
import type { ResolvedWindow } from '../resolve/window';
import type { FileOutput } from './file-output';
import { JsonOutput } from './json';
import { JsonlOutput } from './jsonl';
import { MatrixOutput } from './matrix';
import { MetadataColumns } from './metadata-columns';
import { npyHeader } from './npy';
import { checkRows, type Output, type OutputFacts, type Provenance } from './output';
import { safetensorsHeader } from './safetensors';
import { ShardedOutput } from './sharded';

export type OutputInputs = Pick<Inputs, 'output' | 'outputFormat' | 'outputDtype' | 'outputShardRows'>;

/**
 * The only place that decides how output is written.
 * @param provenance of the vectors that will be written
 * @throws InputError if the format is unknown; OutputError if the file cannot be created
 */
export async function openOutput(inputs: OutputInputs, provenance: Provenance): Promise<Output> {
  const format = outputFormat(inputs);
  if (format === undefined) {
    throw new InputError([
      `output-format: cannot derive it from ${inputs.output}. Set output-format, or end output with one of ${KNOWN_EXTENSIONS.join(', ')}.`,
    ]);
  }
  if (format === 'none') return new NoOutput();
  const columns = new MetadataColumns();
  const open = (path: string) => openFile(format, path, inputs, provenance, columns);
  if (inputs.outputShardRows === 0) return open(inputs.output);
  return new ShardedOutput({
    path: inputs.output,
    rows: inputs.outputShardRows,
    format,
    dtype: inputs.outputDtype,
    provenance,
    ...((format === 'parquet' || format === 'arrow') && { columns }),
    open,
  });
}

/** @param columns shared by files that must have the same columns */
async function openFile(
  format: Exclude<OutputFormat, 'none'>,
  path: string,
  { outputDtype: dtype }: OutputInputs,
  provenance: Provenance,
  columns: MetadataColumns,
): Promise<FileOutput> {
  const { dimensions } = provenance.contract;
  const shape = { dimensions, dtype, columns, provenance };
  switch (format) {
    case 'json':
      return JsonOutput.open(path);
    case 'jsonl':
      return JsonlOutput.open(path);
    case 'npy':
      return MatrixOutput.open(path, npyHeader(dimensions, dtype));
    case 'safetensors':
      return MatrixOutput.open(path, safetensorsHeader(dimensions, dtype, provenance));
    // Their libraries are loaded only here.
    case 'arrow':
      return (await import('./arrow')).openArrow(path, shape);
    case 'parquet':
      return (await import('./parquet')).openParquet(path, shape);
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
