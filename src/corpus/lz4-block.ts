/** No match is shorter, and what its length says comes on top. */
const SHORTEST_MATCH = 4;
/** A length of so much in a token goes on in the bytes that follow. */
const LONG = 15;
const HADOOP_HEADER_BYTES = 8;

/**
 * Decompresses one LZ4 block, which is what Parquet calls LZ4_RAW. Of a block that is damaged as much is found out as can be:
 * that it points outside itself, or comes to another length than it should.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 * @param length bytes that it is to come to
 * @throws Error if it does not
 */
export function decompressLz4Block(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  const written = decompressInto(output, input);
  if (written !== length) throw new Error(`a block of LZ4 has ${written} bytes and should have ${length}`);
  return output;
}

/**
 * Decompresses what Parquet calls LZ4 and has given up: blocks with their lengths before them, as Hadoop wrote them, or else one
 * block, as others did.
 * @throws Error if it is neither
 */
export function decompressOldLz4(input: Uint8Array, length: number): Uint8Array {
  return decompressHadoopLz4(input, length) ?? decompressLz4Block(input, length);
}

/** @returns undefined if the lengths before the blocks are none */
function decompressHadoopLz4(input: Uint8Array, length: number): Uint8Array | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: { from: number; to: number; length: number }[] = [];
  let sum = 0;
  for (let at = 0; at < input.length; at = blocks.at(-1)?.to as number) {
    if (at + HADOOP_HEADER_BYTES > input.length) return undefined;
    const from = at + HADOOP_HEADER_BYTES;
    const block = { from, to: from + view.getUint32(at + 4), length: view.getUint32(at) };
    sum += block.length;
    if (block.to > input.length || sum > length) return undefined;
    blocks.push(block);
  }
  if (sum !== length) return undefined;
  const output = new Uint8Array(length);
  let start = 0;
  for (const { from, to, length: expected } of blocks) {
    output.set(decompressLz4Block(input.subarray(from, to), expected), start);
    start += expected;
  }
  return output;
}

/** @returns how much it came to */
function decompressInto(output: Uint8Array, input: Uint8Array): number {
  let [at, to] = [0, 0];
  /** Goes on as long as bytes are full. */
  function longLength(first: number): number {
    let sum = first;
    for (let byte = first === LONG ? 255 : 0; byte === 255; sum += byte) byte = byteAt(at++);
    return sum;
  }
  function byteAt(position: number): number {
    const byte = input[position];
    if (byte === undefined) throw new Error('a block of LZ4 ends too early');
    return byte;
  }
  while (at < input.length) {
    const token = byteAt(at++);
    const literals = longLength(token >> 4);
    if (at + literals > input.length || to + literals > output.length) throw outside();
    output.set(input.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last literals have no match behind them.
    if (at === input.length) break;
    const distance = byteAt(at) | (byteAt(at + 1) << 8);
    at += 2;
    const match = longLength(token & LONG) + SHORTEST_MATCH;
    if (distance === 0 || distance > to || to + match > output.length) throw outside();
    // It may reach into what it writes, and is then that again and again: twice as much can be copied each time.
    const from = to - distance;
    for (const end = to + match; to < end; ) {
      const run = Math.min(end - to, to - from);
      output.copyWithin(to, from, from + run);
      to += run;
    }
  }
  return to;
}

function outside(): Error {
  return new Error('a block of LZ4 points outside itself');
}
