import { readFile } from 'node:fs/promises';
import { InputError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { keysIn } from '../inputs/values/signing-keys';

/**
 * Returns the signing keys from the input, or from the file that an input names; none without either.
 * @throws InputError if the file is unreadable, or holds no key or a weak one
 */
export async function readSigningKeys({
  cacheSigningKey,
  cacheSigningKeyFile: file,
}: Pick<Inputs, 'cacheSigningKey' | 'cacheSigningKeyFile'>): Promise<readonly string[]> {
  if (file === '') return cacheSigningKey;
  try {
    const keys = keysIn(await readFile(file, 'utf8'));
    if (keys.length === 0) throw new Error('the file holds no key');
    return keys;
  } catch (error) {
    throw new InputError([`cache-signing-key-file: cannot use ${file}: ${messageOf(error)}`], { cause: error });
  }
}
