import type { FormatContext } from './format';
import { MAX_RECORD_BYTES, trimText } from './lines';
import type { CorpusRecord } from './record';

/**
 * The record that an object holds: `text-field` is the text, `id-field` the id, and all other fields are metadata.
 * @param where of the object, put before what is wrong with it, such as `line 3: `
 * @returns undefined if it is blank or cannot be used, which the context is told
 */
export function recordOf(value: object, place: number, context: FormatContext, where = ''): CorpusRecord | undefined {
  const { textField, idField } = context.inputs;
  const { [textField]: text, [idField]: id, ...metadata } = value as Record<string, unknown>;
  return recordFrom({ text, id, metadata, fields: value }, place, context, where);
}

/** What was found under `text-field`, `id-field` and beside them, in an object with these fields. */
export interface Found {
  readonly text: unknown;
  readonly id: unknown;
  readonly metadata: Record<string, unknown>;
  readonly fields: object;
}

/** The same, of what was found elsewhere than right in an object. */
export function recordFrom(found: Found, place: number, context: FormatContext, where = ''): CorpusRecord | undefined {
  const { textField, idField } = context.inputs;
  const { text, id, metadata } = found;
  if (typeof text !== 'string') {
    const problem = text === undefined ? 'is missing' : 'is not a string';
    context.bad(place, `${where}field "${textField}" (text-field) ${problem}; there is ${fieldNames(found.fields)}`);
    return undefined;
  }
  const trimmed = usableText(text, place, context, `${where}field "${textField}"`);
  if (trimmed === undefined) return undefined;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    context.bad(place, `${where}field "${idField}" (id-field) is neither a string nor a number`);
    return undefined;
  }
  if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
    context.bad(
      place,
      `${where}field "${idField}" (id-field) is a number too large to be read exactly: write it as a string`,
    );
    return undefined;
  }
  return {
    text: trimmed,
    source: context.source,
    line: place,
    ...(id !== undefined && { id: String(id) }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/**
 * A text as records hold it: trimmed, not empty, well-formed, not too long.
 * @param what holds it
 * @returns undefined if it is blank or cannot be used, which the context is told
 */
export function usableText(
  text: string,
  place: number,
  context: Pick<FormatContext, 'bad' | 'blank'>,
  what: string,
): string | undefined {
  const trimmed = trimText(text);
  if (trimmed === '') {
    context.blank();
    return undefined;
  }
  if (!trimmed.isWellFormed()) {
    context.bad(place, `${what} holds half of a surrogate pair, which is no character`);
    return undefined;
  }
  // No UTF-16 unit takes more than three bytes: most texts need not be counted.
  if (trimmed.length * 3 > MAX_RECORD_BYTES && Buffer.byteLength(trimmed) > MAX_RECORD_BYTES) {
    context.bad(place, `${what} is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
    return undefined;
  }
  return trimmed;
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
