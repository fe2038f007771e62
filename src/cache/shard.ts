import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { Mark } from '../base/mark';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import type { EnvelopeCodec } from './envelope';
import type { Entry } from './vector-cache';

/**
 * A shard: an append-only file of vectors of one space, written by one process. docs/runner-cache.md describes the bytes;
 * only this file reads and writes them.
 *
 * Opening reads headers and keys only. An incomplete block, left by a killed writer, ends the shard.
 */
export const SHARD_SUFFIX = '.shard';
/** Suffix of the mark beside a shard that a process may still append to. */
export const WRITING_SUFFIX = '.writing';
const MAGIC = Buffer.from('embed-once shard');
const VERSION = 1;
const FILE_HEADER_BYTES = 64;
const BLOCK_HEADER_BYTES = 16;
const BLOCK_MARK = 0x4b434c42;
/** Digits of the time in a shard's name. */
const TIME_DIGITS = 9;
/** In ms. Keeps names in order if a process creates several shards within one millisecond. */
let lastStart = 0;

/** The properties common to all entries of a shard. */
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
  /** Offset of the first envelope, in bytes from the start of the file. */
  readonly offset: number;
  /** Bytes of one envelope. */
  readonly envelopeBytes: number;
}

export class Shard {
  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    /** Offset of the next block. */
    private end: number,
    /** Absent if the shard is only read. */
    private readonly mark: Mark | undefined,
    private readonly writable: boolean,
  ) {}

  /** Opens a shard for reading. It stays readable if the file is deleted. */
  static async open(file: string): Promise<Shard> {
    return new Shard(file, await open(file, 'r'), 0, undefined, false);
  }

  /** Creates this process's shard, its mark, and the folder if needed. */
  static async create(folder: string, kind: ShardKind): Promise<Shard> {
    lastStart = Math.max(Date.now(), lastStart + 1);
    const started = lastStart.toString(36).padStart(TIME_DIGITS, '0');
    const stem = path.join(folder, `${started}-${process.pid}-${randomBytes(4).toString('hex')}`);
    await mkdir(folder, { recursive: true });
    // First, so an active shard is never unmarked.
    const mark = await Mark.make(stem + WRITING_SUFFIX);
    return Shard.begin(stem + SHARD_SUFFIX, kind, mark);
  }

  /** Creates a shard under any name. Readers ignore it until it gets the suffix of a shard, so it needs no mark. */
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

  /** Returns whether the file was deleted, so appended entries would be lost. */
  async isDeleted(): Promise<boolean> {
    return (await this.handle.stat()).nlink === 0;
  }

  /**
   * @returns the kind in the header, or the reason to skip the file; undefined if the header is incomplete, because the writer was
   * killed at once
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

  /** Yields complete blocks, up to the first incomplete one. */
  async *blocks(envelopeBytes: number): AsyncGenerator<Block> {
    const fileBytes = await this.size();
    // Reads as many keys as the previous block had together with the header: one call instead of two.
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

  /** Appends one block. If the write fails, the shard ends where it ended before. */
  async append(entries: readonly Entry[], codec: EnvelopeCodec): Promise<Block> {
    const keys = Buffer.allocUnsafe(entries.length * TEXT_KEY_BYTES);
    const envelopes = Buffer.allocUnsafe(entries.length * codec.bytes);
    for (const [position, { key, vector }] of entries.entries()) {
      keys.write(key, position * TEXT_KEY_BYTES, 'base64url');
      codec.write(key, vector, envelopes, position * codec.bytes);
    }
    return this.appendRaw(keys, envelopes);
  }

  /** Does the same for raw text keys and envelopes, in equal order. Do not change either until it resolves. */
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

  /** Reads up to `length` bytes from `offset`; fewer at the end of the file. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    return this.readInto(Buffer.allocUnsafe(length), offset);
  }

  /** Fills `buffer` from `offset` on. @returns the filled part, shorter at the end of the file */
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
 * Returns why a shard of this kind does not belong in the folder of `fingerprint`; undefined if it does.
 * @param codec of that fingerprint, if known
 */
export function faultOf(kind: ShardKind, fingerprint: string, codec: EnvelopeCodec | undefined): string | undefined {
  if (kind.fingerprint !== fingerprint) return 'it belongs to another fingerprint';
  if (kind.envelopeBytes === 0) return 'its entries have no bytes';
  if (!codec || codec.reads(kind.envelopeBytes)) return undefined;
  return `its entries have ${kind.envelopeBytes} bytes, not ${codec.bytes}`;
}

/** Returns a shard's path without its suffix: files beside the shard start with it. */
export function stemOf(file: string): string {
  return file.slice(0, -SHARD_SUFFIX.length);
}

/** Returns the creation time in a shard's name, in seconds since 1970; 0 if the name has none. */
export function timeInName(file: string): number {
  return Math.floor((Number.parseInt(path.basename(file).slice(0, TIME_DIGITS), 36) || 0) / 1000);
}
