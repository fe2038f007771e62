import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FORK, pullRequestEvent, repositoryEvent } from '../../test-support/builders/github-events';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleRun, reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { type ApiFault, GitHubApi, refuseCalls } from '../../test-support/servers/github-api';

const TEXTS = ['one', 'two', 'three', 'four'];
const TOKEN = 'canary-token-31c9';
const RUN_PAGE = 'https://github.example/acme/docs/actions/runs/77';

const root = sharedFolder();
let api: GitHubApi;
let golden: string;

beforeAll(async () => {
  api = await GitHubApi.start();
  golden = await approved(...TEXTS.slice(0, 3).map((text, at) => ({ id: `golden ${at}`, text })));
});
beforeEach(() => api.begin());
afterAll(() => api.stop());

interface StepOptions {
  readonly words?: readonly string[];
  readonly event?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Step extends BundleRun {
  readonly summary: string;
}

/** A folder with a corpus and golden texts that were approved. */
function checkout(): string {
  const folder = mkdtempSync(path.join(root, 'checkout-'));
  writeFileSync(path.join(folder, 'corpus.txt'), TEXTS.join('\n'));
  writeFileSync(path.join(folder, 'golden.jsonl'), golden);
  return folder;
}

/** A golden set with these texts, approved. */
async function approved(...texts: readonly object[]): Promise<string> {
  const folder = mkdtempSync(path.join(root, 'approval-'));
  const file = path.join(folder, 'golden.jsonl');
  writeFileSync(file, texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  const { code } = await runBundle(['golden', '--golden-set', 'golden.jsonl', '--model', TINY_MODEL], { folder });
  expect(code).toBe(0);
  return readFileSync(file, 'utf8');
}

/** The bundle as a step of a job for pull request 12, unless another event is given. */
async function step(
  folder: string,
  { words = [], event = pullRequestEvent(), environment = {} }: StepOptions = {},
): Promise<Step> {
  const file = (name: string, content: string): string => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const given = [
    '--corpus',
    'corpus.txt',
    '--model',
    TINY_MODEL,
    '--golden-set',
    'golden.jsonl',
    '--runner-cache',
    'off',
  ];
  const summary = file('summary.md', '');
  const run = await runBundle([...given, ...words], {
    folder,
    environment: {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      GITHUB_EVENT_NAME: 'pull_request' in event ? 'pull_request' : 'push',
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'acme/docs',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '77',
      GITHUB_API_URL: api.url,
      GITHUB_OUTPUT: file('outputs', ''),
      GITHUB_STEP_SUMMARY: summary,
      ...environment,
    },
  });
  return { ...run, summary: readFileSync(summary, 'utf8') };
}

/** What the log shows while its groups are folded. */
function folded(stdout: string): string[] {
  const shown = stdout.replace(/^::group::.*\n(?:.*\n)*?::endgroup::\n/gm, '');
  return shown.split('\n').filter((line) => line !== '' && !line.startsWith('::'));
}

/** With another contract the vectors are not as approved. */
const DRIFTED = ['--text-prefix', 'something else ', '--validation-profile', 'same-model'];
const COMMENT = { INPUT_COMMENT: 'on', 'INPUT_GITHUB-TOKEN': TOKEN };

describe('the log on GitHub', () => {
  it('is folded into groups, each with its result below', async () => {
    const { code, stdout } = await step(checkout());
    expect(code).toBe(0);
    expect(stdout.match(/(?<=^::group::).*$/gm)).toEqual([
      'Corpus',
      'Where vectors came from',
      'Embedding',
      'Output',
      'Validation',
    ]);
    expect(stdout).toMatch(/::group::Corpus\n(?: {2}.*\n)+::endgroup::\nCorpus: 4 records in 1 file, 4 unique\n/);
    const lines = folded(stdout);
    expect(lines.slice(0, 1)).toEqual(['Corpus: 4 records in 1 file, 4 unique']);
    expect(lines).toContainEqual(expect.stringMatching(/^Embedding: 4 texts, .* tokens in /));
    expect(lines).toContainEqual(expect.stringMatching(/^Validation: passed: 3 golden texts/));
    expect(lines.at(-1)).toMatch(/^0% cache hits: 0 of 4 texts found, 4 embedded, in /);
  });

  it('marks drifted texts at their lines, and shows them in the summary', async () => {
    const folder = checkout();
    const { code, stdout, summary } = await step(folder, { words: DRIFTED });
    expect(code).toBe(3);
    for (const line of [1, 2, 3]) {
      expect(stdout).toMatch(
        new RegExp(
          `^::error title=Golden text not as approved,file=corpus\\.txt,line=${line}::golden ${line - 1}: `,
          'm',
        ),
      );
    }
    expect(stdout).toMatch(/^::error::validation failed: /m);
    expect(summary).toContain(`[artifacts of this run](${RUN_PAGE}#artifacts)`);
    expect(summary).toContain('🟧'.repeat(25));
    expect(summary).toContain('<details open><summary>Similarity to the approved vectors');
  });

  it('names files by their paths in the repository, and skipped records too', async () => {
    const folder = checkout();
    writeFileSync(path.join(folder, 'corpus.txt'), Buffer.from('one\ntwo\nthr\xff\n', 'latin1'));
    const words = ['--corpus', path.join(folder, 'corpus.txt'), '--on-bad-record', 'skip', '--golden-set', ''];
    const skipped = await step(folder, { words });
    expect(skipped.stdout).toMatch(/^::warning title=Record skipped,file=corpus\.txt,line=3::no vector: /m);
    const failed = await step(folder, { words: [...words, '--on-bad-record', 'fail'] });
    expect([failed.code, failed.stdout]).toEqual([2, expect.stringMatching(/^::error file=corpus\.txt,line=3::/m)]);
  });

  it('takes no command from a file’s name or a golden text', async () => {
    const folder = checkout();
    const forged = '::add-mask::one ##[add-mask]two';
    for (const [at, name] of [`${forged}.txt`, 'other.txt'].entries())
      writeFileSync(path.join(folder, name), `text ${at}`);
    const forgedSet = await approved({ id: '::error::forged ##[error]x', text: 'one' });
    writeFileSync(path.join(folder, 'golden.jsonl'), forgedSet);
    const planned = await step(folder, { words: ['--mode', 'plan', '--corpus', '*.txt'] });
    const drifted = await step(folder, { words: DRIFTED });
    for (const { stdout } of [planned, drifted]) {
      // The runner reads the first kind at the start of a line alone, the second anywhere but in a command.
      const rest = stdout.split('\n').filter((line) => !/^::(error|warning|group|endgroup|add-mask)\b/.test(line));
      expect(rest.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      expect(stdout).not.toMatch(/^\s*::(add-mask::one|error::forged)/m);
    }
    expect(planned.stdout).toContain(': :add-mask::one ## [add-mask]two.txt');
  });

  it('is the same as ever elsewhere', async () => {
    const folder = checkout();
    const words = ['--corpus', 'corpus.txt', '--model', TINY_MODEL, '--golden-set', 'golden.jsonl'];
    const { stdout } = await runBundle(words, { folder });
    expect(stdout).not.toContain('::');
    expect(stdout).toMatch(/^ {2}model .*\n(?: {2}.*\n)+\n[\d.]+% cache hits: /);
  });
});

describe('time saved', () => {
  it('is known from earlier runs where nothing is embedded', async () => {
    const folder = checkout();
    const words = ['--runner-cache', 'on', '--runner-cache-path', 'tier', '--golden-set', ''];
    await step(folder, { words });
    const { summary } = await step(folder, { words });
    expect(reportIn(folder).saved).toMatchObject({ texts: 4, from: 'earlier runs' });
    expect(summary).toMatch(/\*\*Time saved\*\*: about .* s of embedding: 4 cached texts/);
  });
});

describe('the comment on a pull request', () => {
  const told = ({ stdout }: BundleRun) => /^(?:::warning::)?(?:no )?comment.*$/m.exec(stdout)?.[0];

  it('is made once, kept up to date, and one for each job', async () => {
    const folder = checkout();
    api.add('by somebody else');
    const first = await step(folder, { environment: COMMENT });
    const second = await step(folder, { environment: COMMENT, words: DRIFTED });
    expect([told(first), told(second)]).toEqual([
      'comment on pull request 12 created',
      'comment on pull request 12 updated',
    ]);
    expect(first.stdout).toContain(`::add-mask::${TOKEN}\n`);
    expect([first.code, second.code]).toEqual([0, 3]);
    expect(api.comments).toHaveLength(2);
    expect(api.comments[1]?.body).toMatch(/^<!-- embed-once:[0-9a-f]{16} -->\n### embed-once: /);
    expect(api.comments[1]?.body).toContain('**❌ Validation failed.**');
    expect(api.comments[1]?.body).toContain(`[Job summary](${RUN_PAGE})`);
    await step(folder, { environment: { ...COMMENT, GITHUB_JOB: 'another' } });
    expect(api.comments).toHaveLength(3);
  });

  it('is made anew where it was deleted meanwhile', async () => {
    const folder = checkout();
    await step(folder, { environment: COMMENT });
    const [comment] = api.comments;
    api.begin(refuseCalls('PATCH', 404));
    if (comment) api.comments.push(comment);
    expect(told(await step(folder, { environment: COMMENT }))).toBe('comment on pull request 12 created');
  });

  it('is asked for by nobody who does not want it', async () => {
    const without = await step(checkout(), { environment: { 'INPUT_GITHUB-TOKEN': TOKEN } });
    expect([without.code, told(without), api.calls]).toEqual([0, undefined, []]);
  });

  it.each<[string, StepOptions, ApiFault | undefined, RegExp]>([
    ['the event is a push', { event: repositoryEvent }, undefined, /^no comment: the run is not for a pull request/],
    [
      'there is no token',
      { environment: { 'INPUT_GITHUB-TOKEN': '' } },
      undefined,
      /^::warning::no comment: github-token is empty/,
    ],
    [
      'the token may not',
      {},
      refuseCalls('POST', 403),
      /^::warning::no comment on pull request 12: .*HTTP 403.*pull-requests: write/,
    ],
    [
      'a fork’s token may not',
      { event: pullRequestEvent(FORK) },
      refuseCalls('POST', 403),
      /^no comment on pull request 12: .*can only read/,
    ],
    ['there are too many calls', {}, refuseCalls('GET', 429), /^::warning::no comment .*rate limit is exceeded/],
    [
      'nobody answers',
      { environment: { GITHUB_API_URL: 'http://127.0.0.1:4' } },
      undefined,
      /^::warning::no comment .*did not answer/,
    ],
  ])('is left out in a sentence where %s, and the run goes on', async (_, options, fault, sentence) => {
    api.begin(fault);
    const folder = checkout();
    const run = await step(folder, { ...options, environment: { ...COMMENT, ...options.environment } });
    expect([run.code, told(run)]).toEqual([0, expect.stringMatching(sentence)]);
    expect(api.comments).toEqual([]);
    const log = run.stdout.replace(/^::add-mask::.*$/gm, '') + run.stderr;
    const everything = log + run.summary + readFileSync(path.join(folder, 'output/report/report.json'), 'utf8');
    expect(everything).not.toContain(TOKEN);
  });
});
