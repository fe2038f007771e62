/**
 * Runs the examples as GitHub would: by act in host mode, in a repository of a team that copied them, with the action as the last
 * commit has it and a real redis-server. Checks what each run did by its report, and by which jobs ran.
 *
 *   npx tsx scripts/ci/act.ts ACT        ACT is act's program; `bash scripts/ci/workflows.sh act` installs it
 *
 * Stand-ins: what the real actions/upload-artifact and download-artifact would do, see __tests__/fixtures/stand-ins. act itself does what
 * actions/checkout would. Every runner, hosted or with a GPU, is this machine. `strategy.job-index`, which act does not know, is replaced.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readWorkflow } from '../../test-support/repository/workflows';
import { RedisServer } from '../../test-support/servers/redis-server';
import { type ActRun, commit, type Places, runAct as runActIn } from './act-run';

/** Cut into that many parts, so that a matrix has several. */
const SHARDS = 2;
const KEY = 'a key of at least thirty-two bytes';

const [, , program = ''] = process.argv;
if (program === '') throw new Error('usage: npx tsx scripts/ci/act.ts ACT');
const root = mkdtempSync(path.join(tmpdir(), 'embed-once-act-'));
const action = path.join(root, 'action');
const team = path.join(root, 'team');
const artifacts = path.join(root, 'artifacts');
const texts = readFileSync('examples/quickstart/corpus.txt', 'utf8').split('\n').slice(0, 60);
const places: Places = { root, action, team, artifacts };
const runAct = (trial: Parameters<typeof runActIn>[2]) => runActIn(program, places, trial);
let passed = 0;

const redis = await RedisServer.start();
try {
  exportAction();
  makeTeam();
  twoInputs();
  await sharedRedis();
  await gpuMatrix();
  gpuMatrixArtifacts();
  await reusable();
  console.log(`${passed} passed, 0 failed`);
} finally {
  await redis.stop();
  rmSync(root, { recursive: true, force: true });
}

/** What a release holds, as it is in the last commit. */
function exportAction(): void {
  mkdirSync(action);
  const archive = execFileSync('git', ['archive', 'HEAD', 'action.yml', 'dist', '.github/workflows'], {
    maxBuffer: 1 << 30,
  });
  execFileSync('tar', ['--extract', '--directory', action], { input: archive });
  giveJobsNumbers(path.join(action, '.github/workflows/embed-once.yml'));
}

/** Without the number of its job, each part would have the same name. */
function giveJobsNumbers(workflow: string): void {
  const text = readFileSync(workflow, 'utf8');
  writeFileSync(workflow, text.replaceAll('strategy.job-index', "(matrix.shard == '1/2' && '0' || '1')"));
}

/** The repository of somebody who uses embed-once. */
function makeTeam(): void {
  mkdirSync(path.join(team, 'data'), { recursive: true });
  cpSync('examples/workflows', path.join(team, '.github/workflows'), { recursive: true });
  giveJobsNumbers(path.join(team, '.github/workflows/gpu-matrix-artifacts.yml'));
  letPartsFail(path.join(team, '.github/workflows/gpu-matrix-artifacts.yml'));
  writeTexts(texts);
  const golden = texts.slice(0, 5).map((text) => `${JSON.stringify({ text })}\n`);
  writeFileSync(path.join(team, 'golden.jsonl'), golden.join(''));
  const approve = [path.join(action, 'dist/index.js'), 'golden', '--golden-set', 'golden.jsonl', '--cache-mode', 'off'];
  execFileSync(process.execPath, approve, { cwd: team, stdio: 'ignore' });
  rmSync(path.join(team, 'output'), { recursive: true, force: true });
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: team });
  commit(team);
}

/** Lets the part that BROKEN names fail before it embeds anything. */
function letPartsFail(workflow: string): void {
  const text = readFileSync(workflow, 'utf8');
  const embeds = '      - uses: OWNER/embed-once@v1\n        with:\n          mode: embed\n';
  const fails = `      - env:\n          SHARD: \${{ matrix.shard }}\n        run: test "$BROKEN" != "$SHARD"\n`;
  writeFileSync(workflow, text.replace(embeds, fails + embeds));
}

function writeTexts(lines: readonly string[]): void {
  writeFileSync(path.join(team, 'data/corpus.txt'), `${lines.join('\n')}\n`);
}

/** What the run that ended last in the artifact reported. */
function reported(): { texts: { embedded: number; hits: number }; validation?: { passed: boolean } } {
  return JSON.parse(readFileSync(path.join(artifacts, 'embeddings/report/report.json'), 'utf8'));
}

function check(what: string, holds: boolean, { log }: Pick<ActRun, 'log'>): void {
  if (!holds) {
    console.error(log);
    throw new Error(`not so: ${what}`);
  }
  passed++;
  console.log(`  ${what}`);
}

function twoInputs(): void {
  console.log('two-inputs.yml');
  const workflow = 'two-inputs.yml';
  const first = runAct({ workflow });
  check('embeds all at first', first.code === 0 && reported().texts.embedded === texts.length, first);
  check('leaves vectors and a report', existsSync(path.join(artifacts, 'embeddings/vectors.npy')), first);
  const second = runAct({ workflow });
  check('and nothing the second time', second.code === 0 && reported().texts.embedded === 0, second);
}

async function sharedRedis(): Promise<void> {
  console.log('shared-redis.yml');
  const workflow = 'shared-redis.yml';
  const secrets = { REDIS_URL: redis.url, REDIS_READER_URL: redis.url, CACHE_SIGNING_KEY: KEY };
  const apart = () => ({ EMBED_ONCE_RUNNER_CACHE: 'off' });
  const first = runAct({ workflow, secrets, environment: apart() });
  check('embeds all at first, and passes', first.code === 0 && reported().validation?.passed === true, first);
  check('starts the job of main only', first.job('main') !== '' && first.job('pull-request') === '', first);
  check('keeps what it embedded in Redis', (await redis.vectorKeys()).length === texts.length, first);
  const second = runAct({ workflow, secrets, environment: apart() });
  check('finds all the second time', second.code === 0 && reported().texts.hits === texts.length, second);

  const entries = await redis.command('DBSIZE');
  const pullRequest = { event: 'pull_request', payload: pullRequestOf('team/texts') } as const;
  writeTexts([...texts, 'one more text']);
  const proposed = runAct({ workflow, ...pullRequest, secrets, environment: apart() });
  const account = proposed.job('pull-request');
  check(
    'a pull request finds them too',
    proposed.code === 0 && account.includes(`${texts.length} of 61 texts found`),
    proposed,
  );
  check('and stores nothing', (await redis.command('DBSIZE')) === entries, proposed);
  const forked = runAct({
    workflow,
    event: 'pull_request',
    payload: pullRequestOf('mallory/texts'),
    environment: apart(),
  });
  check(
    'that of a fork goes on without secrets',
    forked.code === 0 && forked.log.includes('0 of 61 texts found'),
    forked,
  );
  writeTexts(texts);

  const approved = readFileSync(path.join(team, 'golden.jsonl'), 'utf8');
  writeFileSync(path.join(team, 'golden.jsonl'), approved.replace(/"vector":\[[^,]+,/, '"vector":[9,'));
  const drifted = runAct({ workflow, secrets, environment: apart() });
  check(
    'a vector that drifted fails the job with code 3',
    drifted.code !== 0 && drifted.job('main').includes('exit status 3'),
    drifted,
  );
  check('whose report is uploaded all the same', reported().validation?.passed === false, drifted);
  writeFileSync(path.join(team, 'golden.jsonl'), approved);
}

function pullRequestOf(head: string): object {
  const base = { ref: 'main', repo: { full_name: 'team/texts' } };
  const number = 12;
  return { number, pull_request: { number, head: { ref: 'more', repo: { full_name: head } }, base } };
}

async function gpuMatrix(): Promise<void> {
  console.log('gpu-matrix.yml');
  await redis.command('FLUSHALL');
  const trial = {
    workflow: 'gpu-matrix.yml',
    secrets: { REDIS_URL: redis.url, CACHE_SIGNING_KEY: KEY },
    environment: { EMBED_ONCE_RUNNER_CACHE: 'off', EMBED_ONCE_SHARDS: String(SHARDS) },
  };
  const first = runAct(trial);
  check('plans, embeds in parts, runs', first.code === 0 && embeddedBy(first) === texts.length, first);
  check('with nothing left to embed for the last job', reported().texts.embedded === 0, first);
  const second = runAct(trial);
  check('skips the GPU jobs where nothing is missing', second.code === 0 && second.job('embed') === '', second);
  check('and writes the output all the same', reported().texts.hits === texts.length, second);
}

function gpuMatrixArtifacts(): void {
  console.log('gpu-matrix-artifacts.yml');
  const environment = { EMBED_ONCE_SHARDS: String(SHARDS) };
  const trial = { workflow: 'gpu-matrix-artifacts.yml', environment };
  const first = runAct(trial);
  const parts = readdirSync(artifacts).sort().join();
  check('embeds in parts that travel as artifacts', first.code === 0 && embeddedBy(first) === texts.length, first);
  check('one of each job', parts === 'embeddings,plan,vectors-0,vectors-1', first);
  check('which the last job finds, all of them', reported().texts.hits === texts.length, first);
  const kept = embeddedBy(first) - embeddedBy(first, 1);
  rmSync(path.join(artifacts, 'vectors-1'), { recursive: true });
  rmSync(path.join(artifacts, 'embeddings'), { recursive: true });
  const again = runAct({ ...trial, again: true });
  check('another attempt embeds only what is not there', embeddedBy(again) === texts.length - kept, again);
  check('and ends whole', again.code === 0 && reported().texts.hits === texts.length, again);
  const failed = runAct({ ...trial, environment: { ...environment, BROKEN: '2/2' } });
  const there = readdirSync(artifacts).sort().join();
  check('where a part fails, the others are kept', failed.code !== 0 && there === 'plan,vectors-0', failed);
  const made = runAct({ ...trial, again: true });
  const rest = texts.length - embeddedBy(failed);
  check('another attempt makes up for it', made.code === 0 && embeddedBy(made) === rest && rest > 0, made);

  const broken = runAct({ ...trial, environment: { ...environment, EMBED_ONCE_MAX_TOKENS: '-1' } });
  check('a plan that fails lets no other job begin', broken.code !== 0 && broken.job('embed') === '', broken);
}

async function reusable(): Promise<void> {
  console.log('reusable.yml');
  await redis.command('FLUSHALL');
  const workflow = path.join(team, '.github/workflows/reusable.yml');
  const text = readWorkflow(workflow).text.replace('    with:\n', `    with:\n      shards: ${SHARDS}\n`);
  writeFileSync(workflow, text);
  const secrets = { REDIS_URL: redis.url, CACHE_SIGNING_KEY: KEY };
  const shared = runAct({ workflow: 'reusable.yml', secrets });
  const there = readdirSync(artifacts).sort().join();
  check('with Redis vectors meet there', shared.code === 0 && there === 'embeddings,plan', shared);
  check('where the last job finds them all', reported().texts.hits === texts.length, shared);
  check('and another one gets what was computed', shared.job('publish').includes('vectors.npy'), shared);

  writeFileSync(workflow, text.replace(/ {4}secrets:\n( {6}.*\n)+/, ''));
  const alone = runAct({ workflow: 'reusable.yml' });
  const parts = existsSync(path.join(artifacts, 'vectors-1'));
  check('without secrets vectors travel as artifacts', alone.code === 0 && parts, alone);
  check('to a job that finds them all', reported().texts.hits === texts.length, alone);
}

/** Texts that the jobs of the matrix embedded, or one of them. */
function embeddedBy(run: ActRun, index?: number): number {
  const lines = [
    ...run.job(index === undefined ? 'embed' : `embed-${index + 1}`).matchAll(/embedded +([\d,]+) texts/g),
  ];
  return lines.reduce((sum, [, count = '']) => sum + Number(count.replaceAll(',', '')), 0);
}
