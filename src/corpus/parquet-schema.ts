import type { SchemaElement, SchemaTree } from 'hyparquet';

/** The most decimal digits that always survive a conversion to a double. */
const DOUBLE_DIGITS = 15;
/** Types that the library cannot convert, or converts to less than their bytes. */
const BETTER_AS_BYTES: readonly (string | undefined)[] = ['BSON', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY'];

/** A column of decimals: the elements of the schema that lead to it, and its scale. */
export interface DecimalColumn {
  readonly path: readonly SchemaTree[];
  /** Digits after the decimal point. */
  readonly scale: number;
}

/**
 * Changes the schema to override conversions of the library: bytes of the text or the id become strings, all other bytes stay
 * bytes, and decimals stay as stored because the library would convert them to doubles.
 * @param texts paths of the text and the id
 * @returns the columns to convert in each row with `readDecimals`
 */
export function adaptSchema(tree: SchemaTree, texts: readonly string[]): readonly DecimalColumn[] {
  const decimals: DecimalColumn[] = [];
  for (const path of leafPaths(tree)) {
    const { element, path: names } = path.at(-1) as SchemaTree;
    const { converted_type: kind, logical_type: logical } = element;
    const plain = kind === undefined && logical === undefined;
    const asked = plain && element.type === 'BYTE_ARRAY' && texts.includes(names.join('.'));
    if (asked || kind === 'ENUM') element.converted_type = 'UTF8';
    else if (BETTER_AS_BYTES.includes(kind) || BETTER_AS_BYTES.includes(logical?.type)) bare(element);
    else if (kind === 'DECIMAL' && !leadsToKey(path)) {
      decimals.push({ path, scale: element.scale ?? 0 });
      bare(element);
    }
  }
  return decimals;
}

/** Replaces stored values by decimals: numbers if they hold all digits, else strings. */
export function readDecimals(row: Record<string, unknown>, columns: readonly DecimalColumn[]): void {
  for (const { path, scale } of columns) {
    const name = path[0]?.element.name as string;
    row[name] = decimalsAt(row[name], path, scale);
  }
}

/** @param path to the decimal, from the element of `value` on */
function decimalsAt(value: unknown, path: readonly SchemaTree[], scale: number): unknown {
  const [node, next] = path;
  if (!node || value === null || value === undefined) return value;
  const each = (rest: readonly SchemaTree[]) => (part: unknown) => decimalsAt(part, rest, scale);
  // The library's lists omit the group between a list and its elements.
  if (node.element.converted_type === 'LIST')
    return listOf(value)?.map(each(path.slice(next?.children.length === 1 ? 2 : 1)));
  if (!next) return listOf(value)?.map((part) => decimalOf(part, scale)) ?? decimalOf(value, scale);
  if (node.element.converted_type === 'MAP') {
    const entries = Object.entries(value as object);
    return Object.fromEntries(entries.map(([key, part]) => [key, decimalsAt(part, path.slice(2), scale)]));
  }
  const list = listOf(value);
  if (list) return list.map(each(path));
  const struct = value as Record<string, unknown>;
  struct[next.element.name] = decimalsAt(struct[next.element.name], path.slice(1), scale);
  return struct;
}

/** Converts an integer, or the big-endian bytes of one, to a decimal. */
function decimalOf(stored: unknown, scale: number): unknown {
  if (typeof stored !== 'number' && typeof stored !== 'bigint' && !(stored instanceof Uint8Array)) return stored;
  const unscaled = stored instanceof Uint8Array ? integerOf(stored) : BigInt(stored);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
  return digits.replace(/^0+/, '').length <= DOUBLE_DIGITS ? Number(text) : text;
}

function integerOf(bytes: Uint8Array): bigint {
  const hexadecimal = Buffer.from(bytes).toString('hex');
  return hexadecimal === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hexadecimal}`));
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof Uint8Array)
    ? Array.from(value as unknown as Iterable<unknown>)
    : undefined;
}

function bare(element: SchemaElement): void {
  delete element.converted_type;
  delete element.logical_type;
}

function* leafPaths({ children }: SchemaTree, before: readonly SchemaTree[] = []): Generator<SchemaTree[]> {
  for (const child of children) {
    if (child.children.length === 0) yield [...before, child];
    else yield* leafPaths(child, [...before, child]);
  }
}

/** Keys of maps always become strings. */
function leadsToKey(path: readonly SchemaTree[]): boolean {
  return path.some(({ element }, at) => element.name === 'key' && path[at - 2]?.element.converted_type === 'MAP');
}
