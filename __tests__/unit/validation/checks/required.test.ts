import { describe, expect, it } from '@jest/globals';
import { checkRequired } from '../../../../src/validation/checks/required';

const text = (name: string, mustInclude: string[], mustExclude: string[], present: string[]) => ({
  name,
  mustInclude,
  mustExclude,
  present,
});

describe('checkRequired', () => {
  it('has nothing to say where no text names any', () => {
    expect(checkRequired([text('a', [], [], ['b'])], 2)).toMatchObject({ checks: [], skipped: expect.any(String) });
  });

  it('passes where required neighbours are there and forbidden ones are not', () => {
    const { checks, faults } = checkRequired([text('a', ['b'], ['x'], ['b', 'c']), text('b', [], [], [])], 2);
    expect(checks.map(({ passed }) => passed)).toEqual([true, true]);
    expect(faults).toEqual([]);
  });

  it('fails where one is missing, and where one is there that must not be', () => {
    const texts = [text('a', ['b', 'c'], [], ['b']), text('d', [], ['e'], ['e', 'f'])];
    const { checks, faults } = checkRequired(texts, 2);
    expect(checks.map(({ name, value, failing }) => [name, value, failing])).toEqual([
      ['must-include', 1, ['a']],
      ['must-exclude', 1, ['d']],
    ]);
    expect(faults).toEqual([
      { position: 0, message: 'c must be among the 2 nearest' },
      { position: 1, message: 'e must not be among the 2 nearest' },
    ]);
  });
});
