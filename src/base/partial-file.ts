import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MAX_DECIMAL_BYTES, writeDecimal } from './decimal';
import { messageOf, OutputError } from './errors';
import { PROCESS_SPACE, processExists } from './process-space';
import { PARTIAL } from './replace-file';

/** How much is gathered before it is worth a write. */
const BUFFER_BYTES = 1 << 20;
const NOTHING = Buffer.alloc(0);
/** A partial file of another machine or container that was not written for so long, in ms, is taken for that of a dead process. */
const ORPHANED_AFTER = 24 * 3_600_000;
/** Names this process space within file names: process numbers alone are alike in all containers that share a folder. */
const SPACE = createHash('sha256').update(PROCESS_SPACE).digest('hex').slice(0, 8);

/** A file that is written beside its final name and takes it when it is whole. */
export class PartialFile {
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
  /** The other of two buffers: one is filled while one is written. */
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
   * Removes what killed processes left of the same file.
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

  /** Appends the components as JSON numbers with commas between. */
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
   * Appends bytes that must not change any more. What is large enough is written from where it is, behind what was gathered;
   * waits as `flush` does.
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

  /** Appending only gathers. True when enough has been gathered that `flush` is worth its call. */
  get full(): boolean {
    return this.used >= BUFFER_BYTES;
  }

  /** Hands over what was gathered. Waits for what was handed over before, not for this. */
  async flush(): Promise<void> {
    await this.writing;
    const bytes = this.buffer.subarray(0, this.used);
    [this.buffer, this.spare] = [this.spare, this.buffer];
    this.used = 0;
    this.handOver(bytes);
  }

  /** Waits until all that was handed over is written, after which its bytes may change. What was only gathered stays. */
  async settle(): Promise<void> {
    await this.writing;
  }

  /** Writes over what stands at `position`, for headers that are known only at the end. */
  async patch(bytes: Uint8Array, position: number): Promise<void> {
    await this.flush();
    await this.writing;
    await this.writeAll(bytes, position);
  }

  /** Partial files of the same file whose writers may be at work, as paths. */
  async others(): Promise<string[]> {
    const names = await partialNames(this.path);
    return names.map((name) => path.join(path.dirname(this.path), name)).filter((other) => other !== this.partial);
  }

  /** Writes what was gathered, after which nothing can be appended. The file is whole then, and only its name is missing. */
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

  /** Handed over so far. */
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
    // Whoever waits for it next sees that it failed.
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

/** Partial files of `file` whose writers are gone. One that cannot be removed is in nobody's way. */
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

/** A process here is asked for; of one elsewhere only the age of what it wrote last can be known. */
async function isOrphan(partial: string, writer: string): Promise<boolean> {
  const [space, pid] = writer.split('-');
  if (space === SPACE) return !processExists(Number(pid));
  const { mtimeMs } = await stat(partial).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  return Date.now() - mtimeMs > ORPHANED_AFTER;
}
