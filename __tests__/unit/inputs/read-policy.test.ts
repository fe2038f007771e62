import { execFileSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readPolicies } from '../../../src/inputs/read-policy';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

const read = (file: string, optional = false) => readPolicies([{ file, organisation: false, optional }]);

describe('readPolicies', () => {
  it('reads files in their order, and keeps whose they are', async () => {
    const a = await folder.write('a.yml', 'version: 1\nsettings:\n  threads: 1\n');
    const b = await folder.write('b.yml', '\uFEFFversion: 1\nlocked:\n  threads: 2\n');
    const { policies, faults } = await readPolicies([
      { file: a, organisation: false, optional: true },
      { file: folder.path('not-there.yml'), organisation: false, optional: true },
      { file: b, organisation: true, optional: false },
    ]);
    expect(faults).toEqual([]);
    expect(policies.map(({ file, organisation }) => [file, organisation])).toEqual([
      [a, false],
      [b, true],
    ]);
    expect(policies[1]?.locked.get('threads')).toEqual({ raw: '2', place: `${b}:3` });
  });

  it('tells faults of all files', async () => {
    const a = await folder.write('a.yml', 'version: 2\n');
    const files = [a, folder.path('b.yml')].map((file) => ({ file, organisation: false, optional: false }));
    expect((await readPolicies(files)).faults).toEqual([
      expect.stringContaining(`${a}:1:1: version`),
      expect.stringContaining(`policy: "${folder.path('b.yml')}" does not exist`),
    ]);
  });

  it.each<[string, (file: string) => Promise<unknown>]>([
    ['is a folder', (file) => mkdir(file)],
    ['is not a regular file', async (file) => execFileSync('mkfifo', [file])],
    ['is not UTF-8 text', () => folder.write('p.yml', Buffer.from('version: 1 # caf\xe9', 'latin1'))],
    ['is not UTF-8 text', () => folder.write('p.yml', Buffer.from('\uFEFFversion: 1', 'utf16le'))],
    ['has 64001 bytes; the limit is 64000', () => folder.write('p.yml', `version: 1\n#${' '.repeat(63_989)}`)],
  ])('refuses what %s, optional or not', async (fault, make) => {
    const file = folder.path('p.yml');
    await make(file);
    for (const optional of [true, false]) {
      expect((await read(file, optional)).faults).toEqual([expect.stringContaining(`policy: "${file}" ${fault}`)]);
    }
  });

  it('takes what is just small enough', async () => {
    expect((await read(await folder.write('p.yml', `version: 1\n#${' '.repeat(63_988)}`))).faults).toEqual([]);
  });

  it('refuses what it has no permission to read, even if it need not be there', async () => {
    const file = await folder.write('closed/p.yml', 'version: 1\n');
    await chmod(folder.path(), 0o755);
    await chmod(file, 0o000);
    const root = process.getuid?.() === 0;
    // Root may read everything.
    if (root) process.seteuid?.('nobody');
    try {
      expect((await read(file, true)).faults).toEqual([expect.stringContaining('cannot be read: permission denied')]);
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});
