import { describe, expect, it } from '@jest/globals';
import { renderHelp } from '../../../src/inputs/help';
import { INPUTS } from '../../../src/inputs/inputs';

const HELP = renderHelp();
/** Without the line breaks that wrapping puts in. */
const UNWRAPPED = HELP.replace(/\s+/g, ' ');

describe('renderHelp', () => {
  it.each(Object.entries(INPUTS))('describes --%s, with what it takes and its default', (name, input) => {
    const long = input.allowed.length > 60;
    const allowed = long ? '…' : input.allowed;
    expect(HELP).toContain(`  --${name} <${allowed}>${input.default && `  (default: ${input.default})`}\n`);
    if (long) expect(UNWRAPPED).toContain(`Allowed: ${input.allowed}.`);
    expect(UNWRAPPED).toContain(input.description.replace(/\s+/g, ' '));
  });

  it('names each group of inputs once', () => {
    const groups = [...new Set(Object.values(INPUTS).map(({ group }) => group))];
    expect(HELP.split('\n').filter((line) => groups.some((group) => group === line))).toEqual(groups);
  });

  it('names the exit codes', () => {
    expect(HELP).toContain('0 done, 1 failed, 2 unusable input, 3 gate closed');
  });

  it('wraps descriptions', () => {
    const descriptions = HELP.split('\n').filter((line) => line.startsWith('      '));
    expect(descriptions.filter((line) => line.length > 100)).toEqual([]);
  });
});
