import { describe, expect, it } from '@jest/globals';
import { generationPrefix, keyOf, nameIn, parseName, shownName } from '../../../src/github-cache/entry-key';
import { FINGERPRINT } from '../../../test-support/builders/run-report';

const NAME = { generation: 12, slot: '0110100111010010' };

describe('keys of entries', () => {
  it('name format, fingerprint, scope, generation and slot', () => {
    const key = keyOf({ fingerprint: FINGERPRINT, scope: 'pr-12' }, NAME);
    expect(key).toBe(`embed-once-1.${FINGERPRINT}.pr-12.g000012.0110100111010010`);
    expect(nameIn({ fingerprint: FINGERPRINT, scope: 'pr-12' }, key)).toEqual(NAME);
  });

  it('stay below what the service takes, in the characters that it takes', () => {
    const key = keyOf({ fingerprint: FINGERPRINT, scope: 'x'.repeat(48) }, NAME);
    expect(key.length).toBeLessThan(512);
    expect(key).toMatch(/^[a-z0-9.-]+$/);
  });

  it('are of one scope only, also where names begin alike', () => {
    const log = { fingerprint: FINGERPRINT, scope: 'pr-1' };
    for (const scope of ['pr-12', 'pr-1-g000012', 'p', 'trusted']) {
      expect(nameIn(log, keyOf({ ...log, scope }, NAME))).toBeUndefined();
      expect(keyOf({ ...log, scope }, NAME).startsWith(generationPrefix(log, 12))).toBe(false);
    }
  });

  it('have a short form for files', () => {
    expect(parseName(shownName(NAME))).toEqual(NAME);
    for (const wrong of ['', 'g12.0', '../g000012.0110100111010010', 'g000012.0110100111010012']) {
      expect(parseName(wrong)).toBeUndefined();
    }
  });
});
