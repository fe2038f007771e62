/**
 * Keeps of KEDA's resource definitions what the examples use, for the test that holds them against it. A field that the definitions
 * do not know is an error here.
 *
 *   npx tsx scripts/keda-schemas.ts <folder with config/crd/bases of github.com/kedacore/keda> <version>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { KEDA_EXAMPLES, KEDA_SCHEMAS, type Resource, type Schema } from '../__tests__/helpers/keda-schemas';

const KEPT = ['type', 'enum', 'required', 'minimum', 'minLength', 'minItems', 'x-kubernetes-int-or-string'] as const;

const [folder = '.', version = ''] = process.argv.slice(2);
const resources = KEDA_EXAMPLES.flatMap((file) =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Resource),
);
const templates = resources.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template);
const schemas: Record<string, Schema> = {};
for (const kind of ['ScaledJob', 'ScaledObject', 'TriggerAuthentication']) {
  const file = path.join(folder, `keda.sh_${kind.toLowerCase()}s.yaml`);
  const { spec } = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
  const own: Resource[] = resources.filter((resource) => resource.kind === kind);
  // A Deployment has the same template of a pod as a job.
  if (kind === 'ScaledJob') {
    own.push(...templates.map((template) => ({ ...(own[0] as Resource), spec: { jobTargetRef: { template } } })));
  }
  schemas[kind] = prune(spec.versions[0].schema.openAPIV3Schema, own, kind);
}
const source = `github.com/kedacore/keda ${version}, config/crd/bases, Apache-2.0: what examples/keda uses of it`;
writeFileSync(KEDA_SCHEMAS, `${JSON.stringify({ source, schemas }, null, 1)}\n`);

function prune(schema: Schema, values: readonly unknown[], at: string): Schema {
  const kept: Record<string, unknown> = {};
  for (const name of KEPT) if (schema[name] !== undefined) kept[name] = schema[name];
  const { properties, additionalProperties, items } = schema;
  const objects = values.filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  if (properties) {
    const used = new Set([...objects.flatMap((value) => Object.keys(value as object)), ...(schema.required ?? [])]);
    kept.properties = Object.fromEntries(
      [...used].sort().map((name) => {
        const own = properties[name];
        if (!own) throw new Error(`${at} has no field ${name}`);
        const held = objects.map((value) => (value as Record<string, unknown>)[name]);
        return [
          name,
          prune(
            own,
            held.filter((value) => value !== undefined),
            `${at}.${name}`,
          ),
        ];
      }),
    );
  } else if (additionalProperties) {
    const held = objects.flatMap((value) => Object.values(value as object));
    kept.additionalProperties = prune(additionalProperties, held, `${at}.*`);
  }
  if (items) kept.items = prune(items, values.filter(Array.isArray).flat(), `${at}[]`);
  return kept;
}
