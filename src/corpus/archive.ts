import { Readable } from 'node:stream';
import type { ReadableStream, ReadableWritablePair } from 'node:stream/web';
import { shownName } from './origin';
import { SPARSE, TarKinds } from './tar-kinds';

/** Types of entries that are regular files: POSIX, old tar, contiguous, and unknown. */
const FILES: readonly (string | undefined)[] = ['0', '\0', '7', undefined];

/** An entry of an archive. Asking for the next entry skips any unread bytes. */
export interface ArchiveEntry {
  /** The name as the archive gives it. Any name is safe because nothing is written there. */
  readonly name: string;
  /** Undefined for a folder, a link or a device. */
  readonly bytes: AsyncIterable<Buffer> | undefined;
  readonly folder: boolean;
}

/**
 * Yields the entries of a tar archive, in its order.
 * @throws Error if the archive is invalid, is cut off or has a sparse file
 */
export async function* readArchive(bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const { createTarDecoder } = await import('modern-tar');
  const kinds = new TarKinds();
  const source = Readable.toWeb(Readable.from(kinds.watch(bytes), { objectMode: false })) as ReadableStream<Uint8Array>;
  // Strict mode rejects an archive without its end or with a damaged header.
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair<
    {
      header: { name: string; type?: string; pax?: Readonly<Record<string, string>> };
      body: ReadableStream<Uint8Array>;
    },
    Uint8Array
  >;
  for await (const { header, body } of source.pipeThrough(decoder)) {
    const kind = kinds.next();
    // The stored bytes of a sparse file are not its content.
    if (kind === SPARSE || Object.keys(header.pax ?? {}).some((field) => field.startsWith('GNU.sparse.'))) {
      throw new Error(`its entry ${shownName(header.name)} is a sparse file. Create the archive without --sparse`);
    }
    const isFile = (header.type === undefined || header.type === 'file') && FILES.includes(kind);
    yield { name: header.name, folder: header.type === 'directory', bytes: isFile ? buffersOf(body) : undefined };
    // Skips the entry if nobody read it.
    if (!body.locked) await body.cancel();
  }
}

async function* buffersOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of body) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
