import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { Mark } from '../base/mark';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import type { EnvelopeCodec } from './envelope';
import type { Entry } from './vector-cache';

/**
 * A shard: a file of vectors of one space, written by one process, only ever appended to. docs/runner-cache.md describes
 * the bytes; this file is their only reader and writer.
 *
 * Opening reads headers and keys only. A block that is not whole ends the shard: it is what a killed writer left.
 */
export const SHARD_SUFFIX = '.shard';
/** Beside a shard that a process may still append to. */
export const WRITING_SUFFIX = '.writing';
const MAGIC = Buffer.from('embed-once shard');
const VERSION = 1;
const FILE_HEADER_BYTES = 64;
const BLOCK_HEADER_BYTES = 16;
const BLOCK_MARK = 0x4b434c42;
/** Digits of the time in a shard's name. */
const TIME_DIGITS = 9;
/** In ms. Shards that a process begins in one millisecond are named in the order in which it began them. */
let lastStart = 0;

/** What every entry of a shard has in common. */
export interface ShardKind {
  /** 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Bytes of one envelope. */
  readonly envelopeBytes: number;
}

export interface Block {
  readonly count: number;
  /** Raw text keys, 32 bytes each. */
  readonly keys: Buffer;
  /** Of the first envelope, in bytes from the start of the file. */
  readonly offset: number;
  /** Of one envelope. */
  readonly envelopeBytes: number;
}

export class Shard {
  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    /** Where the next block goes. */
    private end: number,
    /** Absent where the shard is only read. */
    private readonly mark: Mark | undefined,
    private readonly writable: boolean,
  ) {}

  /** Opens a shard for reading. What is open stays readable when it is deleted. */
  static async open(file: string): Promise<Shard> {
    return new Shard(file, await open(file, 'r'), 0, undefined, false);
  }

  /** Makes a shard of this process, with the mark that it may be appended to, and its folder if need be. */
  static async create(folder: string, kind: ShardKind): Promise<Shard> {
    lastStart = Math.max(Date.now(), lastStart + 1);
    const started = lastStart.toString(36).padStart(TIME_DIGITS, '0');
    const stem = path.join(folder, `${started}-${process.pid}-${randomBytes(4).toString('hex')}`);
    await mkdir(folder, { recursive: true });
    // First, so that there is never an unmarked shard that will be appended to.
    const mark = await Mark.make(stem + WRITING_SUFFIX);
    return Shard.begin(stem + SHARD_SUFFIX, kind, mark);
  }

  /** Makes a shard under any name. Nobody knows it until it gets the suffix of a shard, so it needs no mark. */
  static createUnnamed(file: string, kind: ShardKind): Promise<Shard> {
    return Shard.begin(file, kind, undefined);
  }

  private static async begin(file: string, kind: ShardKind, mark: Mark | undefined): Promise<Shard> {
    try {
      const shard = new Shard(file, await open(file, 'wx+'), 0, mark, true);
      const header = Buffer.alloc(FILE_HEADER_BYTES);
      MAGIC.copy(header);
      header.writeUInt32LE(VERSION, 16);
      header.writeUInt32LE(kind.envelopeBytes, 20);
      header.write(kind.fingerprint, 24, 'hex');
      await shard.write(header).catch(async (error: unknown) => {
        await shard.handle.close();
        await rm(file, { force: true });
        throw error;
      });
      return shard;
    } catch (error) {
      await mark?.remove();
      throw error;
    }
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  /** Whether the file has no name any more, so that what is appended is lost. */
  async isDeleted(): Promise<boolean> {
    return (await this.handle.stat()).nlink === 0;
  }

  /**
   * @returns what the header says, or the reason why this is to be left alone; undefined if there is not even a whole
   * header, which is all that a writer left that was killed at once
   */
  async kind(): Promise<ShardKind | { fault: string } | undefined> {
    const header = await this.bytes(0, FILE_HEADER_BYTES);
    if (header.length < FILE_HEADER_BYTES) return undefined;
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) return { fault: 'it is not a shard of embed-once' };
    const version = header.readUInt32LE(16);
    if (version !== VERSION) {
      return { fault: `it has format version ${version}, and this embed-once reads version ${VERSION}` };
    }
    return { fingerprint: header.toString('hex', 24, 56), envelopeBytes: header.readUInt32LE(20) };
  }

  /** The blocks that are whole, up to the first that is not. */
  async *blocks(envelopeBytes: number): AsyncGenerator<Block> {
    const fileBytes = await this.size();
    // The keys are read with the header, as many as the block before had: one call where there would be two.
    let expected = 256;
    for (let at = FILE_HEADER_BYTES; at < fileBytes; ) {
      const start = await this.bytes(at, BLOCK_HEADER_BYTES + expected * TEXT_KEY_BYTES);
      if (start.length < BLOCK_HEADER_BYTES || start.readUInt32LE(0) !== BLOCK_MARK) return;
      if (crc32(start.subarray(0, 12)) !== start.readUInt32LE(12)) return;
      const count = start.readUInt32LE(4);
      const offset = at + BLOCK_HEADER_BYTES + count * TEXT_KEY_BYTES;
      const next = offset + count * envelopeBytes;
      if (next > fileBytes) return;
      const keys =
        count <= expected
          ? start.subarray(BLOCK_HEADER_BYTES, BLOCK_HEADER_BYTES + count * TEXT_KEY_BYTES)
          : await this.bytes(at + BLOCK_HEADER_BYTES, count * TEXT_KEY_BYTES);
      if (crc32(keys) !== start.readUInt32LE(8)) return;
      yield { count, keys, offset, envelopeBytes };
      expected = count;
      at = next;
    }
  }

  /** Appends one block. If it cannot be written whole, the shard ends where it ended before. */
  async append(entries: readonly Entry[], codec: EnvelopeCodec): Promise<Block> {
    const keys = Buffer.allocUnsafe(entries.length * TEXT_KEY_BYTES);
    const envelopes = Buffer.allocUnsafe(entries.length * codec.bytes);
    for (const [position, { key, vector }] of entries.entries()) {
      keys.write(key, position * TEXT_KEY_BYTES, 'base64url');
      codec.write(key, vector, envelopes, position * codec.bytes);
    }
    return this.appendRaw(keys, envelopes);
  }

  /** The same for raw text keys and envelopes, in the same order. Neither may be changed before it is done. */
  async appendRaw(keys: Buffer, envelopes: Buffer): Promise<Block> {
    const count = keys.length / TEXT_KEY_BYTES;
    const header = Buffer.allocUnsafe(BLOCK_HEADER_BYTES);
    header.writeUInt32LE(BLOCK_MARK, 0);
    header.writeUInt32LE(count, 4);
    header.writeUInt32LE(crc32(keys), 8);
    header.writeUInt32LE(crc32(header.subarray(0, 12)), 12);
    const offset = this.end + BLOCK_HEADER_BYTES + keys.length;
    await this.write(Buffer.concat([header, keys, envelopes]));
    return { count, keys, offset, envelopeBytes: envelopes.length / count };
  }

  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    return this.readInto(Buffer.allocUnsafe(length), offset);
  }

  /** Fills `buffer` from `offset` on. @returns the part of it that was filled, short at the end of the file */
  async readInto(buffer: Buffer, offset: number): Promise<Buffer> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled === buffer.length ? buffer : buffer.subarray(0, filled);
  }

  async close(): Promise<void> {
    try {
      if (this.writable) await this.handle.sync();
    } finally {
      await this.handle.close();
      await this.mark?.remove();
    }
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
}

/**
 * Why a shard of this kind has no place in the folder of `fingerprint`; undefined if it has.
 * @param codec of that fingerprint, where it is known
 */
export function faultOf(kind: ShardKind, fingerprint: string, codec: EnvelopeCodec | undefined): string | undefined {
  if (kind.fingerprint !== fingerprint) return 'it belongs to another fingerprint';
  if (kind.envelopeBytes === 0) return 'its entries have no bytes';
  if (!codec || codec.reads(kind.envelopeBytes)) return undefined;
  return `its entries have ${kind.envelopeBytes} bytes, not ${codec.bytes}`;
}

/** The path of a shard without its suffix: what the files beside it are named by. */
export function stemOf(file: string): string {
  return file.slice(0, -SHARD_SUFFIX.length);
}

/** When a shard was begun, in seconds since 1970, by its name; 0 if that does not tell. */
export function timeInName(file: string): number {
  return Math.floor((Number.parseInt(path.basename(file).slice(0, TIME_DIGITS), 36) || 0) / 1000);
}
