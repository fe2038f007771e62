import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { parseInputs } from '../../src/inputs/parse-inputs';

const EXAMPLES = 'examples/knative';

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const resources = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(path.join(EXAMPLES, file), 'utf8')).map((document) => {
      expect(document.errors).toEqual([]);
      return [file, document.toJS() as Resource] as const;
    }),
  );

function resourceIn(file: string): Resource {
  const [found] = resources.filter(([name]) => name === file);
  if (!found) throw new Error(`there is no ${file}`);
  return found[1];
}

/** That they fit Knative's definitions is looked at in manifests.test.ts. */
describe("Knative's resources", () => {
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
