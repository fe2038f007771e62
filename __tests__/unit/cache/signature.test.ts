import { describe, expect, it } from '@jest/globals';
import { SigningKeys } from '../../../src/cache/signature';
import { keysIn } from '../../../src/inputs/values/signing-keys';

const [OLD, NEW] = ['old-'.repeat(8), 'new-'.repeat(20)];
const MESSAGE = Buffer.from('payload');

function accepts(keys: SigningKeys, by: SigningKeys, name = 'name', message = MESSAGE): boolean {
  return keys.verify(by.id, name, message, by.sign('name', MESSAGE));
}

describe('SigningKeys', () => {
  it('signs with HMAC-SHA256, and names keys by their own HMAC', () => {
    // Computed with Python's hmac.
    const keys = new SigningKeys([OLD, NEW]);
    expect(keys.ids).toEqual(['a7bb59c5a2cca50e', 'a770e33d2cef6936']);
    expect(keys.sign('name', MESSAGE).toString('hex')).toBe(
      'fb9959c2ed6f82e9dda8639d91a13dc0200485bf3fd3d910b62605566c88385c',
    );
  });

  it('signs with the first key and accepts what any of its keys signed', () => {
    const [old, rotating, finished] = [new SigningKeys([OLD]), new SigningKeys([NEW, OLD]), new SigningKeys([NEW])];
    expect(Buffer.from(rotating.id)).toEqual(Buffer.from(finished.id));
    expect(accepts(rotating, old)).toBe(true);
    expect(accepts(finished, rotating)).toBe(true);
    expect(accepts(finished, old)).toBe(false);
    expect(accepts(old, rotating)).toBe(false);
    // Rolled out the other way round: the new key is accepted everywhere before anybody signs with it.
    expect(accepts(new SigningKeys([OLD, NEW]), finished)).toBe(true);
  });

  it('refuses another name, another message, and a key id that is borrowed', () => {
    const [ours, theirs] = [new SigningKeys([NEW]), new SigningKeys([OLD])];
    expect(accepts(ours, ours)).toBe(true);
    expect(accepts(ours, ours, 'other')).toBe(false);
    expect(accepts(ours, ours, 'name', Buffer.from('Payload'))).toBe(false);
    expect(ours.verify(ours.id, 'name', MESSAGE, theirs.sign('name', MESSAGE))).toBe(false);
  });
});

describe('keysIn', () => {
  it('takes a key a line, without blanks round it', () => {
    expect(keysIn(` ${OLD} \r\n\n${NEW}\n`)).toEqual([OLD, NEW]);
    expect(keysIn('\n')).toEqual([]);
  });

  it('refuses a short key without showing it', () => {
    const tooShort = 'k3y-'.repeat(8).slice(1);
    expect(() => keysIn(tooShort)).toThrow('has fewer than 32 bytes. Make a key with: openssl rand -hex 32');
    expect(() => keysIn(`${OLD}\n${tooShort}`)).toThrow(/^key 2 of 2 has fewer/);
    expect(() => keysIn(tooShort)).not.toThrow(/k3y/);
    // Bytes, not characters.
    expect(keysIn('ä'.repeat(16))).toHaveLength(1);
  });
});
