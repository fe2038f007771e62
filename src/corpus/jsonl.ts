import { recordOfObject } from './fields';
import type { CorpusFormat, FormatContext } from './format';
import { jsonFault } from './json-fault';
import { recordsOfLines } from './lines';
import type { CorpusRecord } from './record';

/** One JSON object per line: `text-field` is the text, `id-field` the id, and all other fields are metadata. */
export const jsonlFormat: CorpusFormat = {
  name: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  counts: 'line',
  read: (bytes, context) => recordsOfLines(bytes, context, (line, number) => parse(line, number, context)),
};

function parse(json: string, line: number, context: FormatContext): CorpusRecord | undefined {
  if (json.trim() === '') {
    context.blank();
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    context.bad(line, `the line is not JSON${jsonFault(error)}`);
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    context.bad(line, 'the line is JSON but not an object');
    return undefined;
  }
  if ('golden-set' in value && !(context.inputs.textField in value)) {
    context.bad(line, 'the line is the header of an approved golden set (golden-set), which is not a corpus');
    return undefined;
  }
  return recordOfObject(value, line, context);
}
