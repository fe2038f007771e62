import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { parseInputs } from '../../src/parse-inputs';
import { faultsOf, type Schema } from '../helpers/structural-schema';

const EXAMPLES = 'examples/knative';
const FIXTURES = '__tests__/fixtures/knative';

interface Definition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
}

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const definitions: Definition[] = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(FIXTURES, name), 'utf8')));

const resources = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(path.join(EXAMPLES, file), 'utf8')).map((document) => {
      expect(document.errors).toEqual([]);
      return [file, document.toJS() as Resource] as const;
    }),
  );

function faultsIn({ apiVersion, kind, metadata, ...rest }: Resource): string[] {
  const definition = definitions.find((one) => `${one.group}/${one.version}` === apiVersion && one.kind === kind);
  if (!definition) return [`${apiVersion} ${kind}: no such resource`];
  const { labels: _, name, ...unknown } = metadata as Resource['metadata'] & { labels?: unknown };
  return [
    ...faultsOf(rest, definition.schema, name),
    ...Object.keys(unknown).map((field) => `${name}.metadata.${field} is not known`),
  ];
}

function resourceIn(file: string): Resource {
  const [found] = resources.filter(([name]) => name === file);
  if (!found) throw new Error(`there is no ${file}`);
  return found[1];
}

describe("Knative's resources", () => {
  it.each(resources.map(([file, resource]) => [file, resource.kind, resource] as const))(
    'in %s: %s fits its schema, with no unknown field',
    (_, __, resource) => {
      expect(faultsIn(resource)).toEqual([]);
      const channel = resource.spec.channelTemplate as Omit<Resource, 'metadata'> | undefined;
      if (channel)
        expect(faultsIn({ ...channel, spec: channel.spec ?? {}, metadata: { name: 'channel' } })).toEqual([]);
    },
  );

  it('would be told of fields that are misspelt or of another type', () => {
    const sequence = resourceIn('sequence-kafka.yaml');
    expect(faultsIn({ ...sequence, spec: { step: [], steps: 3 } })).toEqual([
      'embed-and-validate.spec.step is not known',
      'embed-and-validate.spec.steps is not of type array',
    ]);
    const { spec } = resourceIn('embed.yaml');
    const text = JSON.stringify(spec).replace('readOnlyRootFilesystem', 'readonlyRootFilesystem');
    const misspelt = { ...resourceIn('embed.yaml'), apiVersion: 'serving.knative.dev/v1', kind: 'Service' };
    expect(faultsIn({ ...misspelt, spec: JSON.parse(text) })).toHaveLength(1);
  });

  it.each(['embed.yaml', 'validate.yaml'])('has arguments in %s that embed-once takes', (file) => {
    const { spec } = resourceIn(file);
    const { template } = spec as {
      template: { spec: { containers: { args: string[] }[]; containerConcurrency: number } };
    };
    const { inputs } = parseInputs({
      arguments: template.spec.containers[0]?.args ?? [],
      environment: { PORT: '8080' },
    });
    expect(inputs).toMatchObject({ mode: 'serve', port: 8080, reportDir: '' });
    const { containerConcurrency } = template.spec;
    expect(containerConcurrency).toBeLessThanOrEqual(inputs.serveConcurrency + inputs.serveQueue);
  });

  it('refers only to what is there', () => {
    const names = new Set(resources.map(([, { kind, metadata }]) => `${kind} ${metadata.name}`));
    const referred = JSON.stringify(resources).matchAll(/"kind":"(Service|Sequence|Broker)","name":"([^"]+)"/g);
    for (const [, kind, name] of referred) expect(names).toContain(`${kind} ${name}`);
  });
});
