import { describe, expect, it } from '@jest/globals';
import { hexTextKey, textKey } from '../../../src/keys/text-key';

describe('textKey', () => {
  it('is the SHA-256 of the UTF-8 bytes, as sha256sum gives it', () => {
    // printf 'naïve 😀' | sha256sum
    expect(hexTextKey(textKey('naïve 😀'))).toBe('53c2bbca83e9f8b55d56a8687056c5027b4245348977848d28fb3aaa01abccff');
    expect(textKey('naïve 😀')).toHaveLength(43);
  });
});
