import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { renderHelp } from '../../src/inputs/help';
import { INPUTS } from '../../src/inputs/inputs';
import { parseSqsUrl } from '../../src/inputs/values/sqs-address';

/** That they fit the definitions of KEDA and Kubernetes is looked at in manifests.test.ts. */
const KEDA_EXAMPLES = ['scaled-job', 'scaled-object', 'sqs-scaled-job', 'sqs-scaled-object'].map(
  (name) => `examples/keda/${name}.yaml`,
);

interface Resource {
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Container {
  readonly args: readonly string[];
}

interface Template {
  readonly spec: { readonly containers: readonly [Container]; readonly terminationGracePeriodSeconds: number };
}

interface Trigger {
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
}

function resourcesIn(file: string): Resource[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Resource;
  });
}

function templateOf({ spec = {} }: Partial<Resource>): Template | undefined {
  return (spec.template ?? (spec.jobTargetRef as { template?: unknown } | undefined)?.template) as Template | undefined;
}

/** What KEDA 2.20.1 reads of such a trigger: pkg/scalers/aws_sqs_queue_scaler.go. */
const SQS_METADATA = [
  'queueURL',
  'queueLength',
  'activationQueueLength',
  'awsRegion',
  'awsEndpoint',
  'scaleOnInFlight',
  'scaleOnDelayed',
  'identityOwner',
];

/** That a trigger watches what a worker with these inputs takes from, and scales to zero by it. */
const TRIGGERS: Readonly<Record<string, (metadata: Trigger['metadata'], given: ReadonlyMap<string, string>) => void>> =
  {
    'redis-streams'(metadata, given) {
      expect(metadata.stream).toBe(given.get('queue') ?? INPUTS.queue.default);
      expect(metadata.consumerGroup).toBe(given.get('queue-group') ?? INPUTS['queue-group'].default);
      // The only target that scales to zero.
      expect(Number(metadata.lagCount)).toBeGreaterThan(0);
      expect(Object.keys(metadata)).not.toContain('pendingEntriesCount');
    },
    'aws-sqs-queue'(metadata, given) {
      expect(SQS_METADATA).toEqual(expect.arrayContaining(Object.keys(metadata)));
      expect(metadata.queueURL).toBe(given.get('queue-url'));
      // KEDA refuses others.
      expect(new URL(metadata.queueURL ?? '').pathname.split('/')).toHaveLength(3);
      const { region = metadata.awsRegion, endpoint } = parseSqsUrl(metadata.queueURL ?? '');
      expect(metadata.awsRegion).toBe(region);
      expect(metadata.awsEndpoint).toBe(endpoint);
      expect(Number(metadata.queueLength)).toBeGreaterThan(0);
      expect(metadata.scaleOnInFlight).toBe('true');
    },
  };

describe.each(KEDA_EXAMPLES)('%s', (file) => {
  const resources = resourcesIn(file);

  it('gives the worker inputs that it has, and watches the queue and the group that it takes from', () => {
    const pods = resources.flatMap((resource) => templateOf(resource) ?? []);
    expect(pods).toHaveLength(1);
    const [mode, ...words] = (pods[0] as Template).spec.containers[0].args;
    expect(mode).toBe('worker');
    const given = new Map<string, string>();
    for (let at = 0; at < words.length; at += 2) given.set((words[at] as string).slice(2), words[at + 1] as string);
    for (const [name, value] of given) {
      const { parse } = INPUTS[name as keyof typeof INPUTS];
      expect(() => parse(value)).not.toThrow();
      expect(renderHelp('all')).toContain(`--${name} `);
    }
    const [trigger] = (resources.at(-1) as Resource).spec.triggers as [Trigger];
    expect(Object.keys(TRIGGERS)).toContain(trigger.type);
    TRIGGERS[trigger.type]?.(trigger.metadata, given);
    // A worker of a Deployment must not end by itself.
    expect(given.get('queue-idle') === '0').toBe(resources.some(({ kind }) => kind === 'Deployment'));
    expect((pods[0] as Template).spec.terminationGracePeriodSeconds).toBeGreaterThan(7);
  });
});
