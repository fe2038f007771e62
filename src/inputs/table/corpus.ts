import { choice, delimiter, encoding, flag, integer, readBy, sources, text } from '../kinds';
import { READS_FILES, READS_RECORDS } from '../modes';

export const CORPUS = readBy(READS_RECORDS, {
  corpus: sources({
    modes: ['run', 'plan', 'embed', 'golden', 'enqueue', 'serve'],
    essential: true,
    description:
      'Files, globs, folders, URLs, or - for stdin; one per line. URLs start with https:// or s3://; s3://bucket/prefix/ is everything under the prefix. .gz and .zst files are decompressed, .tar archives unpacked.',
    default: '',
  }),
  format: choice(['auto', 'text', 'jsonl', 'json', 'csv', 'tsv', 'markdown', 'html', 'parquet', 'pdf'], {
    modes: READS_FILES,
    essential: true,
    description:
      'Format of the files; auto decides by extension. The records are: text: lines. jsonl: lines with one JSON object each. json: the items of one array. csv, tsv, parquet: rows. markdown, html: sections by heading. pdf: pages. See docs/corpora.md.',
    default: 'auto',
  }),
  encoding: encoding({
    description:
      'Character encoding of the files. auto: UTF-8, unless a byte order mark says UTF-16 or an HTML page declares another encoding. A byte order mark takes precedence over this input.',
    default: 'auto',
  }),
  'text-field': text({
    essential: true,
    description:
      'Field or column with the text to embed. In Parquet, dots lead into structs. With csv-header false, give the number of the column, counting from 0.',
    default: 'text',
  }),
  'id-field': text({
    description:
      'Field or column with the id, named as in text-field. A record without an id is identified by file and line, or by file#part in documents.',
    default: 'id',
  }),
  'csv-header': flag({
    description: 'Take the names of CSV and TSV columns from the first row.',
    default: 'true',
  }),
  'csv-delimiter': delimiter({
    description: 'Character between the cells of a CSV row.',
    default: ',',
  }),
  'markdown-code': choice(['keep', 'drop'], {
    description: 'Keep code blocks of Markdown and HTML in the text, or drop them.',
    default: 'keep',
  }),
  'on-bad-record': choice(['fail', 'skip'], {
    description:
      'Fail at the first bad record, or skip, count and report bad records. A record is bad if it has invalid UTF-8, broken JSON, no text field, the wrong number of columns, more than 16 MiB, or is a page without text.',
    default: 'fail',
  }),
  'chunk-size': integer(0, 1_000_000, {
    essential: true,
    description:
      "Most tokens per chunk of a longer text; 0 does not split texts. The model's own tokenizer counts, without special tokens and prefix.",
    default: '0',
  }),
  'chunk-overlap': integer(0, 1_000_000, {
    description: 'Most tokens that a chunk repeats from the end of the previous one. The limit is half of chunk-size.',
    default: '0',
  }),
});
