import { gzipSync } from 'node:zlib';

const LETTER = 'a'.charCodeAt(0);
const MEBIBYTE = 2 ** 20;
/** The longest block that zstd has. */
const BLOCK_BYTES = 128 * 1024;
const ZSTD_START = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** No checksum, no size, and a window of a block. */
const ZSTD_HEADER = Buffer.from([0x00, 0x38]);
const RAW = 0;
const REPEATED = 1;

/** A gzip file of a few kilobytes that is as large as may be: members one behind the other, most of them the same. */
export function repeatedGzip(before: Buffer, bytes: number, after: Buffer): Buffer {
  const member = gzipSync(Buffer.alloc(MEBIBYTE, LETTER));
  const rest = gzipSync(Buffer.alloc(bytes % MEBIBYTE, LETTER));
  const members = new Array<Buffer>(Math.floor(bytes / MEBIBYTE)).fill(member);
  return Buffer.concat([gzipSync(before), ...members, rest, gzipSync(after)]);
}

/**
 * The same of zstd: a frame whose blocks say how often a letter is there. Written by hand, since Node.js before 22.15 writes none.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1
 */
export function repeatedZstd(before: Buffer, bytes: number, after: Buffer): Buffer {
  const blocks = [rawBlock(before)];
  for (let left = bytes; left > 0; left -= BLOCK_BYTES) {
    blocks.push(blockHeader(Math.min(left, BLOCK_BYTES), REPEATED), Buffer.from([LETTER]));
  }
  return Buffer.concat([ZSTD_START, ZSTD_HEADER, ...blocks, rawBlock(after, true)]);
}

function rawBlock(content: Buffer, last = false): Buffer {
  return Buffer.concat([blockHeader(content.length, RAW, last), content]);
}

function blockHeader(bytes: number, kind: number, last = false): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((bytes << 3) | (kind << 1) | (last ? 1 : 0), 0, 3);
  return header;
}
