import { CorpusError, messageOf } from '../errors';
import { shownAddress } from './address';
import type { Origin } from './origin';
import { listedObject, type ObjectRequest, remoteObject } from './remote-object';
import { S3, type S3Inputs } from './s3';
import { listingOf, parseS3Address } from './s3-address';
import { parseListing } from './s3-listing';

/**
 * Finds an object by its address.
 * @throws CorpusError if it is not there; without the parts of the address that may be secret
 */
export async function findRemote(address: string, inputs: S3Inputs): Promise<Origin> {
  const name = shownAddress(address);
  try {
    if (!/^\s*s3:/i.test(address)) return await remoteObject(name, plainRequest(address));
    const place = parseS3Address(address);
    if (place.key === '') throw new Error('an object needs a key: s3://bucket/key');
    const s3 = new S3(inputs);
    return await remoteObject(name, s3.reading(place), { explain: (response) => s3.explain(response) });
  } catch (error) {
    throw unreadable('read', name, error);
  }
}

/**
 * Lists the objects of S3 that an address with a prefix or a pattern stands for, a page at a time, without asking for any of
 * them. What a folder would hide stays out: keys with a part that begins with a dot.
 * @throws CorpusError
 */
export async function* findListed(address: string, inputs: S3Inputs): AsyncGenerator<Origin[]> {
  const { default: picomatch } = await import('picomatch');
  try {
    const { bucket, key } = parseS3Address(address);
    const { prefix, pattern } = listingOf(key);
    const matches = picomatch(pattern);
    const s3 = new S3(inputs);
    const explain = (response: Response) => s3.explain(response);
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
        // What consoles make to show an empty folder ends with a slash.
        .filter((object) => !object.key.endsWith('/') && matches(object.key.slice(prefix.length)))
        .map((object) => {
          const name = `s3://${bucket}/${object.key}`;
          return listedObject(name, s3.reading({ bucket, key: object.key }), object, explain);
        });
      next = page.next;
    } while (next !== undefined);
  } catch (error) {
    throw unreadable('list', shownAddress(address), error);
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
