import { createHash, hash } from 'node:crypto';
import { bytesOf, type Vector } from '../base/vector';
import { type CorpusRecord, recordId } from '../corpus/record';
import type { SinkDocument } from './sink';

/** Hexadecimal digits of each half of a place. */
const HALF = 16;

/** The half of a place that all documents of a source share. */
export function sourcePlace(source: string): string {
  return hash('sha256', source, 'hex').slice(0, HALF);
}

/** The same of a place. */
export function sourcePlaceOf(place: string): string {
  return place.slice(0, HALF);
}

/** Where a document stands: those of one source together, and in the order of hashes. */
export function placeIn(source: string, id: string): string {
  return sourcePlace(source) + hash('sha256', id, 'hex').slice(0, HALF);
}

/**
 * A record as documents have it. Where it stood (line, number and position of a chunk) is left out: it changes with every edit above,
 * and would have all that follows written again.
 * @param cut whether texts were cut, so that `chunk` in the metadata says where
 */
export function sinkDocument(record: CorpusRecord, vector: Vector, cut: boolean): SinkDocument {
  const { text, source } = record;
  const id = recordId(record);
  const { chunk, ...others } = record.metadata ?? {};
  const metadata = cut || chunk === undefined ? others : { ...record.metadata };
  const of = cut ? (chunk as { record?: unknown } | undefined)?.record : undefined;
  const document = {
    id,
    text,
    source,
    ...(typeof of === 'string' && { record: of }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
  const digest = createHash('sha256').update(JSON.stringify(document)).update(bytesOf(vector)).digest('hex');
  return { ...document, place: placeIn(source, id), digest, vector };
}
