/** An object, or a prefix of objects, as `s3://` names it. */
export interface S3Place {
  readonly bucket: string;
  /** Empty for a whole bucket. */
  readonly key: string;
}

/**
 * Addresses come from whoever may send a message, too: the name of a bucket, which becomes a part of a host, is held to its signs.
 * @throws Error that says what an address is
 */
export function parseS3Address(address: string): S3Place {
  const [, bucket, key] = /^\s*s3:\/\/([\w.-]+)\/(.*)$/is.exec(address) ?? [];
  if (!bucket || key === undefined) {
    throw new Error('an address is s3://bucket/key, or s3://bucket/prefix/ for all objects under it');
  }
  if (key.split('/').some((part) => part === '.' || part === '..')) {
    throw new Error(
      'a key with a part . or .. cannot be asked for: HTTP takes such parts out. Give the object another key',
    );
  }
  return { bucket, key };
}

export function isS3(address: string): boolean {
  return /^\s*s3:/i.test(address);
}

/** Whether an address stands for all objects under a prefix, or for those that match a pattern. */
export function isS3Listing(address: string): boolean {
  return /^\s*s3:\/\/[^/]+\/(.*\/)?$|^\s*s3:\/\/[^/]+\/.*\*/is.test(address);
}

/**
 * What a listing asks the server for, and the pattern that the rest of a key must match: the same as in a folder.
 * @param key of an address for which isS3Listing holds
 */
export function listingOf(key: string): { prefix: string; pattern: string } {
  if (!key.includes('*')) return { prefix: key, pattern: '**/*' };
  const fixed = key.slice(0, key.search(/[*{[]/));
  const prefix = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  return { prefix, pattern: key.slice(prefix.length) };
}

/** The path of a request, as AWS wants it: all but letters, digits and -_.~/ escaped. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodePart).join('/');
}

export function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Keys as servers send them where they are to be escaped: a plus is a space. @throws URIError */
export function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
