import { describe, expect, it } from '@jest/globals';
import { isRead, ORDERED } from '../../../src/inputs/inputs';
import { MODE_NAMES } from '../../../src/inputs/modes';
import { parseInputs } from '../../../src/inputs/parse-inputs';
import { policy } from '../../../test-support/builders/policies';

type Given = Partial<Parameters<typeof parseInputs>[0]>;
const warningsOf = (mode: string, { arguments: words = [], ...given }: Given) =>
  parseInputs({ environment: {}, ...given, arguments: [mode, '--corpus', 'c.txt', ...words] }).warnings;

describe('an input that the mode does not read', () => {
  it.each<[string, Given, string]>([
    ['a flag', { arguments: ['--records-state', 'r'] }, '--records-state is not read by mode embed'],
    [
      'a flag with a secret',
      { arguments: ['--sink-url', 'redis://u:geheim@h'] },
      '--sink-url is not read by mode embed',
    ],
    ["GitHub's variable", { environment: { 'INPUT_RECORDS-STATE': 'r' } }, 'records-state is not read by mode embed'],
    [
      'our own variable',
      { environment: { EMBED_ONCE_RECORDS_STATE: 'r' } },
      'EMBED_ONCE_RECORDS_STATE is not read by mode embed',
    ],
  ])('is named once if it comes from %s', (_, given, warning) => {
    expect(warningsOf('embed', given)).toEqual([warning]);
  });

  it.each<[string, Given]>([
    ['a policy', { policies: { policies: [policy('run.yml', { settings: { prune: 'on' } })], faults: [] } }],
    ["the organisation's lock", { policies: { policies: [policy('o.yml', { locked: { prune: 'on' } })], faults: [] } }],
    ['a variable of other tools', { environment: { PORT: '80' } }],
    ['an empty variable', { environment: { INPUT_PRUNE: '', EMBED_ONCE_PRUNE: '' } }],
    ['a flag with the default', { arguments: ['--prune', 'off'] }],
  ])('is not named if it comes from %s', (_, given) => {
    expect(warningsOf('embed', given)).toEqual([]);
  });

  it('is not named in a mode that reads it', () => {
    expect(warningsOf('run', { arguments: ['--records-state', 'r'] })).toEqual([]);
  });

  it('exists for every mode but none of the essential inputs of a run', () => {
    for (const mode of MODE_NAMES) expect(ORDERED.some(([, input]) => !isRead(input, mode))).toBe(true);
    const essential = ORDERED.filter(([, input]) => input.essential === true);
    expect(essential.filter(([, input]) => !isRead(input, 'run'))).toEqual([]);
  });
});
