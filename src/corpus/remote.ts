import { CorpusError, messageOf } from '../base/errors';
import { shownAddress } from '../inputs/values/address';
import type { CorpusBytes } from './format';
import { type Origin, shownName } from './origin';
import { type ObjectRequest, openVersion, remoteObject } from './remote-object';
import { S3, type S3Inputs } from './s3';
import { isS3, listingOf, parseS3Address } from './s3-address';
import { type ListedKey, parseListing } from './s3-listing';

/**
 * Finds an object by its address.
 * @param name the address without its secrets, for messages
 * @throws CorpusError if the object is missing
 */
export async function findRemote(address: string, name: string, inputs: S3Inputs): Promise<Origin> {
  try {
    if (!isS3(address)) return await remoteObject(name, plainRequest(address));
    const place = parseS3Address(address);
    if (place.key === '') throw new Error('the address has no key. Use s3://bucket/key');
    const s3 = new S3(inputs);
    return await remoteObject(name, s3.reading(place), { explain: (response) => s3.explain(response) });
  } catch (error) {
    throw unreadable('read', name, error);
  }
}

/**
 * Lists the S3 objects that match an address with a prefix or a pattern, page by page, without requesting any of them. As in a
 * folder, hidden names are left out: keys with a part that begins with a dot.
 * @throws CorpusError
 */
export async function* findListed(address: string, inputs: S3Inputs): AsyncGenerator<Origin[]> {
  const { default: picomatch } = await import('picomatch');
  try {
    const { bucket, key } = parseS3Address(address);
    const { prefix, pattern } = listingOf(key);
    const matches = picomatch(pattern);
    const s3 = new S3(inputs);
    let next: string | undefined;
    do {
      const query = {
        'list-type': '2',
        'encoding-type': 'url',
        prefix,
        ...(next !== undefined && { 'continuation-token': next }),
      };
      const page = await parseListing(await s3.call({ bucket, key: '' }, { query, right: 's3:ListBucket' }));
      yield page.objects
        // Consoles represent an empty folder by an object whose key ends with a slash.
        .filter((object) => !object.key.endsWith('/') && matches(object.key.slice(prefix.length)))
        .map((object) => new ListedObject(s3, bucket, object));
      next = page.next;
    } while (next !== undefined);
  } catch (error) {
    throw unreadable('list', shownAddress(address), error);
  }
}

/** A listed object, requested only when it is read. Holds as little as possible because a list may have a million. */
class ListedObject implements Origin {
  constructor(
    private readonly s3: S3,
    private readonly bucket: string,
    private readonly object: ListedKey,
  ) {}

  get name(): string {
    return shownName(`s3://${this.bucket}/${this.object.key}`);
  }

  get bytes(): number {
    return this.object.bytes;
  }

  get tag(): string {
    return this.object.tag ?? '';
  }

  open(count: (bytes: number) => void): CorpusBytes {
    const { s3, bucket, object } = this;
    const request = s3.reading({ bucket, key: object.key });
    return openVersion(request, object, count, (response) => s3.explain(response));
  }
}

function unreadable(what: string, name: string, error: unknown): CorpusError {
  return new CorpusError(`corpus: cannot ${what} ${name}: ${messageOf(error)}`, {
    cause: error,
    position: { source: name },
  });
}

function plainRequest(address: string): ObjectRequest {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return async (headers) => {
    const all = new Headers(headers);
    if (username !== '' || password !== '') {
      const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      all.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    return { url: url.href, headers: all };
  };
}
