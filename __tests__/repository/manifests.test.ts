import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../src/inputs/inputs';
import { MOST_SHARDS } from '../../src/inputs/values/shard';
import { OUTPUTS, outputsOf } from '../../src/report/run-report';
import { planFacts, runReport } from '../../test-support/builders/run-report';
import {
  faultsOf,
  type Manifest,
  manifestsIn,
  parseManifests,
  yamlFilesIn,
} from '../../test-support/repository/manifests';
import { unresolvedIn } from '../../test-support/repository/tekton-references';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const FOLDERS = ['tekton-adapter', 'examples'];
/** YAML that is no resource of a cluster, by the test that looks at it. */
const ELSEWHERE: readonly (readonly [file: RegExp, test: string])[] = [
  [/^examples\/workflows\//, '__tests__/repository/workflows.test.ts'],
  [/^examples\/policies\//, '__tests__/unit/inputs/parse-policy.test.ts'],
  [/^examples\/gitlab\/\.gitlab-ci\.yml$/, '__tests__/repository/manifests.test.ts'],
  [/^examples\/kubeflow\/component\.yaml$/, '__tests__/repository/manifests.test.ts'],
];
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
const isElsewhere = (file: string): boolean => ELSEWHERE.some(([files]) => files.test(file));
const ALL = manifestsIn(FOLDERS).filter(({ file }) => !isElsewhere(file));
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
  readonly stepTemplate?: Step;
}
interface Step {
  readonly script?: string;
  readonly env?: readonly Named[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

/** A manifest for each object in it, with a field more there, of a type that no map of names to values has. */
function withOneMore(manifest: Manifest): Manifest[] {
  const objects: Manifest[] = [];
  for (let at = 0; ; at++) {
    const content = structuredClone(manifest.content);
    const place = objectsIn(content)[at];
    if (!place) return objects;
    place.unheardOf = [];
    objects.push({ ...manifest, content });
  }
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? nested : [value as Record<string, unknown>, ...nested];
}

const namesOf = (of: readonly Named[] = []): string[] => of.map(({ name }) => name);
/** The specs of all tasks, those inside pipelines among them, and of all step actions. */
const SPECS: readonly (readonly [string, Spec])[] = [
  ...[...of('Task'), ...of('StepAction')].map(({ file, content }) => [file, content.spec] as const),
  ...of('Pipeline').flatMap(({ file, content: { spec } }) =>
    [...spec.tasks, ...(spec.finally ?? [])].flatMap(({ taskSpec }) => (taskSpec ? [[file, taskSpec] as const] : [])),
  ),
];
/** A step's own values count before those of the template. */
const stepsOf = (spec: Spec): readonly Step[] =>
  (spec.steps ?? [spec as Step]).map((step) => ({ ...spec.stepTemplate, ...step }));

describe('every YAML file of tekton-adapter and examples', () => {
  it('is a resource of a cluster, or looked at by another test', () => {
    expect(new Set(ALL.map(({ file }) => file)).size).toBeGreaterThanOrEqual(19);
    expect(ALL.filter(({ apiVersion, kind }) => !apiVersion || !kind).map(({ file }) => file)).toEqual([]);
    for (const [files, test] of ELSEWHERE) {
      const folder = files.source.split('\\/')[1] as string;
      expect(yamlFilesIn(FOLDERS).filter((file) => files.test(file)).length).toBeGreaterThan(0);
      expect(readFileSync(test, 'utf8')).toContain(`examples/${folder}`);
    }
  });

  it('has no field that Kubernetes, Tekton, KEDA or Knative would refuse', () => {
    expect(faultsOf(ALL)).toEqual([]);
  });

  it('would be found to have such a field, wherever it stood', () => {
    const changed = ALL.flatMap((manifest, at) =>
      withOneMore(manifest).map((one, place) => ({ ...one, file: `${at} ${place}` })),
    );
    expect(changed.length).toBeGreaterThan(1000);
    const faulty = new Set(faultsOf(changed).map((fault) => fault.split(':')[0]));
    expect(changed.filter(({ file }) => !faulty.has(file)).map(({ content }) => content)).toEqual([]);
  });

  it('would not be of a kind that no schema is known for', () => {
    const [other] = parseManifests('apiVersion: tekton.dev/v1alpha1\nkind: Run\nmetadata: {name: r}', 'other.yaml');
    expect(faultsOf([other as Manifest])).toEqual(['other.yaml: no schema is known for Run of tekton.dev/v1alpha1']);
  });
});

it('the image has one name, with the version of package.json, wherever it is named', () => {
  const files = [...filesIn('tekton-adapter'), ...filesIn('examples'), ...filesIn('docs'), 'README.md'];
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/[\w./-]*embed-once:\d[\w.]*(?:-cuda)?/g)].map(([name]) => [file, name]),
  );
  expect(names.length).toBeGreaterThan(20);
  for (const [file, name] of names) expect([file, name?.replace('-cuda', '')]).toEqual([file, `embed-once:${version}`]);
  // What is named in a manifest is named with its version.
  for (const { file, content } of ALL)
    expect(`${file}: ${JSON.stringify(content)}`).not.toMatch(/"image":"[^"]*embed-once"/);
});

describe.each(SPECS)('%s', (_, spec) => {
  it('lets no shell read a param', () => {
    for (const { script } of stepsOf(spec)) expect(script).toBeUndefined();
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
  it('and tasks refer only to what is there, and give each other what they ask for', () => {
    expect(unresolvedIn(ALL)).toEqual([]);
  });

  it.each([
    ['$(params.corpus)', '$(params.corpse)', '$(params.corpse) is nothing'],
    ['$(tasks.plan.results.shards[*])', '$(tasks.plan.results.shards)', '$(tasks.plan.results.shards) is nothing'],
    ['$(tasks.plan.results.plan-path)', '$(tasks.plan.results.plan)', '$(tasks.plan.results.plan) is nothing'],
    ['$(context.pipelineRun.name)', '$(context.run.name)', '$(context.run.name) is nothing'],
    ['"subPath":"runs/$(context.pipelineRun.name)"', '"subPath":"runs/$(params.run)"', '$(params.run) is nothing'],
    ['$(workspaces.reports.path)', '$(workspaces.report.path)', '$(workspaces.report.path) is nothing'],
    ['"name":"golden-set","value"', '"name":"golden","value"', 'it has no param golden'],
    ['"name":"url","value"', '"name":"depth","value"', 'param url is not given'],
    ['"workspace":"volume"', '"workspace":"volumes"', 'the pipeline has no workspace volumes'],
    ['"runAfter":["embed"]', '"runAfter":["embeds"]', 'there is no task embeds'],
    ['"taskRef":{"name":"validate-embeddings"}', '"taskRef":{"name":"validate"}', 'there is no task validate'],
  ])('would be told of %s as %s', (right, wrong, fault) => {
    const { content } = named('Pipeline', 'embed-once');
    const text = JSON.stringify(content);
    expect(text).toContain(right);
    const changed = { ...named('Pipeline', 'embed-once'), content: JSON.parse(text.replace(right, wrong)) };
    expect(unresolvedIn([...of('Task'), changed]).join()).toContain(fault);
  });

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

  it("keep the names and defaults of the article's two tasks and of its pipeline", () => {
    const defaultsOf = (name: string) =>
      Object.fromEntries(
        (named('Task', name).content.spec as Spec).params?.map((param) => [param.name, param.default]) ?? [],
      );
    expect(defaultsOf('generate-embeddings-cached')).toMatchObject({
      'source-data-path': 'data/raw_corpus.txt',
      'output-embeddings-path': 'output/embeddings.json',
      'model-name': 'all-MiniLM-L6-v2',
      'python-script': '',
    });
    expect(defaultsOf('validate-embeddings-cached')).toMatchObject({
      'input-embeddings-path': 'output/embeddings.json',
      'validation-set-path': 'data/validation_set.txt',
      'similarity-threshold': '0.99',
    });
    expect(namesOf(named('Task', 'generate-embeddings-cached').content.spec.workspaces)).toEqual(['source']);
    expect(JSON.stringify(named('Task', 'generate-embeddings-cached').content)).toContain(
      '"secretKeyRef":{"name":"redis-connection","key":"REDIS_URL"}',
    );
    const { spec } = named('Pipeline', 'vector-embedding-ci').content;
    expect([namesOf(spec.params), namesOf(spec.workspaces), namesOf(spec.tasks)]).toEqual([
      ['git-repo-url', 'git-revision'],
      ['shared-data'],
      ['fetch-source', 'generate-embeddings', 'validate-embeddings'],
    ]);
  });

  it('mount no second volume into a task, which Tekton refuses unless it is told to schedule otherwise', () => {
    for (const { content } of of('Pipeline')) {
      for (const { name, workspaces = [] } of [...content.spec.tasks, ...(content.spec.finally ?? [])]) {
        const volumes = new Set(workspaces.map(({ workspace }: { readonly workspace: string }) => workspace));
        expect([name, volumes.size]).toEqual([name, 1]);
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
