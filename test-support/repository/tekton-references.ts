import type { Manifest } from './manifests';

interface Named {
  readonly name: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly optional?: boolean;
  readonly workspace?: string;
  readonly value?: unknown;
}

interface TaskSpec {
  readonly params?: readonly Named[];
  readonly workspaces?: readonly Named[];
  readonly results?: readonly Named[];
  readonly steps?: readonly Named[];
}

interface PipelineTask extends TaskSpec {
  readonly name: string;
  readonly taskRef?: { readonly name: string };
  readonly taskSpec?: TaskSpec;
  readonly matrix?: { readonly params?: readonly Named[] };
  readonly runAfter?: readonly string[];
}

interface PipelineSpec extends TaskSpec {
  readonly tasks: readonly PipelineTask[];
  readonly finally?: readonly PipelineTask[];
}

/** Of the catalogue of Tekton, version 0.9: as much as a pipeline can refer to. */
const GIT_CLONE: TaskSpec = {
  params: ['url', 'revision', 'subdirectory', 'depth', 'deleteExisting'].map((name) => ({
    name,
    ...(name !== 'url' && { default: '' }),
  })),
  workspaces: [{ name: 'output' }],
  results: ['commit', 'url', 'committer-date'].map((name) => ({ name })),
};

const CONTEXT = /^context\.(pipelineRun|taskRun|pipeline|task)\.(name|namespace|uid|retry-count)$/;
const namesOf = (all: readonly Named[] = []): Set<string> => new Set(all.map(({ name }) => name));

/** What tasks, step actions and pipelines refer to by `$(…)`, by name or by order, and what is not there. */
export function unresolvedIn(manifests: readonly Manifest[]): string[] {
  const tasks = new Map<string, TaskSpec>([['git-clone', GIT_CLONE]]);
  for (const { kind, content } of manifests) if (kind === 'Task') tasks.set(content.metadata.name, content.spec);
  return manifests.flatMap(({ file, kind, content }) => {
    const { spec } = content;
    if (kind === 'Task' || kind === 'StepAction') return inTask(spec).map((fault) => `${file}: ${fault}`);
    return kind === 'Pipeline' ? inPipeline(spec, tasks).map((fault) => `${file}: ${fault}`) : [];
  });
}

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/\$\(([^)]*)\)/g)].map(([, name]) => name as string);
}

function inTask(spec: TaskSpec): string[] {
  const declared: Readonly<Record<string, Set<string>>> = {
    params: namesOf(spec.params),
    workspaces: namesOf(spec.workspaces),
    results: namesOf(spec.results),
    steps: namesOf(spec.steps),
  };
  return referencesIn(spec)
    .filter((name) => {
      const [, what = '', which = ''] =
        /^(?:step\.)?(params|workspaces|results|steps)\.([\w-]+)(?:\[[*\d]+\]|\.(?:path|bound|claim|volume|results\.[\w-]+))?$/.exec(
          name,
        ) ?? [];
      return !CONTEXT.test(name) && !declared[what]?.has(which);
    })
    .map((name) => `$(${name}) is nothing`);
}

function inPipeline(spec: PipelineSpec, tasks: ReadonlyMap<string, TaskSpec>): string[] {
  const all = [...spec.tasks, ...(spec.finally ?? [])];
  const specOf = ({ taskSpec, taskRef }: PipelineTask): TaskSpec | undefined =>
    taskSpec ?? tasks.get(taskRef?.name ?? '');
  const resultOf = (task: string, result: string): Named | undefined => {
    const from = all.find(({ name }) => name === task);
    return from && specOf(from)?.results?.find(({ name }) => name === result);
  };
  const resolves = (name: string): boolean => {
    const [, param] = /^params\.([\w-]+)(?:\[[*\d]+\])?$/.exec(name) ?? [];
    if (param) return namesOf(spec.params).has(param);
    const [, ofStatus] = /^tasks\.([\w-]+)\.status$/.exec(name) ?? [];
    if (ofStatus) return namesOf(spec.tasks).has(ofStatus);
    const [, task, result, list] = /^tasks\.([\w-]+)\.results\.([\w-]+)(\[\*\])?$/.exec(name) ?? [];
    if (!task || !result) return CONTEXT.test(name);
    const found = resultOf(task, result);
    return found !== undefined && (found.type === 'array') === (list !== undefined);
  };
  return all.flatMap((task) => {
    const { taskSpec, ...own } = task;
    const called = specOf(task);
    if (!called) return [`${task.name}: there is no task ${task.taskRef?.name}`];
    return [
      ...referencesIn(own)
        .filter((name) => !resolves(name))
        .map((name) => `$(${name}) is nothing`),
      ...(taskSpec ? inTask(taskSpec) : []),
      ...(task.runAfter ?? [])
        .filter((name) => !namesOf(spec.tasks).has(name))
        .map((name) => `there is no task ${name}`),
      ...inCall(task, called, namesOf(spec.workspaces)),
    ].map((fault) => `${task.name}: ${fault}`);
  });
}

/** Whether a task gets what it asks for, and nothing else. */
function inCall(task: PipelineTask, called: TaskSpec, workspaces: ReadonlySet<string>): string[] {
  const params = namesOf([...(task.params ?? []), ...(task.matrix?.params ?? [])]);
  const bound = namesOf(task.workspaces);
  return [
    ...[...params].filter((name) => !namesOf(called.params).has(name)).map((name) => `it has no param ${name}`),
    ...(called.params ?? [])
      .filter((param) => param.default === undefined && !params.has(param.name))
      .map(({ name }) => `param ${name} is not given`),
    ...[...bound].filter((name) => !namesOf(called.workspaces).has(name)).map((name) => `it has no workspace ${name}`),
    ...(called.workspaces ?? [])
      .filter(({ name, optional }) => optional !== true && !bound.has(name))
      .map(({ name }) => `workspace ${name} is not given`),
    ...(task.workspaces ?? [])
      .filter(({ name, workspace = name }) => !workspaces.has(workspace))
      .map(({ workspace }) => `the pipeline has no workspace ${workspace}`),
  ];
}
