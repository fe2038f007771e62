import { Readable } from 'node:stream';
import type { ReadableStream, ReadableWritablePair } from 'node:stream/web';

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
 * @throws Error if it is none, or cut
 */
export async function* readArchive(bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const { createTarDecoder } = await import('modern-tar');
  const source = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>;
  // Strict, so that an archive without its end, or with a header that was changed, is an error.
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair<
    { header: { name: string; type?: string }; body: ReadableStream<Uint8Array> },
    Uint8Array
  >;
  for await (const { header, body } of source.pipeThrough(decoder)) {
    const isFile = header.type === undefined || header.type === 'file';
    yield { name: header.name, folder: header.type === 'directory', bytes: isFile ? buffersOf(body) : undefined };
    // What was not read is passed over.
    if (!body.locked) await body.cancel();
  }
}

async function* buffersOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of body) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
