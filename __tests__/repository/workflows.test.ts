import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../src/inputs/inputs';
import { OUTPUTS } from '../../src/report/run-report';
import {
  type Job,
  REUSABLE,
  readWorkflow,
  type Step,
  stepsInPage,
  type Workflow,
  workflows,
} from '../../test-support/repository/workflows';

const ALL = workflows();
/** What a workflow may write, each with the reason that it needs it for. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  '.github/workflows/codeql.yml': ['security-events'],
  '.github/workflows/release.yml': ['contents', 'id-token', 'attestations'],
  'examples/workflows/shared-redis.yml': ['pull-requests'],
};
const EMBED_ONCE = /^(OWNER\/embed-once@v1|\.\/\.embed-once-action)$/;
const UPLOAD = /^actions\/upload-artifact@/;
const CALLS_REUSABLE =
  /^(OWNER\/embed-once\/\.github\/workflows\/embed-once\.yml@v1|\.\/\.github\/workflows\/embed-once\.yml)$/;

const jobsOf = (workflow: Workflow): [string, Job][] => Object.entries(workflow.jobs);
const stepsOf = (workflow: Workflow): Step[] => jobsOf(workflow).flatMap(([, { steps = [] }]) => steps);
const needsOf = ({ needs = [] }: Job): readonly string[] => (typeof needs === 'string' ? [needs] : needs);

/** Faults in what is given to embed-once: names that it does not have, values that it refuses. */
function faultsOf(given: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (!(name in INPUTS)) return [`${name}: there is no such input`];
    if (typeof value === 'boolean') return [`${name}: a word such as on must stand in quotes`];
    if (String(value).includes('${{')) return [];
    try {
      INPUTS[name as keyof typeof INPUTS].parse(String(value));
      return [];
    } catch (error) {
      return [`${name}: ${value} ${error}`];
    }
  });
}

it('knows the workflows', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(10);
  expect(ALL.map(({ file }) => file)).toEqual(expect.arrayContaining([REUSABLE, 'examples/workflows/two-inputs.yml']));
});

describe.each(ALL.map((workflow) => [workflow.file, workflow] as const))('%s', (file, workflow) => {
  it('gives no job a right that it does not name, and writes nothing without need', () => {
    expect(workflow.permissions).toEqual({});
    const written = jobsOf(workflow).flatMap(([, { permissions }]) => {
      expect(permissions).toBeInstanceOf(Object);
      return Object.entries(permissions ?? {}).flatMap(([scope, right]) => (right === 'write' ? [scope] : []));
    });
    expect(written).toEqual(WRITES[file] ?? []);
  });

  it('pins every action of others to a commit, and says which version that is', () => {
    const lines = workflow.text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [, used = '', comment = ''] = /uses: (\S+)(.*)$/.exec(line) ?? [];
      if (EMBED_ONCE.test(used) || CALLS_REUSABLE.test(used)) continue;
      expect(`${used}${comment}`).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('puts nothing from outside into a script', () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
  });

  it('starts by no event that hands secrets to what strangers wrote', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  it('lets no GPU runner of its own take pull requests', () => {
    if (workflow.text.includes('self-hosted')) expect(Object.keys(workflow.on)).not.toContain('pull_request');
  });

  it('leaves no token in a checkout, and no job without an end', () => {
    const checkouts = stepsOf(workflow).filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
    for (const [, job] of jobsOf(workflow)) if (!job.uses) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('gives embed-once what it knows, and asks it for what it says', () => {
    for (const [, { steps = [] }] of jobsOf(workflow)) {
      const own = steps.filter(({ uses = '' }) => EMBED_ONCE.test(uses));
      expect(own.flatMap((step) => faultsOf(step.with))).toEqual([]);
    }
    const ids = stepsOf(workflow).flatMap(({ id, uses = '' }) => (id && EMBED_ONCE.test(uses) ? [id] : []));
    const uploads = stepsOf(workflow).flatMap(({ id, uses = '' }) => (id && UPLOAD.test(uses) ? [id] : []));
    for (const [, id = '', output = ''] of workflow.text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)) {
      expect([...ids, ...uploads]).toContain(id);
      expect(uploads.includes(id) ? ['artifact-url'] : Object.keys(OUTPUTS)).toContain(output);
    }
  });

  it('asks other jobs only for what they hand on', () => {
    const reusable = readWorkflow(REUSABLE).on.workflow_call;
    for (const [name, job] of jobsOf(workflow)) {
      for (const [, from = '', output = ''] of JSON.stringify(job).matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        expect([name, ...needsOf(job)]).toContain(from);
        const other = workflow.jobs[from];
        const outputs = other?.uses ? reusable?.outputs : other?.outputs;
        expect(Object.keys(outputs ?? {})).toContain(output);
      }
    }
  });

  it('calls the reusable workflow as it wants to be called', () => {
    const call = readWorkflow(REUSABLE).on.workflow_call;
    for (const [, { uses, with: given = {}, secrets = {} }] of jobsOf(workflow)) {
      if (uses === undefined) continue;
      expect(uses).toMatch(CALLS_REUSABLE);
      for (const [name, value] of Object.entries(given)) expect(typeof value).toBe(call?.inputs[name]?.type);
      const required = Object.entries(call?.inputs ?? {}).filter(([, input]) => input.required === true);
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
      expect(secrets).not.toBe('inherit');
      expect(Object.keys(call?.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(secrets)));
    }
  });
});

it('comments only where the job may, and hands the token to nobody else', () => {
  let comments = 0;
  for (const workflow of ALL) {
    for (const [, { steps = [], permissions }] of jobsOf(workflow)) {
      const given = steps.filter((step) => step.with?.comment === 'on');
      for (const step of given) expect(step.with?.['github-token']).toMatch(/^\$\{\{ github\.token }}$/);
      expect(permissions?.['pull-requests'] === 'write').toBe(given.length > 0);
      comments += given.length;
    }
  }
  expect(comments).toBe(1);
});

it('uploads no vectors that GitHub’s cache brought, where a folder travels as an artifact', () => {
  const given = ALL.flatMap(stepsOf).flatMap((step) => (step.with?.mode === 'embed' ? [step.with] : []));
  const embeds = given.filter((inputs) => /\bon\b/.test(String(inputs['runner-cache'])));
  expect(embeds.length).toBeGreaterThanOrEqual(2);
  for (const inputs of embeds) expect(inputs['github-cache']).toBe('off');
});

it('uses one commit of each action everywhere', () => {
  const commits = new Map<string, Set<string>>();
  for (const { text } of ALL) {
    for (const [, action = '', commit = ''] of text.matchAll(/uses: ([\w-]+\/[\w-]+)\S*@([0-9a-f]{40}.*)/g)) {
      commits.set(action, new Set([...(commits.get(action) ?? []), commit]));
    }
  }
  expect(commits.size).toBeGreaterThan(4);
  for (const [action, used] of commits) expect([action, [...used]]).toEqual([action, [[...used][0]]]);
});

it.each(['README.md', 'docs/github.md'])('shows steps in %s that embed-once would take', (page) => {
  const steps = stepsInPage(page).filter(({ uses = '' }) => uses.startsWith('OWNER/embed-once@'));
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.flatMap((step) => faultsOf(step.with))).toEqual([]);
});

it('names in the types of action-types.yml what action.yml has', () => {
  const names = (file: string) => readFileSync(file, 'utf8').match(/^ {2}[\w-]+:$/gm);
  const main = names('action.yml');
  expect(main?.length).toBeGreaterThan(50);
  expect(names('action-types.yml')).toEqual(main);
});
