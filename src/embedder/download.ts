import type { Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/**
 * Writes the body of a response to a file.
 * @returns the digest of the content, in hexadecimal
 * @throws Error if the response is not successful
 */
export async function saveBody(answer: Response, target: string, digest: Hash): Promise<string> {
  if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
  const measure = new Transform({
    transform(piece, _, done) {
      digest.update(piece);
      done(null, piece);
    },
  });
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), measure, createWriteStream(target));
  return digest.digest('hex');
}
