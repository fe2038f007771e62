import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import type { EnvelopeCodec } from './envelope';
import type { Entry, VectorSpace } from './vector-cache';

/**
 * A shard: a file of vectors of one space, written by one process, only ever appended to.
 *
 * File header, 64 bytes: magic (16), version u32, bytes of an envelope u32, fingerprint (32), zeros.
 * Then blocks. Block header, 16 bytes: `BLCK`, count u32, CRC-32 of the keys u32, CRC-32 of the 12 bytes before u32;
 * then the raw text keys (count × 32 bytes), then the envelopes in the same order. Numbers are little-endian.
 *
 * Opening reads headers and keys only. A block that is not whole ends the shard: it is what a killed writer left.
 */
export const SHARD_SUFFIX = '.shard';
const MAGIC = Buffer.from('embed-once shard');
const VERSION = 1;
const FILE_HEADER_BYTES = 64;
const BLOCK_HEADER_BYTES = 16;
const BLOCK_MARK = 0x4b434c42;

export interface Block {
  readonly count: number;
  /** Raw text keys, 32 bytes each. */
  readonly keys: Buffer;
  /** Of the first envelope, in bytes from the start of the file. */
  readonly offset: number;
}

export class Shard {
  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private readonly codec: EnvelopeCodec,
    /** Where the next block goes. */
    private end: number,
    private readonly writable: boolean,
  ) {}

  /** Opens a shard for reading. `blocks` are those that are whole. `fault` says why the rest, or all, is left alone. */
  static async read(
    file: string,
    space: VectorSpace,
    codec: EnvelopeCodec,
  ): Promise<{ shard: Shard; blocks: Block[]; fault?: string }> {
    const handle = await open(file, 'r');
    const shard = new Shard(file, handle, codec, FILE_HEADER_BYTES, false);
    try {
      const { size } = await handle.stat();
      const header = await shard.bytes(0, FILE_HEADER_BYTES);
      const fault = headerFault(header, space, codec);
      if (fault) return { shard, blocks: [], fault };
      return { shard, blocks: await shard.blocks(size) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  static async create(folder: string, space: VectorSpace, codec: EnvelopeCodec): Promise<Shard> {
    const started = Date.now().toString(36).padStart(9, '0');
    const file = `${folder}/${started}-${process.pid}-${randomBytes(4).toString('hex')}${SHARD_SUFFIX}`;
    const handle = await open(file, 'wx+');
    const shard = new Shard(file, handle, codec, 0, true);
    const header = Buffer.alloc(FILE_HEADER_BYTES);
    MAGIC.copy(header);
    header.writeUInt32LE(VERSION, 16);
    header.writeUInt32LE(codec.bytes, 20);
    header.write(space.fingerprint, 24, 'hex');
    await shard.write(header);
    return shard;
  }

  /** Appends one block. If it cannot be written whole, the shard ends where it ended before. */
  async append(entries: readonly Entry[]): Promise<Block> {
    const keysEnd = BLOCK_HEADER_BYTES + entries.length * TEXT_KEY_BYTES;
    const bytes = Buffer.allocUnsafe(keysEnd + entries.length * this.codec.bytes);
    for (const [position, { key, vector }] of entries.entries()) {
      bytes.write(key, BLOCK_HEADER_BYTES + position * TEXT_KEY_BYTES, 'base64url');
      this.codec.write(key, vector, bytes, keysEnd + position * this.codec.bytes);
    }
    const keys = Buffer.from(bytes.subarray(BLOCK_HEADER_BYTES, keysEnd));
    bytes.writeUInt32LE(BLOCK_MARK, 0);
    bytes.writeUInt32LE(entries.length, 4);
    bytes.writeUInt32LE(crc32(keys), 8);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, 12)), 12);
    const offset = this.end + keysEnd;
    await this.write(bytes);
    return { count: entries.length, keys, offset };
  }

  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.handle.read(buffer, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async close(): Promise<void> {
    if (this.writable) await this.handle.sync();
    await this.handle.close();
  }

  private async write(bytes: Buffer): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        done += (await this.handle.write(bytes, done, bytes.length - done, this.end + done)).bytesWritten;
      }
    } catch (error) {
      await this.handle.truncate(this.end).catch(() => {});
      throw error;
    }
    this.end += bytes.length;
  }

  private async blocks(fileBytes: number): Promise<Block[]> {
    const blocks: Block[] = [];
    for (let at = FILE_HEADER_BYTES; ; ) {
      const header = await this.bytes(at, BLOCK_HEADER_BYTES);
      if (header.length < BLOCK_HEADER_BYTES || header.readUInt32LE(0) !== BLOCK_MARK) return blocks;
      if (crc32(header.subarray(0, 12)) !== header.readUInt32LE(12)) return blocks;
      const count = header.readUInt32LE(4);
      const offset = at + BLOCK_HEADER_BYTES + count * TEXT_KEY_BYTES;
      const next = offset + count * this.codec.bytes;
      if (next > fileBytes) return blocks;
      const keys = await this.bytes(at + BLOCK_HEADER_BYTES, count * TEXT_KEY_BYTES);
      if (crc32(keys) !== header.readUInt32LE(8)) return blocks;
      blocks.push({ count, keys, offset });
      at = next;
    }
  }
}

function headerFault(header: Buffer, space: VectorSpace, codec: EnvelopeCodec): string | undefined {
  if (header.length < FILE_HEADER_BYTES) return header.length === 0 ? undefined : 'it ends within its header';
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) return 'it is not a shard of embed-once';
  const version = header.readUInt32LE(16);
  if (version !== VERSION) return `it has format version ${version}, and this embed-once reads version ${VERSION}`;
  if (header.readUInt32LE(20) !== codec.bytes)
    return `its entries have ${header.readUInt32LE(20)} bytes, not ${codec.bytes}`;
  if (header.toString('hex', 24, 56) !== space.fingerprint) return 'it belongs to another fingerprint';
  return undefined;
}
