import { existsSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { type Call, command } from '../../../src/app/command';
import { RecordingPlatform } from '../../../test-support/builders/recording-platform';
import { TINY_MODEL } from '../../../test-support/builders/tiny-model';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

/** Runs a command in this process, and returns its exit code with everything that it said. */
async function called(words: readonly string[], overrides: Partial<Call> = {}) {
  const platform = new RecordingPlatform({ XDG_CACHE_HOME: folder.path('home') });
  const printed: string[] = [];
  const code = await command({
    arguments: words,
    environment: {},
    platform,
    signal: new AbortController().signal,
    bundle: folder.path('no-bundle'),
    version: '1.2.3',
    print: (text) => printed.push(text),
    ...overrides,
  });
  return { code, platform, printed: printed.join('\n') };
}

it('prints the version and the help, and does nothing else', async () => {
  expect(await called(['--version'])).toMatchObject({ code: 0, printed: '1.2.3' });
  const { code, printed } = await called(['--help']);
  expect(code).toBe(0);
  expect(printed).toContain('--corpus');
});

it('shows every fault of the inputs, and ends with 2', async () => {
  const { code, platform } = await called(['--corpus', 'a.txt', '--chunk-size', 'x', '--threads', '-1']);
  expect(code).toBe(2);
  expect(platform.errors.join('\n')).toContain('chunk-size');
  expect(platform.errors.join('\n')).toContain('threads');
});

it('masks secrets before anything else can show them', async () => {
  const { platform } = await called(['--corpus', folder.path('none.txt')], {
    environment: { EMBED_ONCE_HUB_TOKEN: 'hf_secret' },
  });
  expect(platform.masked).toContain('hf_secret');
});

it('plans a corpus, publishes the report, and ends with 0', async () => {
  const corpus = await folder.write('corpus.txt', 'one\ntwo\n');
  const plan = folder.path('plan.jsonl');
  const reports = folder.path('reports');
  const words = ['plan', '--corpus', corpus, '--model', TINY_MODEL, '--plan-path', plan, '--report-dir', reports];
  const { code, platform } = await called(words);
  expect(platform.errors).toEqual([]);
  expect(code).toBe(0);
  expect(platform.outputs).toMatchObject({ total: '2', misses: '2', 'plan-path': plan });
  expect(platform.summary).toContain('| Missing | 2 texts');
  expect(existsSync(`${reports}/report.json`)).toBe(true);
  expect(platform.last).not.toBe('');
});

it('publishes a refused plan before it ends with 1', async () => {
  const corpus = await folder.write('corpus.txt', 'one\ntwo\n');
  const words = ['--corpus', corpus, '--model', TINY_MODEL, '--max-misses', '1', '--output', folder.path('o.jsonl')];
  const { code, platform } = await called(words);
  expect(code).toBe(1);
  expect(platform.outputs).toMatchObject({ misses: '2', embedded: '0' });
  expect(platform.errors).toEqual([expect.stringContaining('max-misses')]);
});

it('names the file of a corpus that is missing, and ends with 2', async () => {
  const { code, platform } = await called(['--corpus', folder.path('none.txt'), '--model', TINY_MODEL]);
  expect(code).toBe(2);
  expect(platform.errors.join('\n')).toContain('none.txt');
});

it('ends an audit without tiers with 0, and publishes audit.json', async () => {
  const reports = folder.path('audit');
  const { code, platform } = await called(['audit', '--model', TINY_MODEL, '--report-dir', reports]);
  expect(platform.errors).toEqual([]);
  expect(code).toBe(0);
  expect(platform.outputs).toEqual({ 'report-path': `${reports}/audit.json` });
});
