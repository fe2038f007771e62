import type { CorpusRecord } from '../../src/corpus/record';
import { textKey } from '../../src/keys/text-key';
import type { ResolvedWindow } from '../../src/resolve/window';

export function corpusRecord(text: string, overrides: Partial<CorpusRecord> = {}): CorpusRecord {
  return { text, source: 'corpus.txt', line: 1, ...overrides };
}

/** A window of the records given, each with its vector. */
export function resolvedWindow(rows: readonly { record: CorpusRecord; vector: readonly number[] }[]): ResolvedWindow {
  const texts = rows.map(({ record }) => record.text);
  return {
    records: rows.map(({ record }) => record),
    keys: texts.map(textKey),
    vectors: rows.map(({ vector }) => Float32Array.from(vector)),
    firsts: texts.map((text, index) => texts.indexOf(text) === index),
  };
}
