import { CorpusError, messageOf, type Position } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { type ArchiveEntry, readArchive } from './archive';
import { compressionOf, decompress } from './compression';
import { decodeText } from './encoding';
import { type CorpusBytes, type CorpusFormat, type FormatContext, type FormatInputs, SKIPPED_EXAMPLES } from './format';
import { shownName } from './origin';
import { ReadingProgress } from './reading-progress';
import type { CorpusFacts, CorpusRecord } from './record';
import { type CorpusSource, findSources, formatInArchive, type SourceInputs } from './sources';

type ReadingInputs = FormatInputs & Pick<Inputs, 'format' | 'encoding' | 'onBadRecord'>;
type CorpusInputs = SourceInputs & ReadingInputs;

/** A corpus that has been found but not read. Reading it once fills `facts`. */
export interface Corpus {
  readonly facts: CorpusFacts;
  /** Progress of reading; absent if it is not shown. */
  readonly progress?: Pick<ReadingProgress, 'total'>;
  /** Whether the corpus can be read again. Stdin and pipes cannot. */
  readonly repeatable: boolean;
  records(): AsyncGenerator<CorpusRecord[]>;
}

/** @throws CorpusError if a source is missing; reading throws it for unreadable files and unusable records */
export async function openCorpus(inputs: CorpusInputs, warn: (message: string) => void): Promise<Corpus> {
  return corpusOfSources(await findSources(inputs, warn), inputs, warn);
}

/** Returns the corpus of sources that are already found. */
export function corpusOfSources(
  sources: readonly CorpusSource[],
  inputs: ReadingInputs,
  warn: (message: string) => void,
): Corpus {
  const facts: CorpusFacts = {
    files: sources.length,
    bytesTotal: sources.reduce<number | undefined>(
      (sum, { origin: { bytes } }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
      0,
    ),
    bytesRead: 0,
    records: 0,
    blank: 0,
    skipped: 0,
    skippedExamples: [],
  };
  const repeatable = sources.every(({ origin: { bytes } }) => bytes !== undefined);
  const reading = new Reading(sources, inputs, facts, warn);
  return { facts, progress: reading.progress, repeatable, records: () => reading.records() };
}

class Reading {
  readonly progress: ReadingProgress;

  constructor(
    private readonly sources: readonly CorpusSource[],
    private readonly inputs: ReadingInputs,
    private readonly facts: CorpusFacts,
    private readonly warn: (message: string) => void,
  ) {
    this.progress = new ReadingProgress(facts);
  }

  async *records(): AsyncGenerator<CorpusRecord[]> {
    const { facts } = this;
    for (const { origin, format, compression } of this.sources) {
      this.progress.begin(origin.bytes);
      const raw = origin.open((bytes) => {
        facts.bytesRead += bytes;
      });
      // Compressed files have no random access.
      const bytes = compression ? decompress(raw, compression) : raw;
      if (format === 'archive') yield* this.ofArchive(origin.name, bytes);
      else yield* this.ofFile(origin.name, bytes, format, (share) => this.progress.reach(share));
    }
    this.progress.end();
    if (facts.records === 0) {
      const names = this.sources.slice(0, 3).map(({ origin }) => origin.name);
      throw new CorpusError(
        `corpus: there is no record in ${names.join(', ')}${this.sources.length > 3 ? ' and others' : ''} (files: ${facts.files}, blank lines: ${facts.blank}, skipped: ${facts.skipped})`,
      );
    }
  }

  /** @param reach see FormatContext; unused for a file in an archive, where the bytes of the archive count */
  private async *ofFile(
    name: string,
    bytes: CorpusBytes,
    format: CorpusFormat,
    reach: FormatContext['reach'] = () => {},
  ): AsyncGenerator<CorpusRecord[]> {
    const { facts, progress } = this;
    try {
      const { encoding, bytes: decoded } = format.binary
        ? { encoding: 'UTF-8', bytes }
        : await decodeText(bytes, this.inputs.encoding, format);
      const context = { ...this.contextOf(name, encoding, format), reach };
      for await (const records of format.read(decoded, context)) {
        facts.records += records.length;
        if (records.length > 0) yield records;
        progress.settle();
      }
    } catch (error) {
      throw cannotRead(name, error);
    }
  }

  private async *ofArchive(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<CorpusRecord[]> {
    const leftOut: string[] = [];
    let files = 0;
    // Errors of the archive name the archive; errors of a file in it name that file.
    const archive = guarded(readArchive(bytes), name);
    for await (const { name: entry, bytes: content, folder } of archive) {
      if (folder) continue;
      files++;
      const format = content && formatInArchive(entry, this.inputs.format);
      if (!format) leftOut.push(entry);
      else yield* this.ofFile(`${name}/${shownName(entry)}`, decompress(content, compressionOf(entry)), format);
    }
    if (leftOut.length === 0) return;
    this.warn(
      `ignored ${leftOut.length} of ${files} entries of ${name}: links or unknown formats; the first is ${shownName(leftOut[0] ?? '')}`,
    );
  }

  private contextOf(source: string, encoding: string, format: CorpusFormat): Omit<FormatContext, 'reach'> {
    const { inputs, facts } = this;
    return {
      source,
      encoding,
      inputs,
      blank() {
        facts.blank++;
      },
      bad(place, reason) {
        const position = positionOf(source, place, format);
        if (inputs.onBadRecord === 'fail') {
          const where = position.place === undefined ? '' : `${position.place}: `;
          const at = position.line === undefined ? `${source}: ${where}` : `${source}:${position.line}: `;
          throw new CorpusError(`${at}${reason}. Fix it, or set on-bad-record to skip to ignore such records.`, {
            position,
          });
        }
        facts.skipped++;
        if (facts.skippedExamples.length < SKIPPED_EXAMPLES) facts.skippedExamples.push({ position, reason });
      },
    };
  }
}

async function* guarded(entries: AsyncIterable<ArchiveEntry>, name: string): AsyncGenerator<ArchiveEntry> {
  try {
    yield* entries;
  } catch (error) {
    throw cannotRead(name, error);
  }
}

function positionOf(source: string, place: number | undefined, { counts }: CorpusFormat): Position {
  if (place === undefined) return { source };
  return counts === 'line' ? { source, line: place } : { source, place: `${counts} ${place}` };
}

function cannotRead(source: string, error: unknown): CorpusError {
  if (error instanceof CorpusError) return error;
  return new CorpusError(`corpus: cannot read ${source}: ${messageOf(error)}`, { cause: error, position: { source } });
}
