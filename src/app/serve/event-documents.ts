import { Refusal } from '../../base/errors';
import { compressionOf } from '../../corpus/compression';
import type { CorpusBytes } from '../../corpus/format';
import { formatOf } from '../../corpus/formats';
import { type Corpus, corpusOfSources } from '../../corpus/read';
import type { CorpusRecord } from '../../corpus/record';
import type { CorpusSource } from '../../corpus/sources';
import type { Inputs } from '../../inputs/inputs';
import type { EventDocument } from './embed-request';

/**
 * Returns the documents of an event as a corpus, read by the same rules as files.
 * @throws Refusal with 422 for an unknown format
 */
export function corpusOfDocuments(documents: readonly EventDocument[], inputs: Inputs): Corpus {
  // Only archives cause warnings, and they are refused here.
  return corpusOfSources(documents.map(sourceOf), inputs, () => {});
}

/** @throws Refusal with 413 while reading, if there are more */
export async function* atMost(records: AsyncIterable<CorpusRecord[]>, most: number): AsyncGenerator<CorpusRecord[]> {
  let count = 0;
  for await (const some of records) {
    count += some.length;
    if (count > most) throw new Refusal(413, `The documents hold more than ${most} records.`);
    yield some;
  }
}

function sourceOf({ name, content }: EventDocument, index: number): CorpusSource {
  const format = compressionOf(name) === undefined ? formatOf(name) : undefined;
  // A small body could become a large document.
  if (!format) throw new Refusal(422, `documents[${index}]: its name ends like no document that can be read here.`);
  const open = (count: (bytes: number) => void): CorpusBytes => ({
    random: { bytes: content.length, slice: async (start, end) => content.subarray(start, end) },
    async *[Symbol.asyncIterator]() {
      count(content.length);
      yield content;
    },
  });
  return { origin: { name, bytes: content.length, open }, format, compression: undefined };
}
