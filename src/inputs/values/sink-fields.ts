/** The ways to filter by a metadata field: equal values, ranges of numbers, words. */
const FIELD_KINDS = ['tag', 'numeric', 'text'] as const;

export interface SinkField {
  readonly name: string;
  readonly kind: (typeof FIELD_KINDS)[number];
}

/** Fields that every document has. */
const OWN_FIELDS = ['id', 'place', 'digest', 'text', 'source', 'record', 'metadata', 'vector'];

/** The form of `sink-fields`, for people. */
export const SINK_FIELDS_FORM = `name:kind, with kind one of ${FIELD_KINDS.join(', ')}; several separated by commas or on lines of their own`;

/** @throws Error that says which part is not a field */
export function parseSinkFields(raw: string): readonly SinkField[] {
  const fields: SinkField[] = [];
  for (const part of raw.split(/[\s,]+/).filter((word) => word !== '')) {
    const [, name = '', kind = ''] = /^(.*):(\w+)$/.exec(part) ?? [];
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,63}$/u.test(name) || !(FIELD_KINDS as readonly string[]).includes(kind)) {
      throw new Error(`must be ${SINK_FIELDS_FORM}, such as page:numeric`);
    }
    if (OWN_FIELDS.includes(name)) throw new Error(`names ${name}, which every document has anyway`);
    if (fields.some((field) => field.name === name)) throw new Error(`names ${name} twice`);
    fields.push({ name, kind: kind as SinkField['kind'] });
  }
  return fields;
}

/**
 * Returns a metadata value as a value of its field. Tags and words may be several; a number may be a string, as all values of CSV are.
 * @returns undefined for a value that does not fit, which stays only in `metadata`
 */
export function fieldValue(value: unknown, { kind }: SinkField): number | readonly string[] | undefined {
  if (kind === 'numeric') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }
  const words = (Array.isArray(value) ? value : [value]).filter(isWord).map(String);
  return words.length > 0 ? words : undefined;
}

function isWord(value: unknown): value is string | number | boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
}
