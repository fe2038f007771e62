/** One field of a protobuf message as it lies on the wire: a number for varints, bytes for everything else. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  readonly value: bigint | Uint8Array;
}

const VARINT = 0;
const BYTES = 2;
/** Bytes of the wire types that have a fixed size. */
const FIXED: Record<number, number> = { 1: 8, 5: 4 };

/**
 * The fields of one message, in order. Values are views into `bytes`, so that what is not changed is written as it was.
 * Format: protobuf.dev/programming-guides/encoding. Groups (wire types 3 and 4) are not in ONNX.
 * @throws RangeError if the bytes are no message
 */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const at = { position: 0 };
  while (at.position < bytes.length) {
    const tag = Number(readVarint(bytes, at));
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === VARINT) {
      fields.push({ number, wire, value: readVarint(bytes, at) });
      continue;
    }
    const length = wire === BYTES ? Number(readVarint(bytes, at)) : FIXED[wire];
    if (length === undefined || at.position + length > bytes.length) {
      throw new RangeError(`no protobuf message: field ${number} of wire type ${wire} at byte ${at.position}`);
    }
    fields.push({ number, wire, value: bytes.subarray(at.position, at.position + length) });
    at.position += length;
  }
  return fields;
}

/** @returns the message that `readFields` would read back */
export function writeFields(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, wire, value } of fields) {
    parts.push(varint(BigInt(number * 8 + wire)));
    if (typeof value === 'bigint') parts.push(varint(value));
    else if (wire === BYTES) parts.push(varint(BigInt(value.length)), value);
    else parts.push(value);
  }
  return Buffer.concat(parts);
}

export function integerField(number: number, value: number | bigint): Field {
  return { number, wire: VARINT, value: BigInt(value) };
}

export function bytesField(number: number, value: Uint8Array | string): Field {
  return { number, wire: BYTES, value: typeof value === 'string' ? Buffer.from(value) : value };
}

/** The numbers of a repeated integer field, packed or not. */
export function integersOf(fields: readonly Field[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value }) => (typeof value === 'bigint' ? [signed(value)] : unpack(value)));
}

/** The strings of a repeated field. */
export function stringsOf(fields: readonly Field[], number: number): string[] {
  return bytesOf(fields, number).map((value) => Buffer.from(value).toString('utf8'));
}

/** The values of a repeated field of bytes, strings or messages. */
export function bytesOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && typeof field.value !== 'bigint' ? [field.value] : []));
}

function unpack(bytes: Uint8Array): number[] {
  const at = { position: 0 };
  const numbers: number[] = [];
  while (at.position < bytes.length) numbers.push(signed(readVarint(bytes, at)));
  return numbers;
}

/** Negative numbers are two's complement in 64 bits. */
function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value));
}

function readVarint(bytes: Uint8Array, at: { position: number }): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[at.position++];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new RangeError(`no protobuf message: a number without end at byte ${at.position}`);
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}
