import path from 'node:path';
import { openCorpus } from '../../src/corpus/read';
import type { CorpusFacts, CorpusRecord } from '../../src/corpus/record';
import { collect } from './format-context';

type CorpusInputs = Parameters<typeof openCorpus>[0];

/** Inputs of a corpus as their defaults are. */
export const CORPUS_INPUTS: CorpusInputs = {
  corpus: [],
  format: 'auto',
  encoding: 'auto',
  textField: 'text',
  idField: 'id',
  csvHeader: true,
  csvDelimiter: ',',
  markdownCode: 'keep',
  s3Endpoint: '',
  s3Region: 'us-east-1',
  s3AccessKeyId: '',
  s3SecretAccessKey: '',
  s3SessionToken: '',
  onBadRecord: 'fail',
};

/** A file that scripts/fixtures/corpora made. */
export function fixture(name: string): string {
  return path.resolve('__tests__/fixtures/corpora', name);
}

/** What reading a corpus gives, to its end. */
export interface ReadCorpus {
  readonly records: CorpusRecord[];
  readonly facts: CorpusFacts;
  readonly warnings: readonly string[];
}

export async function readCorpus(
  corpus: readonly string[],
  overrides: Partial<CorpusInputs> = {},
): Promise<ReadCorpus> {
  const warnings: string[] = [];
  const opened = await openCorpus({ ...CORPUS_INPUTS, corpus, ...overrides }, (message) => warnings.push(message));
  return { records: await collect(opened.records()), facts: opened.facts, warnings };
}

/** What reading a corpus fails with. */
export async function readingFailure(corpus: readonly string[], overrides: Partial<CorpusInputs> = {}): Promise<Error> {
  return readCorpus(corpus, overrides).then(
    ({ records }) => {
      throw new Error(`it does not fail, but gives ${records.length} records`);
    },
    (error: Error) => error,
  );
}
