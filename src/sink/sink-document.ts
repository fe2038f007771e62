import { createHash, hash } from 'node:crypto';
import { bytesOf, type Vector } from '../base/vector';
import { type CorpusRecord, recordId } from '../corpus/record';
import type { SinkDocument } from './sink';

/** Hexadecimal digits of each half of a place. */
const HALF = 16;

/** Returns the half of a place that all documents of a source share. */
export function sourcePlace(source: string): string {
  return hash('sha256', source, 'hex').slice(0, HALF);
}

/** Returns this half of a place. */
export function sourcePlaceOf(place: string): string {
  return place.slice(0, HALF);
}

/** Returns the place of a document. Places order documents by hash and keep those of one source together. */
export function placeIn(source: string, id: string): string {
  return sourcePlace(source) + hash('sha256', id, 'hex').slice(0, HALF);
}

/**
 * Converts a record to a document. It omits the position (line, number and position of a chunk), because an edit above changes the
 * position of all later records, and all of them would be written again.
 * @param cut whether texts were split into chunks, so `chunk` in the metadata holds the position
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
