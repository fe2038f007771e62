import { hash } from 'node:crypto';

/** Base64url SHA-256 of the exact UTF-8 bytes given to the tokenizer: 43 characters. Identifies a text everywhere. */
export type TextKey = string;

/** Length of a raw text key, in bytes. */
export const TEXT_KEY_BYTES = 32;

/**
 * @param text the tokenizer's input: trimmed, with its prefix; well-formed UTF-16, since a lone surrogate has no UTF-8
 */
export function textKey(text: string): TextKey {
  return hash('sha256', text, 'base64url');
}

/** Returns the key as 64 hexadecimal digits, as `sha256sum` prints it. */
export function hexTextKey(key: TextKey): string {
  return Buffer.from(key, 'base64url').toString('hex');
}
