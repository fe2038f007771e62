import { type OutputInputs, openOutput } from '../../src/output/open';
import type { Output } from '../../src/output/output';
import type { TemporaryFolder } from '../run/temporary-folder';
import { outputInputs, provenance } from './output-inputs';
import { corpusRecord, resolvedWindow } from './resolved-window';

/** Writes rows of three dimensions in windows of 4, in shards of 5, and returns the output, which is not finished yet. */
export async function writeShards(
  folder: TemporaryFolder,
  rows: number,
  name = 'a.jsonl',
  overrides: Partial<OutputInputs> = {},
): Promise<Output> {
  const output = await openOutput(outputInputs(folder.path(name), { outputShardRows: 5, ...overrides }), provenance(3));
  for (let from = 0; from < rows; from += 4) {
    const window = Array.from({ length: Math.min(4, rows - from) }, (_, at) => ({
      record: corpusRecord(`text ${from + at}`, {
        id: `é${from + at}`,
        metadata: from + at === 0 ? {} : { row: from + at },
      }),
      vector: [from + at, 0.1, -1],
    }));
    await output.write(resolvedWindow(window));
  }
  return output;
}
