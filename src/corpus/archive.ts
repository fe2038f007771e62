import { Readable } from 'node:stream';
import type { ReadableStream, ReadableWritablePair } from 'node:stream/web';
import { shownName } from './origin';
import { SPARSE, TarKinds } from './tar-kinds';

/** Letters of the kinds that are files: as they should be, as they were once, files that lie in one piece, and what cannot be told. */
const FILES: readonly (string | undefined)[] = ['0', '\0', '7', undefined];

/** A file in an archive. It is read where it lies, or passed over: the next one comes after it. */
export interface ArchiveEntry {
  /** As the archive has it. Nothing is written there, so it may be anything. */
  readonly name: string;
  /** Undefined for what is no file: a folder, a link, a device. */
  readonly bytes: AsyncIterable<Buffer> | undefined;
  readonly folder: boolean;
}

/**
 * The files of a tar archive, in its order.
 * @throws Error if it is none, or cut, or has a file that is stored as a sparse one
 */
export async function* readArchive(bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const { createTarDecoder } = await import('modern-tar');
  const kinds = new TarKinds();
  const source = Readable.toWeb(Readable.from(kinds.watch(bytes), { objectMode: false })) as ReadableStream<Uint8Array>;
  // Strict, so that an archive without its end, or with a header that was changed, is an error.
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair<
    {
      header: { name: string; type?: string; pax?: Readonly<Record<string, string>> };
      body: ReadableStream<Uint8Array>;
    },
    Uint8Array
  >;
  for await (const { header, body } of source.pipeThrough(decoder)) {
    const kind = kinds.next();
    // What is stored of it is not what it holds.
    if (kind === SPARSE || Object.keys(header.pax ?? {}).some((field) => field.startsWith('GNU.sparse.'))) {
      throw new Error(`${shownName(header.name)} in it is stored as a sparse file: make the archive without --sparse`);
    }
    const isFile = (header.type === undefined || header.type === 'file') && FILES.includes(kind);
    yield { name: header.name, folder: header.type === 'directory', bytes: isFile ? buffersOf(body) : undefined };
    // What was not read is passed over.
    if (!body.locked) await body.cancel();
  }
}

async function* buffersOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of body) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
