import { messageOf } from '../errors';
import type { CorpusFormat, FormatContext } from './format';
import { readLines, trimText } from './lines';
import type { CorpusRecord } from './record';

/** One JSON object a line: `text-field` holds the text, `id-field` the id, and all other fields are kept as metadata. */
export const jsonlFormat: CorpusFormat = {
  name: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  async *read(bytes, context) {
    for await (const { texts, first } of readLines(bytes, context)) {
      const records: CorpusRecord[] = [];
      for (const [index, line] of texts.entries()) {
        if (line === undefined) continue;
        const record = line.trim() === '' ? context.blank() : parse(line, first + index, context);
        if (record) records.push(record);
      }
      yield records;
    }
  },
};

function parse(json: string, line: number, context: FormatContext): CorpusRecord | undefined {
  const { textField, idField } = context.inputs;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    context.bad(line, `the line is not JSON${reasonOf(error)}`);
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    context.bad(line, 'the line is JSON but not an object');
    return undefined;
  }
  const { [textField]: text, [idField]: id, ...metadata } = value as Record<string, unknown>;
  if (typeof text !== 'string' && 'golden-set' in value) {
    context.bad(line, 'the line is the header of an approved golden set (golden-set), which is no corpus');
    return undefined;
  }
  if (typeof text !== 'string') {
    const problem = text === undefined ? 'is missing' : 'is not a string';
    context.bad(line, `field "${textField}" (text-field) ${problem}; there is ${fieldNames(value)}`);
    return undefined;
  }
  const trimmed = trimText(text);
  if (trimmed === '') {
    context.blank();
    return undefined;
  }
  if (!trimmed.isWellFormed()) {
    context.bad(line, `field "${textField}" holds half of a surrogate pair, which is no character`);
    return undefined;
  }
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    context.bad(line, `field "${idField}" (id-field) is neither a string nor a number`);
    return undefined;
  }
  if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
    context.bad(line, `field "${idField}" (id-field) is a number too large to be read exactly: write it as a string`);
    return undefined;
  }
  return {
    text: trimmed,
    source: context.source,
    line,
    ...(id !== undefined && { id: String(id) }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** What V8 says is wrong, without the part of the line that it quotes: a corpus may be private. */
function reasonOf(error: unknown): string {
  const [reason = ''] = messageOf(error).split(/,? (?:\.\.\.)?"/);
  return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}

function fieldNames(value: object): string {
  const names = Object.keys(value);
  return names.length > 0
    ? names
        .slice(0, 10)
        .map((name) => JSON.stringify(name))
        .join(', ')
    : 'no field at all';
}
