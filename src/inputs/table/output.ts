import { choice, integer, readBy, text } from '../kinds';
import { WRITES } from '../modes';

export const OUTPUT = readBy(WRITES, {
  output: text({
    essential: true,
    description:
      'File for the vectors, which appears only once it is complete. worker: a folder, with / at its end, for one file per document; without a folder, only the cache tiers are filled.',
    default: 'output/embeddings.jsonl',
  }),
  'output-format': choice(['auto', 'json', 'jsonl', 'npy', 'parquet', 'arrow', 'safetensors', 'none'], {
    description:
      'Format of the output; auto decides by its extension. json: an object that maps the SHA-256 of each text to text and vector. jsonl: one object per record. parquet, arrow: a table with id, text, metadata and vector. npy, safetensors: a matrix, with <name>.ids.jsonl. none: no output, only filled cache tiers.',
    default: 'auto',
  }),
  'output-dtype': choice(['float32', 'float16'], {
    description:
      'Precision of vectors in npy, parquet, arrow and safetensors. float16 halves the file and rounds; it changes no key.',
    default: 'float32',
  }),
  'output-shard-rows': integer(0, 1_000_000_000, {
    description:
      'Rows per output file: <name>-00000 and so on, with a manifest of their contents, <name>.manifest.json. 0: one file without a manifest.',
    default: '0',
  }),
  'records-state': text({
    modes: ['run'],
    description:
      'File that remembers the records of this run, so the next run can tell which were added, changed or removed. Empty: none.',
    default: '',
  }),
  changes: text({
    modes: ['run'],
    description: 'File for these changes, as JSON Lines. Needs records-state. Empty: changes are only counted.',
    default: '',
  }),
});
