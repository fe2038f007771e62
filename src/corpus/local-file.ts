import { open } from 'node:fs/promises';
import { bytesAt } from '../base/bytes-at';
import { type Origin, shownName } from './origin';

const READ_BYTES = 256 * 1024;

/**
 * Opens a file or a pipe. A file is read up to its size when it was found: bytes added later belong to the next run.
 * @param bytes undefined for pipes
 */
export function localFile(file: string, bytes: number | undefined, warn: (message: string) => void): Origin {
  const name = shownName(file);
  // Files in /proc report a size of 0.
  const known = bytes === 0 ? undefined : bytes;
  return {
    name,
    bytes,
    open: (count) => ({
      [Symbol.asyncIterator]: () =>
        readStream(file, known, count, () =>
          warn(`${name} grew while it was read. Only the first ${known} bytes count: its size when it was found.`),
        ),
      ...(known !== undefined && {
        random: {
          bytes: known,
          async slice(start, end) {
            count(end - start);
            const handle = await open(file);
            return bytesAt(handle, start, end - start).finally(() => handle.close());
          },
        },
      }),
    }),
  };
}

async function* readStream(
  file: string,
  bytes: number | undefined,
  count: (bytes: number) => void,
  grown: () => void,
): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    let read = 0;
    const end = bytes === undefined ? {} : { end: bytes - 1 };
    for await (const piece of handle.createReadStream({ highWaterMark: READ_BYTES, autoClose: false, ...end })) {
      read += piece.length;
      count(piece.length);
      yield piece;
    }
    if (bytes === undefined) return;
    if (read < bytes) throw new Error(`it shrank while it was read: ${read} bytes of ${bytes}`);
    if ((await handle.stat()).size > bytes) grown();
  } finally {
    await handle.close();
  }
}

export const stdinOrigin: Origin = {
  name: 'stdin',
  bytes: undefined,
  open: (count) => ({
    async *[Symbol.asyncIterator]() {
      for await (const piece of process.stdin) {
        count(piece.length);
        yield piece;
      }
    },
  }),
};
