import { describe, expect, it } from '@jest/globals';
import { policyFilesOf } from '../../../src/inputs/parse-inputs';

const MACHINE = { file: '/etc/embed-once/policy.yml', organisation: true, optional: true };
const OWN = { file: '.embed-once.yml', organisation: false, optional: true };
const named = (file: string) => ({ file, organisation: false, optional: false });

describe('the files that are looked for', () => {
  it.each([
    ["the repository's and the machine's", [], {}, [OWN, MACHINE]],
    [
      'those of the flag, which must be there',
      ['--policy', 'a.yml\nb.yml'],
      {},
      [named('a.yml'), named('b.yml'), MACHINE],
    ],
    ["GitHub's input", [], { INPUT_POLICY: 'a.yml' }, [named('a.yml'), MACHINE]],
    ['our own variable', [], { EMBED_ONCE_POLICY: 'a.yml' }, [named('a.yml'), MACHINE]],
    ['the flag before variables', ['--policy', 'a.yml'], { EMBED_ONCE_POLICY: 'b.yml' }, [named('a.yml'), MACHINE]],
    [
      "the repository's where its name is given",
      ['--policy', '.embed-once.yml'],
      {},
      [named('.embed-once.yml'), MACHINE],
    ],
    ['none but the organisation’s after none', ['--policy', 'none'], {}, [MACHINE]],
    ["the repository's after an empty value", ['--policy', ''], {}, [OWN, MACHINE]],
    [
      'the organisation’s, which no flag replaces',
      ['--policy', 'none'],
      { EMBED_ONCE_ORGANISATION_POLICY: 'o.yml', EMBED_ONCE_POLICY: 'x.yml' },
      [MACHINE, { file: 'o.yml', organisation: true, optional: false }],
    ],
  ])('are %s', (_, words, environment, files) => {
    expect(policyFilesOf({ arguments: words, environment })).toEqual(files);
  });
});
