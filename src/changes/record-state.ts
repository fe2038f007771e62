import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { InputError, messageOf } from '../base/errors';
import type { PartialFile } from '../base/partial-file';

const FORMAT = 'embed-once/records-state@1';
const ID_HASH_BYTES = 16;
const KEY_BYTES = 32;
const METADATA_BYTES = 8;
const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;
/** Longest first line of a state file. */
const LONGEST_HEADER = 4096;

/**
 * The stored facts of a record: the first 16 bytes of the SHA-256 of its id, by which entries are sorted; its text key, raw; 8 bytes
 * of the SHA-256 of its metadata; its id in UTF-8. A string of bytes (latin1), the fastest form to sort and compare many.
 */
export type StateEntry = string;

/** Facts that all records share. */
export interface StateHeader {
  /** Of the embedding contract of all records. */
  readonly fingerprint: string;
  /** Start of the run, ISO 8601. */
  readonly started: string;
}

/** @param metadata as JSON; empty without metadata */
export function entryOf(id: string, key: string, metadata: string): StateEntry {
  const place = hash('sha256', id, 'hex').slice(0, 2 * ID_HASH_BYTES);
  const about = metadata === '' ? '' : hash('sha256', metadata, 'hex').slice(0, 2 * METADATA_BYTES);
  return [
    Buffer.from(place, 'hex').toString('latin1'),
    Buffer.from(key, 'base64url').toString('latin1'),
    Buffer.from(about.padEnd(2 * METADATA_BYTES, '0'), 'hex').toString('latin1'),
    Buffer.from(id).toString('latin1'),
  ].join('');
}

/** Returns the part that all entries of one record share, regardless of its changes. */
export function placeOf(entry: StateEntry): string {
  return entry.slice(0, ID_HASH_BYTES);
}

/** Raw, as latin1. */
export function rawKeyOf(entry: StateEntry): string {
  return entry.slice(ID_HASH_BYTES, ID_HASH_BYTES + KEY_BYTES);
}

export function metadataOf(entry: StateEntry): string {
  return entry.slice(ID_HASH_BYTES + KEY_BYTES, ID_HASH_BYTES + KEY_BYTES + METADATA_BYTES);
}

export function idOf(entry: StateEntry): string {
  return Buffer.from(entry.slice(ID_HASH_BYTES + KEY_BYTES + METADATA_BYTES), 'latin1').toString();
}

/** Returns the text key in its usual form. */
export function keyOf(entry: StateEntry): string {
  return Buffer.from(rawKeyOf(entry), 'latin1').toString('base64url');
}

/** Writes a file for `readState`: a line of JSON, entries with their lengths, a length of 0, and the SHA-256 of everything before. */
export class StateWriter {
  private readonly digest = createHash('sha256');

  constructor(
    private readonly file: PartialFile,
    header: StateHeader,
  ) {
    this.append(Buffer.from(`${JSON.stringify({ format: FORMAT, ...header })}\n`));
  }

  async add(entry: StateEntry): Promise<void> {
    const bytes = Buffer.allocUnsafe(LENGTH_BYTES + entry.length);
    bytes.writeUInt32LE(entry.length, 0);
    bytes.write(entry, LENGTH_BYTES, 'latin1');
    this.append(bytes);
    if (this.file.full) await this.file.flush();
  }

  end(): void {
    this.append(Buffer.alloc(LENGTH_BYTES));
    this.file.raw(this.digest.digest());
  }

  private append(bytes: Buffer): void {
    this.digest.update(bytes);
    this.file.raw(bytes);
  }
}

/** A state file that is read as a stream. */
export interface ReadState {
  readonly header: StateHeader;
  /** In order. Throws at the end if the file is incomplete or damaged, so use no result before that. */
  readonly entries: AsyncGenerator<StateEntry>;
  /** Must be called if the entries are not read to their end. */
  close(): void;
}

/**
 * @returns undefined if the file does not exist yet
 * @throws InputError if it is not a state file, or incomplete; reading entries throws the same
 */
export async function readState(path: string): Promise<ReadState | undefined> {
  const bytes = new ByteReader(path);
  try {
    const line = await bytes.line();
    if (line === undefined) return undefined;
    const header = JSON.parse(line.toString());
    if (header?.format !== FORMAT || typeof header.fingerprint !== 'string') throw new Error('it is not a state file');
    return { header, entries: entriesIn(bytes, path), close: () => bytes.close() };
  } catch (error) {
    bytes.close();
    throw unusable(path, error);
  }
}

async function* entriesIn(bytes: ByteReader, path: string): AsyncGenerator<StateEntry> {
  try {
    for (;;) {
      const length = (await bytes.take(LENGTH_BYTES)).readUInt32LE(0);
      if (length === 0) break;
      if (length < ID_HASH_BYTES + KEY_BYTES + METADATA_BYTES) throw new Error('it is damaged');
      yield (await bytes.take(length)).toString('latin1');
    }
    const digest = bytes.digest();
    if (!(await bytes.take(DIGEST_BYTES)).equals(digest)) throw new Error('it is damaged');
  } catch (error) {
    throw unusable(path, error);
  } finally {
    bytes.close();
  }
}

function unusable(path: string, error: unknown): InputError {
  return new InputError(
    [
      `records-state: cannot use ${path}: ${messageOf(error)}. Give the file that the last run wrote, or delete it; all records then count as added.`,
    ],
    { cause: error },
  );
}

/** Reads a file from its beginning, in pieces of any length. */
class ByteReader {
  private readonly stream;
  private readonly pieces: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private readonly seen = createHash('sha256');

  constructor(path: string) {
    this.stream = createReadStream(path, { highWaterMark: 256 * 1024 });
    this.pieces = this.stream[Symbol.asyncIterator]();
  }

  /** @returns the first line; undefined if the file does not exist */
  async line(): Promise<Buffer | undefined> {
    try {
      while (!this.held.includes(0x0a) && this.held.length < LONGEST_HEADER) await this.more();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const end = this.held.indexOf(0x0a);
    if (end < 0) throw new Error('it is not a state file');
    return this.take(end + 1);
  }

  /** @throws Error if the file ends before */
  async take(length: number): Promise<Buffer> {
    while (this.held.length < length) await this.more();
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    this.seen.update(taken);
    return taken;
  }

  /** Returns the digest of all bytes taken. */
  digest(): Buffer {
    return this.seen.copy().digest();
  }

  close(): void {
    this.stream.destroy();
  }

  private async more(): Promise<void> {
    const { done, value } = await this.pieces.next();
    if (done) throw new Error('it is truncated');
    this.held = this.held.length === 0 ? value : Buffer.concat([this.held, value]);
  }
}
