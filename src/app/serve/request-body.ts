import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../base/errors';

/** Memory for bodies, as a multiple of the largest one. */
const BODIES_AT_ONCE = 16;
const RETRY_SECONDS = 1;

/** Reads bodies within a limit per body and a limit for all. */
export class RequestBodies {
  private held = 0;

  /** @param largest bytes per body */
  constructor(private readonly largest: number) {}

  /**
   * Reads a body, and holds its bytes until `use` has ended.
   * @throws Refusal with 413 if it is too large, 429 if there are too many
   */
  async with<T>(request: IncomingMessage, use: (body: Buffer) => Promise<T>): Promise<T> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > this.largest) throw this.tooLarge();
    let bytes = 0;
    try {
      const parts: Buffer[] = [];
      // The connection must survive the loop: the refusal is sent on it.
      for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += part.length;
        this.held += part.length;
        if (bytes > this.largest) throw this.tooLarge();
        if (this.held > this.largest * BODIES_AT_ONCE) {
          throw new Refusal(429, 'Too much is coming in at once.', RETRY_SECONDS);
        }
        parts.push(part);
      }
      return await use(Buffer.concat(parts));
    } finally {
      this.held -= bytes;
    }
  }

  private tooLarge(): Refusal {
    return new Refusal(413, `The body is larger than ${this.largest} bytes.`);
  }
}
