import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { CorpusError, messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { decompress } from './compression';
import { type FormatContext, SKIPPED_EXAMPLES } from './format';
import type { CorpusFacts, CorpusRecord } from './record';
import { type CorpusSource, findSources, STDIN } from './sources';

const READ_BYTES = 256 * 1024;

type CorpusInputs = Pick<Inputs, 'corpus' | 'format' | 'textField' | 'idField' | 'onBadRecord'>;

/** A corpus that has been found but not read. Reading it once fills `facts`. */
export interface Corpus {
  readonly facts: CorpusFacts;
  /** Whether it can be opened and read once more: stdin and pipes cannot. */
  readonly repeatable: boolean;
  records(): AsyncGenerator<CorpusRecord[]>;
}

/** @throws CorpusError if a source is not there; reading throws it for what cannot be read or used */
export async function openCorpus(inputs: CorpusInputs, warn: (message: string) => void): Promise<Corpus> {
  const sources = await findSources(inputs.corpus, inputs.format, warn);
  const facts: CorpusFacts = {
    files: sources.length,
    bytesTotal: sources.reduce<number | undefined>(
      (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
      0,
    ),
    bytesRead: 0,
    records: 0,
    blank: 0,
    skipped: 0,
    skippedExamples: [],
  };
  const repeatable = sources.every(({ bytes }) => bytes !== undefined);
  return { facts, repeatable, records: () => readSources(sources, inputs, facts) };
}

async function* readSources(
  sources: readonly CorpusSource[],
  inputs: CorpusInputs,
  facts: CorpusFacts,
): AsyncGenerator<CorpusRecord[]> {
  for (const source of sources) {
    const context = contextOf(source, inputs, facts);
    try {
      const bytes = decompress(openBytes(source, facts), source.compression);
      for await (const records of source.format.read(bytes, context)) {
        facts.records += records.length;
        if (records.length > 0) yield records;
      }
    } catch (error) {
      if (error instanceof CorpusError) throw error;
      throw new CorpusError(`corpus: cannot read ${context.source}: ${messageOf(error)}`, {
        cause: error,
        position: { source: context.source },
      });
    }
  }
  if (facts.records === 0) {
    throw new CorpusError(
      `corpus: there is no record in ${inputs.corpus.join(', ')} (files: ${facts.files}, blank lines: ${facts.blank}, skipped: ${facts.skipped})`,
    );
  }
}

function openBytes(source: CorpusSource, facts: CorpusFacts): Readable {
  const bytes = source.file === STDIN ? process.stdin : createReadStream(source.file, { highWaterMark: READ_BYTES });
  // Counted before decompression, so that it compares with the size of the file.
  bytes.on('data', (piece: Buffer) => {
    facts.bytesRead += piece.length;
  });
  bytes.pause();
  return bytes;
}

function contextOf(source: CorpusSource, inputs: CorpusInputs, facts: CorpusFacts): FormatContext {
  const name = source.file === STDIN ? 'stdin' : source.file;
  return {
    source: name,
    inputs,
    blank() {
      facts.blank++;
    },
    bad(line, reason) {
      const position = { source: name, line };
      if (inputs.onBadRecord === 'fail') {
        throw new CorpusError(
          `${name}:${line}: ${reason}. Mend it, or set on-bad-record to skip to go on without such records.`,
          { position },
        );
      }
      facts.skipped++;
      if (facts.skippedExamples.length < SKIPPED_EXAMPLES) facts.skippedExamples.push({ position, reason });
    },
  };
}
