import path from 'node:path';
import { compressionOf } from './compression';
import { csvFormat, tsvFormat } from './csv';
import type { CorpusFormat } from './format';
import { htmlFormat } from './html';
import { jsonFormat } from './json';
import { jsonlFormat } from './jsonl';
import { markdownFormat } from './markdown';
import { parquetFormat } from './parquet';
import { pdfFormat } from './pdf';
import { textFormat } from './text';

/** Each format loads its library only when it reads. */
export const FORMATS: readonly CorpusFormat[] = [
  textFormat,
  jsonlFormat,
  jsonFormat,
  csvFormat,
  tsvFormat,
  markdownFormat,
  htmlFormat,
  parquetFormat,
  pdfFormat,
];

export const EXTENSIONS = FORMATS.flatMap(({ extensions }) => extensions);

/** @param name one of the input `format` */
export function formatNamed(name: string): CorpusFormat {
  return FORMATS.find((format) => format.name === name) as CorpusFormat;
}

/** Returns the format by extension, ignoring that of a compression; a name without one is text. */
export function formatOf(file: string): CorpusFormat | undefined {
  const bare = file.slice(0, file.length - (compressionOf(file)?.length ?? 0));
  const extension = path.extname(bare).toLowerCase();
  return extension === '' ? textFormat : FORMATS.find((format) => format.extensions.includes(extension));
}
