import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../base/errors';
import type { CorpusBytes } from './format';
import { type Origin, shownName } from './origin';

/** Consecutive failures, without a byte between them, before reading fails. */
const MOST_FAILURES = 5;
/** Pause before the first retry, doubled for each further one. In ms. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** A request is repeated if the server sends nothing for this long. In ms. */
const LONGEST_SILENCE = 30_000;

/** Returns the URL and the headers of a request. Called for each request because a signature is valid only once. */
export type ObjectRequest = (headers: Readonly<Record<string, string>>) => Promise<{ url: string; headers: Headers }>;

/** Why a server refused a request. */
export interface Refusal {
  /** The cause and the fix. */
  readonly why: string;
  /** Whether the client is the cause, for example its credentials: then every other object is refused too. */
  readonly ofAsker: boolean;
}

/** Explains a refusal by more than its status. May consume the body. */
export type ExplainRefusal = (response: Response) => Promise<Refusal | undefined>;

/** The version of an object when it was found. Reading continues only if it is unchanged. */
interface Version {
  readonly bytes: number | undefined;
  readonly tag: string | undefined;
  readonly modified: string | undefined;
}

/** A failure that a retry cannot fix. */
export class Refused extends Error {}

/** The server does not answer, fails, or rejects the credentials. The object itself may be fine. */
export class ServerAway extends Error {}

/**
 * Finds an object by HTTP. If a connection breaks, reading resumes at the same byte as long as the object is unchanged.
 * @throws Error if the object is missing
 */
export async function remoteObject(
  name: string,
  request: ObjectRequest,
  { pause = sleep, explain }: RemoteObjectOptions = {},
): Promise<Origin> {
  const object = new RemoteObject(request, pause, explain);
  const version = await object.find();
  const { bytes } = version;
  return { name: shownName(name), bytes, open: (count) => bytesOf(object, version, count) };
}

/** Opens an object that was already found, on a server that supports range requests. */
export function openVersion(
  request: ObjectRequest,
  { bytes, tag }: { readonly bytes: number; readonly tag: string | undefined },
  count: (bytes: number) => void,
  explain: ExplainRefusal,
): CorpusBytes {
  const object = new RemoteObject(request, sleep, explain);
  object.ranges = true;
  return bytesOf(object, { bytes, tag, modified: undefined }, count);
}

export interface RemoteObjectOptions {
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  readonly explain?: ExplainRefusal | undefined;
}

function bytesOf(object: RemoteObject, version: Version, count: (bytes: number) => void): CorpusBytes {
  const { bytes } = version;
  return {
    [Symbol.asyncIterator]: () => object.read(version, 0, undefined, count),
    ...(bytes !== undefined &&
      object.ranges && {
        random: {
          bytes,
          async slice(start, end) {
            const pieces: Buffer[] = [];
            for await (const piece of object.read(version, start, end, count)) pieces.push(piece);
            return Buffer.concat(pieces);
          },
        },
      }),
  };
}

class RemoteObject {
  /** Whether the server supports range requests. */
  ranges = false;
  /** Whether fetch decodes the Content-Encoding of the object: then stored and received offsets differ. */
  private encoded = false;

  constructor(
    private readonly request: ObjectRequest,
    private readonly pause: (milliseconds: number) => Promise<unknown>,
    private readonly explain: ExplainRefusal | undefined,
  ) {}

  /** Requests the first byte instead of HEAD: presigned links for reading do not allow HEAD. */
  async find(): Promise<Version> {
    for (let failures = 0; ; ) {
      const silence = new Silence();
      try {
        const response = await this.get({ range: 'bytes=0-0' }, silence);
        await response.body?.cancel();
        // An empty object has no first byte.
        if (response.status === 416) return { bytes: 0, tag: undefined, modified: undefined };
        this.encoded = isEncoded(response);
        this.ranges = response.status === 206 && !this.encoded;
        const version = versionOf(response);
        return this.encoded ? { ...version, bytes: undefined } : version;
      } catch (error) {
        await giveUpOrWait(error, ++failures, this.pause);
      } finally {
        silence.end();
      }
    }
  }

  /** Yields the bytes from `start` up to `end`, which is excluded, or up to the end of the object. */
  async *read(
    version: Version,
    start: number,
    end: number | undefined,
    count: (bytes: number) => void,
  ): AsyncGenerator<Buffer> {
    const last = end ?? version.bytes;
    if (last !== undefined && start >= last) return;
    let at = start;
    for (let failures = 0; ; ) {
      const silence = new Silence();
      try {
        for await (const piece of this.bytesFrom(version, at, last, silence)) {
          silence.broken();
          failures = 0;
          at += piece.length;
          count(piece.length);
          yield piece;
          silence.broken();
        }
        if (last === undefined || at === last || this.encoded) return;
        throw new Error(`the connection ended at byte ${at} of ${last}`);
      } catch (error) {
        await giveUpOrWait(error, ++failures, this.pause);
      } finally {
        silence.end();
      }
    }
  }

  private async *bytesFrom(
    version: Version,
    at: number,
    end: number | undefined,
    silence: Silence,
  ): AsyncGenerator<Buffer> {
    const headers = {
      // Always requests a range, even for the whole object: fetch then does not ask for compressed transfer.
      range: this.encoded ? 'bytes=0-' : `bytes=${at}-${end === undefined ? '' : end - 1}`,
      ...(version.tag !== undefined && { 'if-match': version.tag }),
    };
    const response = await this.get(headers, silence);
    if (!response.body) throw new Error('the response is empty');
    // For a listed object, the encoding is known only now.
    this.encoded ||= isEncoded(response);
    if (this.encoded && end !== version.bytes) {
      throw new Refused('it has a Content-Encoding, so it cannot be read in parts. Store it without one');
    }
    let skip = beginning(response, version, at, this.encoded);
    let left = end === undefined || this.encoded ? Number.POSITIVE_INFINITY : end - at;
    for await (const piece of response.body) {
      silence.broken();
      const wanted = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(skip);
      skip = Math.max(0, skip - piece.byteLength);
      if (wanted.length > left && end === version.bytes) throw new Refused('it is longer than the server declared');
      if (wanted.length > 0 && left > 0) yield wanted.subarray(0, left);
      left -= wanted.length;
      if (left < 0) return;
    }
  }

  /** @throws Refused or ServerAway for an answer that will not change */
  private async get(headers: Readonly<Record<string, string>>, silence: Silence): Promise<Response> {
    const { url, headers: all } = await this.request(headers);
    const response = await fetch(url, { headers: all, signal: silence.signal });
    const { status } = response;
    if (status === 200 || status === 206 || (status === 416 && headers.range === 'bytes=0-0')) return response;
    const passes = status === 408 || status === 425 || status === 429 || status >= 500;
    const refusal = passes ? undefined : await this.explain?.(response);
    if (!response.bodyUsed) await response.body?.cancel();
    if (status === 412) throw new Refused('it changed while it was read');
    const problem = `the server answers with status ${status}`;
    if (passes) throw new Error(problem);
    if (refusal?.ofAsker) throw new ServerAway(`${problem}: ${refusal.why}`);
    if (refusal) throw new Refused(`${problem}: ${refusal.why}`);
    throw new Refused(problem + (status === 401 || status === 403 ? ': access is denied' : ''));
  }
}

/**
 * Waits before a retry, longer each time.
 * @throws ServerAway after too many failures, and any error that a retry cannot fix at once
 */
export async function giveUpOrWait(
  error: unknown,
  failures: number,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<void> {
  if (error instanceof Refused || error instanceof ServerAway) throw error;
  if (failures > MOST_FAILURES) {
    // Fetch reports only that it failed. The reason is in the cause, which contains host names but no secrets.
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw new ServerAway(`${messageOf(error)}${cause} (tried ${failures} times)`, { cause: error });
  }
  await pause(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)));
}

/** Aborts a request if the server sends nothing for too long. */
class Silence {
  private readonly controller = new AbortController();
  private timer = this.start();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  broken(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
    this.controller.abort();
  }

  private start(): NodeJS.Timeout {
    return setTimeout(
      () => this.controller.abort(new Error('the server sent nothing for 30 s')),
      LONGEST_SILENCE,
    ).unref();
  }
}

/** Returns whether fetch decodes the response. It leaves other encodings alone, such as the meaningless `aws-chunked` of some clients. */
function isEncoded({ headers }: Response): boolean {
  return /\b(gzip|deflate|br|zstd)\b/i.test(headers.get('content-encoding') ?? '');
}

function versionOf(response: Response): Version {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  const length = response.status === 206 ? range : response.headers.get('content-length');
  const tag = response.headers.get('etag');
  return {
    bytes: length === null || length === undefined ? undefined : Number(length),
    // A weak tag does not guarantee identical bytes.
    tag: tag === null || tag.startsWith('W/') ? undefined : tag,
    modified: response.headers.get('last-modified') ?? undefined,
  };
}

/**
 * Returns the number of bytes in a response before the requested one.
 * @throws Refused if the object is not the version that was found
 */
function beginning(response: Response, version: Version, at: number, encoded: boolean): number {
  const now = versionOf(response);
  const other = (['bytes', 'tag', 'modified'] as const).some(
    (what) => version[what] !== undefined && now[what] !== undefined && version[what] !== now[what],
  );
  if (other) throw new Refused('it changed while it was read');
  if (response.status === 206 && !encoded) {
    const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(from) !== at) throw new Refused(`the server sent bytes from ${from} on instead of from ${at} on`);
    return 0;
  }
  if (at > 0 && version.tag === undefined && version.modified === undefined) {
    throw new Refused(
      'the connection broke, and reading cannot resume: the server sends no ETag or Last-Modified to show that the object is unchanged',
    );
  }
  return at;
}
