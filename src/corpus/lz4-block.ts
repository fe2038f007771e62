/** Length of the shortest match, which the encoded length of a match leaves out. */
const SHORTEST_MATCH = 4;
/** A length of this value in a token continues in the bytes after it. */
const LONG = 15;
const HADOOP_HEADER_BYTES = 8;

/**
 * Decompresses one LZ4 block, the codec LZ4_RAW of Parquet. Detects damage only if the block points outside itself or has the
 * wrong length: the format has no checksum.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 * @param length expected bytes after decompression
 * @throws Error if the block is damaged
 */
export function decompressLz4Block(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  const written = decompressInto(output, input);
  if (written !== length) throw new Error(`an LZ4 block has ${written} bytes instead of ${length}`);
  return output;
}

/**
 * Decompresses the deprecated codec LZ4 of Parquet: blocks with length headers, as Hadoop wrote them, or one block, as other
 * writers did.
 * @throws Error if it is neither
 */
export function decompressOldLz4(input: Uint8Array, length: number): Uint8Array {
  return decompressHadoopLz4(input, length) ?? decompressLz4Block(input, length);
}

/** @returns undefined if the length headers are invalid */
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

/** @returns bytes written */
function decompressInto(output: Uint8Array, input: Uint8Array): number {
  let [at, to] = [0, 0];
  /** Adds further bytes as long as they are 255. */
  function longLength(first: number): number {
    let sum = first;
    for (let byte = first === LONG ? 255 : 0; byte === 255; sum += byte) byte = byteAt(at++);
    return sum;
  }
  function byteAt(position: number): number {
    const byte = input[position];
    if (byte === undefined) throw new Error('an LZ4 block ends too early');
    return byte;
  }
  while (at < input.length) {
    const token = byteAt(at++);
    const literals = longLength(token >> 4);
    if (at + literals > input.length || to + literals > output.length) throw outside();
    output.set(input.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // No match follows the last literals.
    if (at === input.length) break;
    const distance = byteAt(at) | (byteAt(at + 1) << 8);
    at += 2;
    const match = longLength(token & LONG) + SHORTEST_MATCH;
    if (distance === 0 || distance > to || to + match > output.length) throw outside();
    // A match may overlap its own output and then repeats it: each copy can be twice as long as the one before.
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
  return new Error('an LZ4 block points outside itself');
}
