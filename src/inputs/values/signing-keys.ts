/** Length of the shortest key, in bytes of UTF-8: that of an HMAC-SHA256, so guessing the key is no easier than guessing the signature. */
const LEAST_KEY_BYTES = 32;

/**
 * Returns the keys in a text, one per line, without surrounding whitespace.
 * @throws Error if one of them is too short; the message does not show it
 */
export function keysIn(text: string): string[] {
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const short = keys.findIndex((key) => Buffer.byteLength(key) < LEAST_KEY_BYTES);
  if (short >= 0) {
    const which = keys.length > 1 ? `key ${short + 1} of ${keys.length} has` : 'has';
    throw new Error(
      `${which} fewer than ${LEAST_KEY_BYTES} bytes. Make a key with: openssl rand -hex ${LEAST_KEY_BYTES}`,
    );
  }
  return keys;
}
