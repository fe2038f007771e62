import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as errors from '../../src/base/errors';

const codes = Object.values(errors)
  .filter((one): one is typeof errors.EmbedOnceError => one.prototype instanceof errors.EmbedOnceError)
  .map(({ code }) => code);
/** Cells of the rows whose first cell is a code. */
const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)` \| (.+) \| (.+) \|$/gm)];

describe('docs/errors.md', () => {
  it('has one row with cause and remedy for every error class', () => {
    expect(codes).toContain('EO_CORPUS');
    expect(rows.map(([, code]) => code).sort()).toStrictEqual([...codes].sort());
    for (const [, , cause, remedy] of rows) expect([cause?.trim(), remedy?.trim()]).not.toContain('');
  });

  it('names each code once, in one form', () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^EO_[A-Z]+(_[A-Z]+)*$/);
  });
});

describe('an error', () => {
  it('has the code of its class, also in a subclass', () => {
    const fault = { device: 'cuda', said: 'there is none', advice: '' };
    const thrown = [new errors.InputError(['a']), new errors.ModelError('b'), new errors.DeviceUnusable(fault)];
    expect(thrown.map(errors.codeOf)).toEqual(['EO_INPUT', 'EO_MODEL', 'EO_DEVICE']);
  });

  it('of the system has its own code, and any other thing none', () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect([full, new Error('a'), 'a', undefined].map(errors.codeOf)).toEqual([
      'ENOSPC',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
