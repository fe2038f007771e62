import { hash } from 'node:crypto';

/** Base64url of the SHA-256 of the exact UTF-8 bytes that the tokenizer gets: 43 characters. Names a text everywhere. */
export type TextKey = string;

/** Length of a text key in bytes, where it is stored raw. */
export const TEXT_KEY_BYTES = 32;

/**
 * @param text what the tokenizer gets: trimmed, with its prefix; well-formed UTF-16, since a lone surrogate has no UTF-8
 */
export function textKey(text: string): TextKey {
  return hash('sha256', text, 'base64url');
}

/** The same key as 64 hexadecimal digits, as `sha256sum` prints it. */
export function hexTextKey(key: TextKey): string {
  return Buffer.from(key, 'base64url').toString('hex');
}
