import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MAX_DECIMAL_BYTES, writeDecimal } from './decimal';
import { messageOf, OutputError } from './errors';
import { PROCESS_SPACE, processExists } from './process-space';
import { PARTIAL } from './replace-file';

/** Bytes to buffer before a write pays off. */
const BUFFER_BYTES = 1 << 20;
const NOTHING = Buffer.alloc(0);
/** A partial file of another machine or container counts as orphaned if it was not written for this long, in ms. */
const ORPHANED_AFTER = 24 * 3_600_000;
/** Identifies this process space in file names: containers that share a folder can have equal process IDs. */
const SPACE = createHash('sha256').update(PROCESS_SPACE).digest('hex').slice(0, 8);

/** A file written under a partial name, and renamed once it is complete. */
export class PartialFile {
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
  /** The second buffer: one fills while the other is written. */
  private spare = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
  private used = 0;
  private written = 0;
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(
    readonly path: string,
    private readonly partial: string,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Opens a partial file and removes those that killed processes left.
   * @throws OutputError
   */
  static async open(file: string): Promise<PartialFile> {
    const partial = `${file}${PARTIAL}${SPACE}-${process.pid}`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await removeOrphans(file);
      return new PartialFile(file, partial, await open(partial, 'w'));
    } catch (error) {
      throw new OutputError(`cannot write ${file}: ${messageOf(error)}`, { cause: error });
    }
  }

  text(text: string): void {
    // UTF-8 takes up to three bytes for each UTF-16 unit.
    this.reserve(text.length * 3);
    this.used += this.buffer.write(text, this.used, 'utf8');
  }

  /** Appends the components as JSON numbers, separated by commas. */
  components(vector: Float32Array): void {
    this.reserve(vector.length * (MAX_DECIMAL_BYTES + 1));
    let at = this.used;
    for (let index = 0; index < vector.length; index++) {
      if (index > 0) this.buffer[at++] = 0x2c;
      at = writeDecimal(vector[index] as number, this.buffer, at);
    }
    this.used = at;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /**
   * Appends bytes that the caller must not change any more. Large arrays are written without a copy, after the buffered bytes.
   * Waits as `flush` does.
   */
  async lasting(bytes: Uint8Array): Promise<void> {
    if (bytes.length < BUFFER_BYTES / 2) {
      this.raw(bytes);
      if (this.full) await this.flush();
      return;
    }
    if (this.used > 0) await this.flush();
    await this.writing;
    this.handOver(bytes);
  }

  /** Appending only fills the buffer. True once enough is buffered to call `flush`. */
  get full(): boolean {
    return this.used >= BUFFER_BYTES;
  }

  /** Starts to write the buffer. Waits for the previous write, not for this one. */
  async flush(): Promise<void> {
    await this.writing;
    const bytes = this.buffer.subarray(0, this.used);
    [this.buffer, this.spare] = [this.spare, this.buffer];
    this.used = 0;
    this.handOver(bytes);
  }

  /** Waits until the started write is done: its bytes may then change. Buffered bytes stay. */
  async settle(): Promise<void> {
    await this.writing;
  }

  /** Overwrites the bytes at `position`, for headers known only at the end. */
  async patch(bytes: Uint8Array, position: number): Promise<void> {
    await this.flush();
    await this.writing;
    await this.writeAll(bytes, position);
  }

  /** Returns the paths of other partial files of the same file, whose writers may be running. */
  async others(): Promise<string[]> {
    const names = await partialNames(this.path);
    return names.map((name) => path.join(path.dirname(this.path), name)).filter((other) => other !== this.partial);
  }

  /** Writes the buffer and closes the file: complete, but still under its partial name. */
  async close(): Promise<void> {
    if (this.closed) return;
    await this.flush();
    await this.writing;
    this.closed = true;
    this.buffer = NOTHING;
    this.spare = NOTHING;
    await this.attempt(() => this.handle.close());
  }

  /** @returns hex SHA-256 of the file once it is closed, read back from the disk */
  async sha256(): Promise<string> {
    const digest = createHash('sha256');
    await this.attempt(() => pipeline(createReadStream(this.partial, { highWaterMark: BUFFER_BYTES }), digest));
    return digest.digest('hex');
  }

  /** Bytes passed to a write so far. */
  get bytes(): number {
    return this.written;
  }

  async finish(): Promise<{ path: string; bytes: number }> {
    await this.close();
    await this.attempt(() => rename(this.partial, this.path));
    return { path: this.path, bytes: this.written };
  }

  async discard(): Promise<void> {
    await this.writing.catch(() => {});
    if (!this.closed) await this.handle.close().catch(() => {});
    await rm(this.partial, { force: true });
  }

  private handOver(bytes: Uint8Array): void {
    const position = this.written;
    this.written += bytes.length;
    this.writing = this.writeAll(bytes, position);
    // The next await of `writing` throws.
    this.writing.catch(() => {});
  }

  private async writeAll(bytes: Uint8Array, position: number): Promise<void> {
    await this.attempt(async () => {
      for (let done = 0; done < bytes.length; ) {
        done += (await this.handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      }
    });
  }

  private reserve(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.used + bytes, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new OutputError(`cannot write ${this.path}: ${messageOf(error)}`, { cause: error });
    }
  }
}

/** Removes partial files of `file` whose writers are gone. One that cannot be removed is harmless. */
export async function removeOrphans(file: string): Promise<void> {
  for (const name of await partialNames(file)) {
    const partial = path.join(path.dirname(file), name);
    const writer = name.slice(partialPrefix(file).length);
    if (await isOrphan(partial, writer)) await rm(partial, { force: true }).catch(() => {});
  }
}

async function partialNames(file: string): Promise<string[]> {
  const names = await readdir(path.dirname(file)).catch(() => []);
  return names.filter((name) => name.startsWith(partialPrefix(file)));
}

function partialPrefix(file: string): string {
  return `${path.basename(file)}${PARTIAL}`;
}

/** Checks for a process of this space; for another, only the age of its last write is known. */
async function isOrphan(partial: string, writer: string): Promise<boolean> {
  const [space, pid] = writer.split('-');
  if (space === SPACE) return !processExists(Number(pid));
  const { mtimeMs } = await stat(partial).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  return Date.now() - mtimeMs > ORPHANED_AFTER;
}
