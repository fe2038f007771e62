import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MOST_SHARDS } from '../../src/input-kinds';
import { INPUTS } from '../../src/inputs';
import { OUTPUTS, outputsOf } from '../../src/report/run-report';
import { faultsOf, type Manifest, manifestsIn, parseManifests } from '../helpers/manifests';
import { planFacts, runReport } from '../helpers/run-report';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
/** Resources of other products have tests of their own. */
const OURS = /^(v1|batch\/v1|tekton\.dev\/.*)$/;
const ALL = manifestsIn(['tekton-adapter', 'examples']).filter(
  ({ apiVersion }) => apiVersion !== undefined && OURS.test(apiVersion),
);
const of = (kind: string): Manifest[] => ALL.filter((manifest) => manifest.kind === kind);
const named = (kind: string, name: string): Manifest => {
  const found = of(kind).find(({ content }) => content.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

interface Named {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly key: string; readonly optional?: boolean } };
}
interface Spec {
  readonly params?: readonly (Named & { readonly default?: unknown; readonly type: string })[];
  readonly results?: readonly Named[];
  readonly workspaces?: readonly Named[];
  readonly env?: readonly Named[];
  readonly steps?: readonly Step[];
}
interface Step {
  readonly script?: string;
  readonly env?: readonly Named[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

const namesOf = (of: readonly Named[] = []): string[] => of.map(({ name }) => name);
/** The specs of all tasks, those inside pipelines among them, and of all step actions. */
const SPECS: readonly (readonly [string, Spec])[] = [
  ...[...of('Task'), ...of('StepAction')].map(({ file, content }) => [file, content.spec] as const),
  ...of('Pipeline').flatMap(({ file, content: { spec } }) =>
    [...spec.tasks, ...(spec.finally ?? [])].flatMap(({ taskSpec }) => (taskSpec ? [[file, taskSpec] as const] : [])),
  ),
];
const stepsOf = (spec: Spec): readonly Step[] => spec.steps ?? [spec as Step];

it('fits what Kubernetes and Tekton accept', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(13);
  expect(faultsOf(ALL)).toEqual([]);
});

it('finds fields that are unknown, missing or of another type', () => {
  const task = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n';
  const manifests = [
    ...parseManifests(`${task}  steps: [{name: a, image: b, resources: {}}]`, 'unknown.yaml'),
    ...parseManifests(`${task}  steps: [{name: a, image: b, securityContext: {runAsNonroot: true}}]`, 'deep.yaml'),
    ...parseManifests(`${task}  params: []`, 'missing.yaml'),
    ...parseManifests('apiVersion: batch/v1\nkind: Job\nspec: {backoffLimit: "4", template: {}}', 'type.yaml'),
  ];
  const faults = faultsOf(manifests);
  for (const { file } of manifests) expect(faults.filter((fault) => fault.startsWith(file))).toHaveLength(1);
  expect(faults[0]).toContain(`'"resources"' does not exist`);
});

describe.each(SPECS)('%s', (_, spec) => {
  it('lets no shell read a param', () => {
    for (const { script } of stepsOf(spec)) expect(script).toBeUndefined();
  });

  it('uses only the params, workspaces and results that it declares', () => {
    const { params, workspaces, results } = spec;
    const declared = { params: namesOf(params), workspaces: namesOf(workspaces), results: namesOf(results) };
    const text = JSON.stringify(spec);
    for (const [, what, name] of text.matchAll(/\$\((?:step\.)?(params|workspaces|results)\.([\w-]+)/g)) {
      expect(declared[what as keyof typeof declared]).toContain(name);
    }
  });

  it('has secrets after what params may hold, where Kubernetes puts them into nothing', () => {
    for (const { env = [] } of stepsOf(spec)) {
      const secret = env.findIndex(({ valueFrom }) => valueFrom !== undefined);
      if (secret >= 0) expect(env.slice(secret).filter(({ valueFrom }) => valueFrom === undefined)).toEqual([]);
    }
  });

  it('runs without root, and without what root could give it', () => {
    for (const { securityContext } of stepsOf(spec)) {
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('gives embed-once variables that it knows, each once', () => {
    const known = Object.keys(INPUTS).map((name) => `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`);
    for (const { env } of stepsOf(spec)) {
      const names = namesOf(env).filter((name) => name.startsWith('EMBED_ONCE_'));
      expect(known).toEqual(expect.arrayContaining(names));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('the task generate-embeddings and the step action', () => {
  const both: [string, Spec][] = [named('Task', 'generate-embeddings'), named('StepAction', 'embed-once')].map(
    ({ kind, content }) => [kind, content.spec],
  );

  it.each(both)('%s has a param for each input, or a key of the Secret where it is secret', (_, spec) => {
    const env = stepsOf(spec).flatMap((step) => step.env ?? []);
    for (const [name, input] of Object.entries(INPUTS)) {
      const variable = env.find((one) => one.name === `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`);
      if ('secret' in input && input.secret) {
        expect(namesOf(spec.params)).not.toContain(name);
        expect(variable?.valueFrom?.secretKeyRef).toMatchObject({ key: name.toUpperCase().replaceAll('-', '_') });
      } else expect(variable?.value).toMatch(/^\$\((params|workspaces)\./);
    }
  });

  it.each(both)('%s leaves every input open that nobody gives', (_, spec) => {
    const given = (spec.params ?? []).filter(({ name, default: value }) => name in INPUTS && value !== '');
    expect(given.map(({ name, default: value }) => [name, value])).toEqual([['report-dir', 'output/report']]);
  });

  it.each(both)('%s has a result for each output', (_, spec) => {
    expect(namesOf(spec.results)).toEqual(Object.keys(OUTPUTS));
  });
});

it.each([
  'examples/gitlab/.gitlab-ci.yml',
  'examples/jenkins/Jenkinsfile',
  'examples/kubernetes/job.yaml',
  'examples/kubeflow/pipeline.py',
])('%s gives embed-once variables that it knows', (file) => {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.yml')) parseManifests(text, file);
  const known = Object.keys(INPUTS).map((name) => `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`);
  const used = [...text.matchAll(/EMBED_ONCE_[A-Z0-9_]+/g)].map(([name]) => name);
  expect(used.length).toBeGreaterThan(0);
  expect(known).toEqual(expect.arrayContaining(used));
});

it('gives the component of Kubeflow flags that embed-once knows', () => {
  const [component] = parseManifests(readFileSync('examples/kubeflow/component.yaml', 'utf8'), 'component.yaml');
  const flags = [...JSON.stringify(component?.content.implementation).matchAll(/"--([\w-]+)"/g)].map(
    ([, name]) => name,
  );
  expect(flags).toContain('corpus');
  expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(flags));
});

describe('pipelines', () => {
  it.each(of('Pipeline').map((pipeline) => [pipeline.file, pipeline] as const))(
    '%s gives tasks what they take',
    (_, { content }) => {
      const { spec } = content;
      const steps = [...spec.tasks, ...(spec.finally ?? [])];
      for (const { taskRef, taskSpec, params = [], matrix, workspaces = [] } of steps) {
        // Of the catalogue of Tekton.
        if (taskRef?.name === 'git-clone') continue;
        const task: Spec = taskSpec ?? named('Task', taskRef.name).content.spec;
        expect(namesOf(task.params)).toEqual(expect.arrayContaining(namesOf([...params, ...(matrix?.params ?? [])])));
        expect(namesOf(task.workspaces)).toEqual(expect.arrayContaining(namesOf(workspaces)));
      }
      const text = JSON.stringify(spec);
      for (const [, name] of text.matchAll(/\$\(params\.([\w-]+)\)/g)) {
        const declared = [...namesOf(spec.params), ...steps.flatMap(({ taskSpec }) => namesOf(taskSpec?.params))];
        expect(declared).toContain(name);
      }
      for (const [, task, result] of text.matchAll(/\$\(tasks\.([\w-]+)\.results\.([\w-]+)/g)) {
        const from = steps.find(({ name }) => name === task);
        expect(namesOf(named('Task', from?.taskRef.name).content.spec.results)).toContain(result);
      }
    },
  );

  it.each(of('PipelineRun').map((run) => [run.file, run] as const))(
    '%s gives a pipeline what it asks for',
    (_, { content }) => {
      const { spec } = named('Pipeline', content.spec.pipelineRef.name).content;
      const required = (spec.params as Spec['params'])?.filter((param) => param.default === undefined);
      expect(namesOf(content.spec.params)).toEqual(expect.arrayContaining(namesOf(required)));
      expect(namesOf(spec.params)).toEqual(expect.arrayContaining(namesOf(content.spec.params)));
      expect(namesOf(content.spec.workspaces).sort()).toEqual(namesOf(spec.workspaces).sort());
      for (const { pipelineTaskName } of content.spec.taskRunSpecs ?? [])
        expect(namesOf(spec.tasks)).toContain(pipelineTaskName);
    },
  );

  it('asks for an image of this version', () => {
    for (const { file, content } of ALL) {
      for (const [image] of JSON.stringify(content).matchAll(/embed-once:\d[\w.-]*/g)) {
        expect([file, image.replace('-cuda', '')]).toEqual([file, `embed-once:${version}`]);
      }
    }
  });

  it('writes results that fit into the 4 KB that Tekton has for all of a task', () => {
    const shards = Array.from({ length: MOST_SHARDS }, () => ({ texts: 1_000_000, tokens: 20_000_000 }));
    const many = { added: 1e9, changed: 1e9, removed: 1e9, unchanged: 1e9 };
    const changes = { ...many, recorded: true, state: 'state', path: `output/${'c'.repeat(100)}.jsonl` };
    const reports = [
      // Only mode plan has shards, and only mode run has changes.
      runReport({ plan: planFacts({ path: `output/${'p'.repeat(100)}.jsonl`, shards }) }),
      runReport({ changes }),
    ];
    for (const report of reports) {
      // The form in which Tekton carries them, and as much again as it adds of its own.
      const results = Object.entries(outputsOf(report, `output/${'r'.repeat(100)}`)).map(([key, value]) => ({
        key,
        value,
        type: 1,
      }));
      expect(
        JSON.stringify([...results, { key: 'StartedAt', value: '2026-01-01T00:00:00.000Z', type: 3 }]).length,
      ).toBeLessThan(4096);
    }
  });
});
