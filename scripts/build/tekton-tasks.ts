/**
 * The Tekton tasks and the step action of tekton-adapter, from the tables of inputs and outputs: a param for each input, which reaches the
 * step as a variable, and a result for each output. No script: nothing that a param holds is ever read by a shell.
 */
import { stringify } from 'yaml';
import { version } from '../../package.json';
import { INPUTS, isRead, type NamedInput, ORDERED } from '../../src/inputs/inputs';
import { OUTPUTS } from '../../src/report/run-report';

type Table = readonly NamedInput[];

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: unknown;
}

/** The task itself gives it, not a param of its name. */
const BY_WORKSPACE = 'runner-cache-path';
const RESULTS_OF_VALIDATION = [
  'total',
  'unique',
  'hits',
  'misses',
  'fingerprint',
  'dimensions',
  'validation',
  'report-path',
];

const variableOf = (input: string): string => `EMBED_ONCE_${input.toUpperCase().replaceAll('-', '_')}`;
/** The name of an input's value in a Secret, such as REDIS_URL. */
const keyOf = (input: string): string => input.toUpperCase().replaceAll('-', '_');

const isParam = ([name, { secret }]: Table[number]): boolean => secret !== true && name !== BY_WORKSPACE;

/** @returns the files of tekton-adapter that are made from the tables, by path */
export function tektonFiles(): Record<string, string> {
  const validating = ORDERED.filter(([name, input]) => name !== 'mode' && isRead(input, 'validate'));
  return {
    'tekton-adapter/generate-embeddings.yaml': task('generate-embeddings', ORDERED, [], Object.keys(OUTPUTS), {
      about:
        'Embeds every text of a corpus that no earlier run has embedded. mode plan and mode embed with a shard split this over several tasks.',
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
    }),
    'tekton-adapter/validate-embeddings.yaml': task(
      'validate-embeddings',
      validating,
      [{ name: 'EMBED_ONCE_MODE', value: 'validate' }],
      RESULTS_OF_VALIDATION,
      {
        about:
          'Compares vectors with those that were approved in a golden set, and fails if they drifted. Loads no model.',
        resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      },
    ),
    'tekton-adapter/step-action.yaml': stepAction(),
  };
}

interface TaskText {
  readonly about: string;
  readonly resources: unknown;
}

function task(
  name: string,
  inputs: Table,
  fixed: readonly Variable[],
  results: readonly string[],
  text: TaskText,
): string {
  return yaml({
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name, labels: { 'app.kubernetes.io/version': version } },
    spec: {
      description: text.about,
      params: params(inputs),
      workspaces: [
        { name: 'source', description: 'The working directory: paths are taken from here.' },
        {
          name: 'cache',
          optional: true,
          description: 'Where vectors are kept between runs, beside Redis or instead of it.',
        },
      ],
      results: declared(results),
      volumes: [{ name: 'tmp', emptyDir: {} }],
      steps: [
        {
          name: 'embed-once',
          image: '$(params.image)',
          workingDir: '$(workspaces.source.path)',
          command: ['node', '/embed-once/dist/index.js'],
          env: [
            ...variables(inputs),
            { name: variableOf(BY_WORKSPACE), value: '$(workspaces.cache.path)' },
            ...fixed,
            ...secretVariables(inputs),
          ],
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          securityContext: { ...CONFINED, readOnlyRootFilesystem: true },
          computeResources: text.resources,
        },
      ],
    },
  });
}

/** Its root file system is not read-only: a step action brings no volume for /tmp. */
function stepAction(): string {
  return yaml({
    apiVersion: 'tekton.dev/v1beta1',
    kind: 'StepAction',
    metadata: { name: 'embed-once', labels: { 'app.kubernetes.io/version': version } },
    spec: {
      description: 'A step of embed-once in a task of your own.',
      params: [
        ...params(ORDERED),
        param('working-directory', 'Paths are taken from here.', '/workspace'),
        param(BY_WORKSPACE, INPUTS[BY_WORKSPACE].description, ''),
      ],
      results: declared(Object.keys(OUTPUTS)),
      image: '$(params.image)',
      workingDir: '$(params.working-directory)',
      command: ['node', '/embed-once/dist/index.js'],
      env: [
        ...variables(ORDERED),
        { name: variableOf(BY_WORKSPACE), value: `$(params.${BY_WORKSPACE})` },
        // Tekton names the files of a step's results, but not their folder.
        { name: 'TEKTON_RESULTS_DIR', value: '$(step.results.total.path)/..' },
        ...secretVariables(ORDERED),
      ],
      securityContext: CONFINED,
    },
  });
}

const CONFINED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

function params(inputs: Table): unknown[] {
  return [
    param('image', 'Made by tekton-adapter/Containerfile.', `embed-once:${version}`),
    param(
      'secret',
      `A Secret with any of ${secretsOf(inputs)
        .map(([name]) => keyOf(name))
        .join(', ')}. May be missing.`,
      'redis-connection',
    ),
    ...inputs.filter(isParam).map(([name, input]) => {
      if (name === 'report-dir')
        return param(name, `${input.description} Each shard has a folder in it.`, input.default);
      return param(name, `${input.description} Allowed: ${input.allowed}. Default: ${input.default || 'none'}.`, '');
    }),
  ];
}

function param(name: string, description: string, fallback: string): unknown {
  return { name, type: 'string', description, default: fallback };
}

function variables(inputs: Table): Variable[] {
  return inputs.filter(isParam).map(([name]) => {
    // Parts that run at once write reports at once. Without a shard this is the folder itself.
    const shard = name === 'report-dir' && inputs.some(([other]) => other === 'shard') ? '/$(params.shard)' : '';
    return { name: variableOf(name), value: `$(params.${name})${shard}` };
  });
}

/** They stand last: Kubernetes puts the values of earlier variables in for `$(NAME)`, and a param may hold that. */
function secretVariables(inputs: Table): Variable[] {
  return secretsOf(inputs).map(([name]) => ({
    name: variableOf(name),
    valueFrom: { secretKeyRef: { name: '$(params.secret)', key: keyOf(name), optional: true } },
  }));
}

function secretsOf(inputs: Table): Table {
  return inputs.filter(([, { secret }]) => secret === true);
}

function declared(results: readonly string[]): unknown[] {
  return results.map((name) => ({
    name,
    type: name === 'shards' ? 'array' : 'string',
    description: OUTPUTS[name as keyof typeof OUTPUTS],
  }));
}

function yaml(resource: unknown): string {
  const text = stringify(resource, { aliasDuplicateObjects: false, lineWidth: 0, compat: 'yaml-1.1' });
  return `# Made by scripts/build/generate.ts from src/inputs/table: change it there.\n${text}`;
}
