import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleOptions, QUICKSTART, reportIn, runBundle, startBundle } from '../../test-support/run/bundle';
import { mountedFolder } from '../../test-support/run/mounted-folder';
import { sharedFolder } from '../../test-support/run/shared-folder';

const root = sharedFolder();
const lines = readFileSync(path.join(QUICKSTART, 'corpus.txt'), 'utf8').trimEnd().split('\n');
const GOLDEN = ['--golden-set', 'golden.jsonl', '--progress', 'off'];
const TINY = [...GOLDEN, '--model', TINY_MODEL];

function folderWith(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(folder, file), content);
  return folder;
}

function jsonl(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

const texts = (from: number, to: number) =>
  lines.slice(from, to).map((text, at) => ({ id: `gloss-${from + at}`, text }));
const fileIn = (folder: string, name = 'golden.jsonl') => readFileSync(path.join(folder, name), 'utf8');
const rowsIn = (folder: string) =>
  fileIn(folder)
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row));
const unfinished = (folder: string) => readdirSync(folder).filter((name) => name.includes('.partial-'));

describe('an approval', () => {
  const folder = folderWith('life', { 'golden.jsonl': jsonl(texts(0, 30)) });
  const golden = (words: string[] = [], more: Partial<BundleOptions> = {}) =>
    runBundle(['golden', ...TINY, ...words], { folder, ...more });

  it('shows first what it would write, where that is asked for', async () => {
    const before = fileIn(folder);
    const { code, stdout, stderr } = await golden(['--approve', 'dry-run']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('dry run: golden.jsonl would become version 1');
    expect(stdout).toContain('30 texts approved for the first time');
    expect(fileIn(folder)).toBe(before);
    expect(reportIn(folder).approved).toMatchObject({ outcome: 'dry-run', diff: { version: { to: 1 } } });
  });

  it('writes header, neighbours and vectors, with who approved what where the platform knows it', async () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const environment = { GITHUB_ACTIONS: 'true', GITHUB_SHA: commit, GITHUB_ACTOR: 'anna' };
    const { code, stdout } = await golden(['--validation-k', '3', '--trust-scope', 'trusted'], { environment });
    expect(code).toBe(0);
    expect(stdout).toContain('written: golden.jsonl, version 1: 30 golden texts, 3 neighbours each among golden texts');
    const [header, ...rows] = rowsIn(folder);
    const { fingerprint, contract } = reportIn(folder).model;
    expect(header).toMatchObject({
      'golden-set': 2,
      version: 1,
      commit,
      approvedBy: 'anna',
      fingerprint,
      contract,
      k: 3,
    });
    expect(header).toMatchObject({ neighboursFrom: 'golden', approvedAt: expect.stringMatching(/^20\d\d-.*Z$/) });
    expect(header.names).toEqual(rows.map(({ id }) => id));
    for (const { id, vector, neighbours } of rows) {
      expect([vector.length, neighbours.length]).toEqual([8, 3]);
      expect(neighbours.map(({ name }: { name: string }) => name)).not.toContain(id);
    }
  });

  it('leaves every byte when nothing changed, also where all may be replaced', async () => {
    const before = fileIn(folder);
    for (const approve of ['new', 'all']) {
      const { code, stdout } = await golden(['--validation-k', '3', '--approve', approve]);
      expect(code).toBe(0);
      expect(stdout).toContain('unchanged: golden.jsonl, version 1');
      expect(fileIn(folder)).toBe(before);
    }
  });

  it('adds texts as version 2, and tells whose neighbours they became', async () => {
    writeFileSync(path.join(folder, 'golden.jsonl'), fileIn(folder) + jsonl(texts(30, 40)));
    const { code, stdout } = await golden();
    expect(code).toBe(0);
    expect(stdout).toContain('version 2: 40 golden texts, 10 neighbours each');
    expect(stdout).toContain('10 texts approved for the first time');
    expect(stdout).toContain('10 neighbours per text instead of 3');
    expect(rowsIn(folder)[0]).toMatchObject({ version: 2, k: 10 });
  });

  it('replaces nothing that another model changed unless it is told to, and prints what would change', async () => {
    const before = fileIn(folder);
    const refused = await golden(['--pooling', 'cls']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(
      /error: golden-set: golden\.jsonl was not written: 40 of 40 approved vectors would change, and approve: new never replaces/,
    );
    expect(refused.stdout).toContain('NOT WRITTEN: golden.jsonl stays at version 2');
    expect(refused.stdout).toContain('40 texts approved under another embedding contract');
    expect(refused.stdout).toContain('pooling changed: mean → cls');
    expect(refused.stdout).toMatch(/40 of 40 approved vectors change: similarity at least -?0\.\d{4}, mean -?0\.\d{4}/);
    expect(refused.stdout).toMatch(/neighbours of \d+ of 40 texts change, \d+\.\d% of all kept/);
    expect(fileIn(folder)).toBe(before);
    const { approved } = reportIn(folder);
    expect(approved).toMatchObject({ outcome: 'refused', version: 2, replaces: true });
    expect(approved?.diff.vectors.worst).toHaveLength(10);

    const shown = await golden(['--pooling', 'cls', '--approve', 'dry-run']);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('approve: new would refuse these changes, approve: all would write them');
    expect(fileIn(folder)).toBe(before);

    const written = await golden(['--pooling', 'cls', '--approve', 'all']);
    expect(written.code).toBe(0);
    expect(written.stdout).toContain('pooling changed: mean → cls');
    expect(rowsIn(folder)[0]).toMatchObject({ version: 3, contract: { pooling: 'cls' } });
  });

  it('tells which texts are gone', async () => {
    writeFileSync(path.join(folder, 'golden.jsonl'), fileIn(folder).replace(/\{"id":"gloss-7".*\n/, ''));
    const { stdout } = await golden(['--pooling', 'cls']);
    expect(stdout).toMatch(/1 text no longer in the file\n +gloss-7\n/);
    expect(rowsIn(folder)[0]).toMatchObject({ version: 4 });
  });
});

describe('neighbours in the corpus', () => {
  const corpus = lines.slice(0, 300);
  const folder = folderWith('in-corpus', {
    'golden.jsonl': jsonl(texts(0, 10)),
    'corpus.txt': corpus.join('\n'),
  });
  const more = ['--corpus', 'corpus.txt', '--validation-neighbours', 'corpus', '--validation-k', '3'];
  const run = (words: string[]) => runBundle([...words, ...TINY, ...more], { folder });

  it('are approved, and are those that a run finds', async () => {
    expect((await run(['golden'])).code).toBe(0);
    const [header, ...rows] = rowsIn(folder);
    expect(header).toMatchObject({ k: 3, neighboursFrom: 'corpus' });
    for (const { text, neighbours } of rows) {
      expect(neighbours).toHaveLength(3);
      for (const { name, excerpt } of neighbours) {
        const line = corpus[Number(name.split(':')[1]) - 1] as string;
        expect(line).not.toBe(text);
        expect(line.startsWith(excerpt.replace(/…$/, ''))).toBe(true);
      }
    }
    expect((await run([])).code).toBe(0);
    expect(reportIn(folder).validation).toMatchObject({ passed: true, neighboursFrom: 'corpus', k: 3 });
  });

  it('are not lost in silence when the corpus has others', async () => {
    const before = fileIn(folder);
    const gone = rowsIn(folder)[1].neighbours[0].name.split(':')[1] - 1;
    writeFileSync(path.join(folder, 'corpus.txt'), corpus.map((line, at) => (at === gone ? '' : line)).join('\n'));
    const { code, stderr } = await run(['golden']);
    expect([code, fileIn(folder) === before]).toEqual([3, true]);
    expect(stderr).toContain('approved neighbours in the corpus would change');
    expect((await run(['golden', '--approve', 'all'])).code).toBe(0);
    expect(rowsIn(folder)[0]).toMatchObject({ version: 2 });
  });

  it('need a corpus', async () => {
    const words = ['golden', ...TINY, '--validation-neighbours', 'corpus'];
    const { code, stderr } = await runBundle(words, { folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining('corpus: none given')]);
  });
});

describe('what a golden set asks of neighbours', () => {
  it('is told at the approval where it does not hold, and approved all the same', async () => {
    const [first, ...others] = texts(0, 10);
    const folder = folderWith('requirements');
    const write = (more: object) =>
      writeFileSync(path.join(folder, 'golden.jsonl'), jsonl([{ ...first, ...more }, ...others]));
    write({});
    await runBundle(['golden', ...TINY], { folder });
    const [, { neighbours }] = rowsIn(folder);
    const near = neighbours.map(({ name }: { name: string }) => name);
    const far = others.map(({ id }) => id).find((id) => !near.includes(id)) as string;
    write({ 'must-include': [far, near[0]], 'must-exclude': [near[1]] });
    const { code, stderr } = await runBundle(['golden', ...TINY], { folder });
    expect(code).toBe(0);
    expect(stderr).toBe(
      `warning: approved, although 2 requirements of the golden set on neighbours are not met:\n  gloss-0: ${far} is not among its 4 nearest (must-include)\n  gloss-0: ${near[1]} is among its 4 nearest (must-exclude)\n`,
    );
    expect(reportIn(folder).approved?.unmet).toHaveLength(2);
  });
});

describe('a golden set that cannot be approved', () => {
  it.each([
    ['no file', undefined, 'golden-set: cannot read golden.jsonl: ENOENT'],
    ['broken JSON', `${jsonl(texts(0, 6))}{"text": \n`, 'golden.jsonl:7: the line begins with { but is not JSON'],
    ['twice the same text', 'a\nb\na\n', 'golden.jsonl:3: repeats the text of line 1'],
    [
      'twice the same id',
      jsonl([
        { id: 'x', text: 'a' },
        { id: 'x', text: 'b' },
      ]),
      ':2: id "x" is already used in line 1',
    ],
    ['an unknown name', jsonl([{ text: 'a', 'must-include': ['x'] }]), ':1: must-include names "x"'],
  ])('is refused with code 2 and left as it is: %s', async (name, content, fault) => {
    const folder = folderWith(`bad-${name}`, content === undefined ? {} : { 'golden.jsonl': content });
    const { code, stderr } = await runBundle(['golden', ...TINY], { folder });
    expect(code).toBe(2);
    expect(stderr).toContain(fault);
    expect(existsSync(path.join(folder, 'golden.jsonl')) ? fileIn(folder) : undefined).toBe(content);
    expect(unfinished(folder)).toEqual([]);
  });

  it('is no corpus once it is approved, and says so', async () => {
    const folder = folderWith('as-corpus', { 'golden.jsonl': jsonl(texts(0, 3)) });
    expect((await runBundle(['golden', ...TINY], { folder })).code).toBe(0);
    const { code, stderr } = await runBundle(['--corpus', 'golden.jsonl', '--model', TINY_MODEL], { folder });
    expect(code).toBe(2);
    expect(stderr).toContain('golden.jsonl:1: the line is the header of an approved golden set (golden-set)');
  });
});

describe('a disk that is full', () => {
  const disk = mountedFolder('200k');
  (disk.works ? it : it.skip)('leaves the golden set as it was', async () => {
    const before = jsonl(texts(0, 700));
    writeFileSync(path.join(disk.path, 'golden.jsonl'), before);
    const { code, stderr } = await runBundle(
      ['golden', ...TINY, '--golden-set', path.join(disk.path, 'golden.jsonl')],
      { folder: folderWith('full') },
    );
    expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot write .*golden\.jsonl: ENOSPC/)]);
    expect(fileIn(disk.path)).toBe(before);
    expect(unfinished(disk.path)).toEqual([]);
  });

  (disk.works ? it : it.skip)('is no matter to a dry run, not even where nothing may be written', async () => {
    writeFileSync(path.join(disk.path, 'golden.jsonl'), jsonl(texts(0, 5)));
    disk.remount('ro');
    const words = ['golden', '--model', TINY_MODEL, '--golden-set', path.join(disk.path, 'golden.jsonl')];
    const folder = folderWith('read-only');
    const written = await runBundle(words, { folder });
    const shown = await runBundle([...words, '--approve', 'dry-run'], { folder });
    disk.remount('rw');
    expect([written.code, written.stderr]).toEqual([1, expect.stringMatching(/cannot write .*golden\.jsonl: EROFS/)]);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
  });
});

describe('several approvals at once', () => {
  it('never overwrite each other: who did not win says so, and the file is that of one', async () => {
    const folder = folderWith('at-once', { 'golden.jsonl': jsonl(texts(0, 20)) });
    const poolings = ['mean', 'cls', 'last'];
    const runs = await Promise.all(
      poolings.map((pooling) => runBundle(['golden', ...TINY, '--pooling', pooling, '--report-dir', ''], { folder })),
    );
    const winners = poolings.filter((_, at) => runs[at]?.code === 0);
    const [header, ...rows] = rowsIn(folder);
    expect(winners.length).toBeLessThanOrEqual(1);
    expect(winners).toEqual(header['golden-set'] === 2 ? [header.contract.pooling] : []);
    expect(winners.length === 0 ? 20 : rows.length).toBe(20);
    for (const { code, stderr } of runs.filter(({ code }) => code !== 0)) {
      expect(stderr).toMatch(/it changed during this run|another run is writing it|approve: new replaces nothing/);
      expect([1, 3]).toContain(code);
    }
    expect(unfinished(folder)).toEqual([]);
  });
});

describe('a signal', () => {
  it('leaves the golden set as it was, or whole', async () => {
    const folder = folderWith('signal');
    for (const after of [200, 600]) {
      const before = jsonl(texts(0, 900));
      writeFileSync(path.join(folder, 'golden.jsonl'), before);
      // The built-in model: 900 texts keep it busy for longer than the signal takes to come.
      const run = startBundle(['golden', ...GOLDEN, '--cache-mode', 'off'], { folder });
      const timer = setTimeout(() => run.signal('SIGTERM'), after);
      const { code, stderr } = await run.ended.finally(() => clearTimeout(timer));
      expect(code === null || code === 1).toBe(true);
      if (code === 1) expect(stderr).toContain('ended by SIGTERM');
      expect(fileIn(folder)).toBe(before);
      expect(unfinished(folder)).toEqual([]);
    }
  });
});

describe('a proposal', () => {
  const folder = folderWith('proposal', { 'corpus.txt': lines.slice(0, 300).join('\n') });
  const words = ['--corpus', 'corpus.txt', '--golden-set', 'golden.jsonl', '--progress', 'off'];

  it('chooses texts of the corpus with the built-in model, says why, and does not approve them', async () => {
    const { code, stdout, stderr } = await runBundle(['golden', ...words, '--propose', '40'], { folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(
      '40 golden texts of 300 candidates, written to golden.jsonl: 24 cluster, 8 near duplicates, 2 longest, 2 shortest, 2 rare words, 2 frequent words',
    );
    const rows = rowsIn(folder);
    expect(rows).toHaveLength(40);
    expect(rows.every(({ id, why, text, vector }) => id && why && lines.includes(text) && !vector)).toBe(true);
    expect(rows.filter(({ why }) => why.startsWith('near'))).toHaveLength(8);
    expect(reportIn(folder).proposed).toMatchObject({ texts: 40, candidates: 300 });
  });

  it('is the same for the same texts in another order, and replaces no file', async () => {
    const first = fileIn(folder);
    const again = await runBundle(['golden', ...words, '--propose', '40'], { folder });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('golden.jsonl is there already')]);
    expect(fileIn(folder)).toBe(first);
    writeFileSync(path.join(folder, 'corpus.txt'), lines.slice(0, 300).toReversed().join('\n'));
    rmSync(path.join(folder, 'golden.jsonl'));
    expect((await runBundle(['golden', ...words, '--propose', '40'], { folder })).code).toBe(0);
    expect(fileIn(folder)).toBe(first);
  });

  it('is approved next, with its reasons kept, and then validates', async () => {
    const approved = await runBundle(['golden', ...GOLDEN], { folder });
    expect([approved.code, approved.stderr]).toEqual([0, '']);
    expect(rowsIn(folder)[1].why).toMatch(/^cluster 1 of \d+, nearest to its centre$/);
    const { code, stderr } = await runBundle(words, { folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(reportIn(folder).validation).toMatchObject({ passed: true });
    const drifted = await runBundle([...words, '--pooling', 'cls'], { folder });
    expect(drifted.code).toBe(3);
  });

  it('needs a corpus, and mode golden', async () => {
    const without = await runBundle(['golden', ...GOLDEN, '--propose', '5'], { folder });
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('corpus: none given')]);
    const other = await runBundle([...words, '--propose', '5'], { folder });
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('propose: 5 needs mode golden')]);
  });
});

describe('a folder that may not be written', () => {
  (process.getuid?.() === 0 ? it.skip : it)('leaves the golden set as it was', async () => {
    const folder = folderWith('locked', { 'golden.jsonl': 'a\n' });
    chmodSync(folder, 0o500);
    const { code, stderr } = await runBundle(['golden', ...TINY, '--report-dir', ''], { folder });
    chmodSync(folder, 0o700);
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot write golden.jsonl')]);
  });
});
