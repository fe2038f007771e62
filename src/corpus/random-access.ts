import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bytesAt } from '../base/bytes-at';
import type { CorpusBytes, RandomAccess } from './format';

/**
 * Gives `use` random access to bytes: directly if possible, else in a temporary file, which is removed when `use` ends.
 */
export async function* withRandomAccess<T>(
  bytes: CorpusBytes,
  use: (random: RandomAccess) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (bytes.random) {
    yield* use(bytes.random);
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'embed-once-'));
  try {
    const file = await open(path.join(folder, 'spooled'), 'w+');
    try {
      let length = 0;
      for await (const piece of bytes) {
        await file.write(piece, 0, piece.length, length);
        length += piece.length;
      }
      yield* use({ bytes: length, slice: (start, end) => bytesAt(file, start, end - start) });
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
