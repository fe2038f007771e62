import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../base/errors';
import type { CorpusBytes } from './format';
import { type Origin, shownName } from './origin';

/** Failures one after the other, without a byte between them, before it is given up. */
const MOST_FAILURES = 5;
/** Before the first repetition; doubled for each further. In ms. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** A server from which nothing comes for so long is asked again. In ms. */
const LONGEST_SILENCE = 30_000;

/** Makes a request for an object: where, and with which headers. May sign it, so it is asked each time anew. */
export type ObjectRequest = (headers: Readonly<Record<string, string>>) => Promise<{ url: string; headers: Headers }>;

/** What a refusal means. */
export interface Refusal {
  /** With what to do about it. */
  readonly why: string;
  /** Whether it is of who asks, so that any other object is refused as well. */
  readonly ofAsker: boolean;
}

/** Says what a refusal means, for a server of which more is known than the status. May take the body. */
export type ExplainRefusal = (response: Response) => Promise<Refusal | undefined>;

/** What an object was when it was found; it must be the same when reading goes on. */
interface Version {
  readonly bytes: number | undefined;
  readonly tag: string | undefined;
  readonly modified: string | undefined;
}

/** What no repetition mends. */
export class Refused extends Error {}

/** Nobody answers, or only with failures of the server, or to nobody with these credentials, which says nothing of the object. */
export class ServerAway extends Error {}

/**
 * An object behind HTTP. A connection that breaks is taken up where it broke, as long as the object stays the same.
 * @throws Error if it is not there
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

/** Opens an object that was found already, on a server that gives parts. */
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
  /** Whether the server gives parts. */
  ranges = false;
  /** Whether fetch undoes what it is stored with (Content-Encoding): then places in it are not places in what comes. */
  private encoded = false;

  constructor(
    private readonly request: ObjectRequest,
    private readonly pause: (milliseconds: number) => Promise<unknown>,
    private readonly explain: ExplainRefusal | undefined,
  ) {}

  /** Asks for the first byte, since links that are signed for reading are not for HEAD. */
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

  /** The bytes from `start` to before `end`, or to its own. */
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
      // Always a part, be it all of it: fetch then asks for bytes as they are, not compressed on their way.
      range: this.encoded ? 'bytes=0-' : `bytes=${at}-${end === undefined ? '' : end - 1}`,
      ...(version.tag !== undefined && { 'if-match': version.tag }),
    };
    const response = await this.get(headers, silence);
    if (!response.body) throw new Error('the answer is empty');
    // Of an object in a list it is known only now.
    this.encoded ||= isEncoded(response);
    if (this.encoded && end !== version.bytes) {
      throw new Refused('it is stored with a Content-Encoding, and cannot be read in parts. Store it without');
    }
    let skip = beginning(response, version, at, this.encoded);
    let left = end === undefined || this.encoded ? Number.POSITIVE_INFINITY : end - at;
    for await (const piece of response.body) {
      silence.broken();
      const wanted = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(skip);
      skip = Math.max(0, skip - piece.byteLength);
      if (wanted.length > left && end === version.bytes) throw new Refused('it is longer than it was said to be');
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
    throw new Refused(problem + (status === 401 || status === 403 ? ': it may not be read' : ''));
  }
}

/**
 * Waits before a request is repeated, longer each time.
 * @throws ServerAway after too many failures; what no repetition mends, at once
 */
export async function giveUpOrWait(
  error: unknown,
  failures: number,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<void> {
  if (error instanceof Refused || error instanceof ServerAway) throw error;
  if (failures > MOST_FAILURES) {
    // Fetch says only that it failed; why is in the cause, which names hosts at most.
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw new ServerAway(`${messageOf(error)}${cause} (tried ${failures} times)`, { cause: error });
  }
  await pause(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)));
}

/** Ends a request when nothing comes for too long. */
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
    return setTimeout(() => this.controller.abort(new Error('nothing came for 30 s')), LONGEST_SILENCE).unref();
  }
}

/** Of other encodings fetch leaves the bytes as they are: some clients store `aws-chunked`, which means nothing. */
function isEncoded({ headers }: Response): boolean {
  return /\b(gzip|deflate|br|zstd)\b/i.test(headers.get('content-encoding') ?? '');
}

function versionOf(response: Response): Version {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  const length = response.status === 206 ? range : response.headers.get('content-length');
  const tag = response.headers.get('etag');
  return {
    bytes: length === null || length === undefined ? undefined : Number(length),
    // A weak tag does not say that bytes are the same.
    tag: tag === null || tag.startsWith('W/') ? undefined : tag,
    modified: response.headers.get('last-modified') ?? undefined,
  };
}

/**
 * How many bytes of an answer come before the one that was asked for.
 * @throws Refused if it is of another object than the one that was found
 */
function beginning(response: Response, version: Version, at: number, encoded: boolean): number {
  const now = versionOf(response);
  const other = (['bytes', 'tag', 'modified'] as const).some(
    (what) => version[what] !== undefined && now[what] !== undefined && version[what] !== now[what],
  );
  if (other) throw new Refused('it changed while it was read');
  if (response.status === 206 && !encoded) {
    const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(from) !== at)
      throw new Refused(`the server gives bytes from ${from} on where those from ${at} were asked for`);
    return 0;
  }
  if (at > 0 && version.tag === undefined && version.modified === undefined) {
    throw new Refused(
      'the connection broke, and the server says nothing by which to tell that the object is still the same',
    );
  }
  return at;
}
