import { setImmediate as otherWork } from 'node:timers/promises';
import { DistinctIds } from '../corpus/distinct-ids';
import { type Corpus, openCorpus } from '../corpus/read';
import type { CorpusRecord } from '../corpus/record';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { type Chunker, type ChunkInputs, openChunker } from './chunk';

/** Most chunks per batch, so the chunks of a long text are never all in memory. */
const MOST_AT_ONCE = 1024;
/** Cutting a long text yields to other work this often, so timeouts of cache tiers fire on time. In ms. */
const LONGEST_STRETCH = 20;

type RecordInputs = Parameters<typeof openCorpus>[0] & ChunkInputs & Pick<Inputs, 'onBadRecord'>;

/**
 * Opens the corpus as every mode reads it: no two texts share an id, and no text is longer than `chunk-size`.
 * @throws InputError if chunks would be longer than the model reads; CorpusError as `openCorpus` and reading do
 */
export async function openRecords(
  inputs: RecordInputs,
  model: Model,
  warn: (message: string) => void,
): Promise<Corpus> {
  const chunker = await openChunker(inputs, model);
  const corpus = await openCorpus(inputs, warn);
  return { ...corpus, records: () => prepared(corpus, chunker, inputs) };
}

/** Returns the same records for a corpus that is already open. */
export async function recordsOf(
  corpus: Corpus,
  inputs: RecordInputs,
  model: Model,
): Promise<AsyncIterable<CorpusRecord[]>> {
  return prepared(corpus, await openChunker(inputs, model), inputs);
}

async function* prepared(
  corpus: Corpus,
  chunker: Chunker | undefined,
  inputs: RecordInputs,
): AsyncGenerator<CorpusRecord[]> {
  const ids = new DistinctIds(inputs.onBadRecord, corpus.facts);
  for await (const some of corpus.records()) {
    const records = ids.keep(some);
    if (chunker) yield* inChunks(records, chunker, corpus.facts);
    else if (records.length > 0) yield records;
  }
}

async function* inChunks(
  records: readonly CorpusRecord[],
  chunker: Chunker,
  facts: Corpus['facts'],
): AsyncGenerator<CorpusRecord[]> {
  facts.chunked ??= { records: 0, chunks: 0 };
  let ready: CorpusRecord[] = [];
  let since = performance.now();
  for (const record of records) {
    let chunks = 0;
    for (const chunk of chunker.chunk(record)) {
      ready.push(chunk);
      if (chunk !== record) chunks++;
      if (performance.now() - since > LONGEST_STRETCH) {
        await otherWork();
        since = performance.now();
      }
      if (ready.length < MOST_AT_ONCE) continue;
      yield ready;
      ready = [];
    }
    if (chunks === 0) continue;
    facts.chunked.records++;
    facts.chunked.chunks += chunks;
    // The record itself is already counted once.
    facts.records += chunks - 1;
  }
  if (ready.length > 0) yield ready;
}
