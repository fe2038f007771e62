/** One field of a protobuf message in wire format: a number for a varint, else bytes. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  readonly value: bigint | Uint8Array;
}

const VARINT = 0;
const BYTES = 2;
/** Size in bytes of each wire type with a fixed size. */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
/** 64 bits at 7 bits per byte. */
const MOST_VARINT_BYTES = 10;

/** Returns `length` bytes from `start` on, or fewer at the end. */
export type ReadBytes = (start: number, length: number) => Uint8Array;

/** A field with the range of its content, or the value of a varint. */
export interface FieldPlace {
  readonly number: number;
  readonly wire: number;
  readonly start: number;
  readonly end: number;
  readonly varint: bigint | undefined;
}

/**
 * Finds the fields of the message between two positions, in order, without reading their content, which may be gigabytes of weights.
 * Format: protobuf.dev/programming-guides/encoding. ONNX does not use groups (wire types 3 and 4).
 * @throws RangeError if the bytes are not a message
 */
export function* findFields(read: ReadBytes, start: number, end: number): Generator<FieldPlace> {
  for (let at = start; at < end; ) {
    const next = () => {
      const { value, length } = readVarint(read(at, Math.min(MOST_VARINT_BYTES, end - at)), at);
      at += length;
      return value;
    };
    const tag = Number(next());
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    const varint = wire === VARINT ? next() : undefined;
    const length = wire === VARINT ? 0 : wire === BYTES ? Number(next()) : FIXED[wire];
    if (length === undefined || at + length > end) {
      throw new RangeError(`not a protobuf message: field ${number} of wire type ${wire} at byte ${at}`);
    }
    yield { number, wire, start: at, end: at + length, varint };
    at += length;
  }
}

/**
 * The fields of one message, in order. Values are views into `bytes`, so unchanged fields are written back byte by byte.
 * @throws RangeError if the bytes are not a message
 */
export function readFields(bytes: Uint8Array): Field[] {
  const places = findFields((start, length) => bytes.subarray(start, start + length), 0, bytes.length);
  return Array.from(places, ({ number, wire, start, end, varint }) => ({
    number,
    wire,
    value: varint ?? bytes.subarray(start, end),
  }));
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
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, length } = readVarint(bytes.subarray(at, at + MOST_VARINT_BYTES), at);
    numbers.push(signed(value));
    at += length;
  }
  return numbers;
}

/** Negative numbers are two's complement in 64 bits. */
function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value));
}

/** @param at position of the bytes, for the error */
function readVarint(bytes: Uint8Array, at: number): { value: bigint; length: number } {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, length: index + 1 };
  }
  throw new RangeError(`not a protobuf message: number without end at byte ${at}`);
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}
