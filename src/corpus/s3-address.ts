/** An object, or a prefix of objects, at an `s3://` address. */
export interface S3Place {
  readonly bucket: string;
  /** Empty for a whole bucket. */
  readonly key: string;
}

/**
 * Parses an address. Addresses may come from untrusted messages, so the bucket, which becomes part of a host name, may only contain
 * the characters of bucket names.
 * @throws Error with the valid forms if the address is invalid
 */
export function parseS3Address(address: string): S3Place {
  const [, bucket, key] = /^\s*s3:\/\/([\w.-]+)\/(.*)$/is.exec(address) ?? [];
  if (!bucket || key === undefined) {
    throw new Error('the address is invalid. Use s3://bucket/key, or s3://bucket/prefix/ for all objects under it');
  }
  if (key.split('/').some((part) => part === '.' || part === '..')) {
    throw new Error('a key with a part . or .. cannot be requested: HTTP removes such parts. Rename the object');
  }
  return { bucket, key };
}

export function isS3(address: string): boolean {
  return /^\s*s3:/i.test(address);
}

/** Returns whether an address names a prefix or a pattern rather than one object. */
export function isS3Listing(address: string): boolean {
  return /^\s*s3:\/\/[^/]+\/(.*\/)?$|^\s*s3:\/\/[^/]+\/.*\*/is.test(address);
}

/**
 * Returns the prefix to list, and the pattern that the rest of a key must match. Patterns work as in a folder.
 * @param key of an address for which isS3Listing is true
 */
export function listingOf(key: string): { prefix: string; pattern: string } {
  if (!key.includes('*')) return { prefix: key, pattern: '**/*' };
  const fixed = key.slice(0, key.search(/[*{[]/));
  const prefix = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  return { prefix, pattern: key.slice(prefix.length) };
}

/** Encodes the path of a request as AWS requires: escapes all but letters, digits and -_.~/. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodePart).join('/');
}

export function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decodes a URL-encoded key from a server, where a plus is a space. @throws URIError */
export function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
