/** Returns the value at a path: the column of that name, else a field of a struct, with dots between the parts. */
export function fieldAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  let value: unknown = row;
  for (const part of path.split('.')) {
    if (!isStruct(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

/** Returns the row without the value at a path. */
export function withoutField(row: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> {
  const { [path]: found, ...rest } = row;
  if (Object.hasOwn(row, path)) return rest;
  const [head = '', ...tail] = path.split('.');
  const struct = row[head];
  if (tail.length === 0 || !isStruct(struct)) return rest;
  const left = withoutField(struct, tail.join('.'));
  const { [head]: _, ...others } = row;
  return Object.keys(left).length > 0 ? { ...others, [head]: left } : others;
}

/**
 * Converts a value to JSON: integers too large for a number become strings, times ISO 8601, bytes base64, and infinite, NaN or
 * missing values null.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, plainValue);
  if (Array.isArray(value)) return value.map(plainValue);
  if (isStruct(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
  return value ?? null;
}

function isStruct(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
