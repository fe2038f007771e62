import { describe, expect, it } from '@jest/globals';
import { classifyName, EnvelopeJudge } from '../../../src/audit/classify';
import { FingerprintAges } from '../../../src/audit/fingerprint-ages';
import { isFolderToGo, isToGo } from '../../../src/audit/pruning';
import { EnvelopeCodec } from '../../../src/cache/envelope';
import { SigningKeys } from '../../../src/cache/signature';
import { textKey } from '../../../src/keys/text-key';
import { SPACE, vectorOf } from '../../../test-support/builders/vectors';

const KEYS = new SigningKeys(['k'.repeat(32)]);
const [KEY, SHORT] = [textKey('a'), SPACE.fingerprint.slice(0, 16)];

describe('a name in Redis', () => {
  it.each([
    [`eo1:${SHORT}:${KEY}`, 'vector'],
    [`eo1:${SHORT}:lease:${KEY}`, 'passing'],
    [`eo1:${SHORT}:mended:${KEY}`, 'passing'],
    [`eo1:${SHORT}:~pr-12:lease:${KEY}`, 'passing'],
    [`eo1:${SHORT}:~pr-12:${KEY}`, 'vector'],
    ['eo1:ledger:use:x', 'ledger'],
    [`eo1:${SHORT}:${KEY}x`, 'foreign'],
    [`eo1:${SHORT}:fork:${KEY}`, 'foreign'],
    [`eo1:${SHORT.toUpperCase()}:${KEY}`, 'foreign'],
    ['eo1:', 'foreign'],
  ])('%s is for a %s', (name, kind) => expect(classifyName('eo1', name).kind).toBe(kind));

  it('is taken apart', () => {
    expect(classifyName('{a:b}', `{a:b}:${SHORT}:${KEY}`)).toEqual({ kind: 'vector', fingerprint: SHORT, key: KEY });
    expect(classifyName('eo1', `eo1:${SHORT}:~pr-12:${KEY}`)).toMatchObject({ scope: 'pr-12', key: KEY });
  });
});

describe('an envelope', () => {
  const judge = new EnvelopeJudge([SPACE.fingerprint, 'cd'.repeat(32)]);
  const envelope = (space = SPACE, text = 'a') => new EnvelopeCodec(space).encode(textKey(text), vectorOf(text));
  const changed = (at: number, to: number) => {
    const bytes = envelope();
    bytes[bytes.length + at] = to;
    return bytes;
  };

  it.each([
    ['whole', envelope(), 'unsigned'],
    ['of half precision', envelope({ ...SPACE, dtype: 'fp16' }), 'unsigned'],
    ['signed', envelope({ ...SPACE, signingKeys: KEYS }), 'valid'],
    ['of another text', envelope(SPACE, 'b'), 'corrupt'],
    ['of another fingerprint', envelope({ ...SPACE, fingerprint: 'cd'.repeat(32) }), 'corrupt'],
    ['cut off', envelope().subarray(1), 'corrupt'],
    ['empty', Buffer.alloc(0), 'corrupt'],
    ['no envelope at all', Buffer.alloc(100, 7), 'corrupt'],
    ['with one bit changed', changed(-20, 0), 'corrupt'],
    ['of a dtype that there is not', changed(-5, 9), 'corrupt'],
    ['of a later version', changed(-6, 3), 'unknown'],
  ])('%s', (_, bytes, verdict) => {
    expect(judge.judge(SHORT, KEY, bytes)).toBe(verdict);
    expect(judge.judge(SPACE.fingerprint, KEY, bytes)).toBe(verdict);
  });

  it('is signed only if it is by a key of ours, where we have one, and in its own scope', () => {
    const mine = new EnvelopeJudge([SPACE.fingerprint], KEYS);
    const signed = (keys: SigningKeys, scope?: string) =>
      envelope({ ...SPACE, signingKeys: keys, ...(scope !== undefined && { scope }) });
    expect(mine.judge(SHORT, KEY, signed(KEYS))).toBe('valid');
    expect(mine.judge(SHORT, KEY, signed(new SigningKeys(['m'.repeat(32)])))).toBe('unsigned');
    expect(mine.judge(SHORT, KEY, envelope())).toBe('unsigned');
    expect(mine.judge(SHORT, KEY, signed(KEYS, 'pr-12'))).toBe('unsigned');
    expect(mine.judge(SHORT, KEY, signed(KEYS, 'pr-12'), 'pr-12')).toBe('valid');
  });

  it('cannot be judged without the whole fingerprint, unless it is no envelope anyway', () => {
    const none = new EnvelopeJudge([]);
    expect(none.judge(SHORT, KEY, envelope())).toBe('unverifiable');
    expect(none.judge(SHORT, KEY, Buffer.alloc(9))).toBe('corrupt');
  });
});

describe('an age', () => {
  const now = new Date('2026-03-31T12:00:00Z');
  const [old, recent] = ['11'.repeat(32), '22'.repeat(32)];
  const names = [
    `use:${old}:2026-02-27`,
    `use:${old}:2026-02-28`,
    `use:${recent}:2026-03-01`,
    `contract:${'33'.repeat(32)}`,
  ];
  const ages = (orphanAgeSeconds: number) =>
    new FingerprintAges(new Map([['redis', names]]), 'ab'.repeat(32), { now, orphanAgeSeconds });

  it('counts from the end of the last day of use', () => {
    expect([old, recent, '33'.repeat(32), 'ab'.repeat(32)].map((one) => ages(30 * 86_400).age(one, 'redis'))).toEqual([
      'orphaned',
      'used',
      'undated',
      'present',
    ]);
    expect(ages(31 * 86_400).age(old, 'redis')).toBe('used');
    expect(ages(0).age(old, 'redis')).toBe('used');
    expect(ages(1).lastUsed(old.slice(0, 16))).toBe('2026-02-28');
  });

  it('of an orphan is only what the tier itself tells', () => {
    expect(ages(30 * 86_400).age(old, 'runner cache')).toBe('undated');
    expect(ages(30 * 86_400).age(recent, 'runner cache')).toBe('used');
  });

  it('is the newest that any tier tells', () => {
    const both = ages(30 * 86_400);
    both.note('runner cache', old, '2026-03-30');
    expect(both.age(old, 'redis')).toBe('used');
  });
});

it('goes only what is of a class that was named, and never what is not understood', () => {
  const both = { mode: 'dry-run', classes: ['corrupt', 'orphaned'] } as const;
  expect(isToGo('present', 'corrupt', both)).toBe(true);
  expect(isToGo('present', 'valid', both)).toBe(false);
  expect(isToGo('orphaned', 'valid', both)).toBe(true);
  expect(isToGo('orphaned', 'unverifiable', both)).toBe(true);
  expect(isToGo('orphaned', 'unknown', both)).toBe(false);
  expect(isToGo('undated', 'valid', both)).toBe(false);
  expect(isToGo('undated', 'valid', { mode: 'on', classes: ['undated'] })).toBe(true);
  expect(isToGo('orphaned', 'corrupt', { ...both, mode: 'off' })).toBe(false);
  expect(isFolderToGo('used', both)).toBe(false);
});
