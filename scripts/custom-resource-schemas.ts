/**
 * Makes JSON schemas of the resource definitions of Tekton, KEDA and Knative, for the test that holds every manifest against them. Fields
 * that a definition does not name are refused, as `kubectl apply --validate=strict` does.
 *
 *   npx tsx scripts/custom-resource-schemas.ts FOLDER       with clones of the repositories below, as FOLDER/tektoncd/pipeline and so on
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';
import { CUSTOM_RESOURCES } from '../__tests__/repository/support/custom-resources';

interface Source {
  readonly repository: string;
  readonly tag: string;
  readonly version: string;
  readonly files: readonly string[];
}

const SOURCES: readonly Source[] = [
  {
    repository: 'tektoncd/pipeline',
    tag: 'v1.15.0',
    version: 'v1',
    files: ['task', 'pipeline', 'pipelinerun'].map((kind) => `config/300-crds/300-${kind}.yaml`),
  },
  {
    repository: 'tektoncd/pipeline',
    tag: 'v1.15.0',
    version: 'v1beta1',
    files: ['config/300-crds/300-stepaction.yaml'],
  },
  {
    repository: 'kedacore/keda',
    tag: 'v2.20.2',
    version: 'v1alpha1',
    files: ['scaledjobs', 'scaledobjects', 'triggerauthentications'].map(
      (kind) => `config/crd/bases/keda.sh_${kind}.yaml`,
    ),
  },
  {
    repository: 'knative/serving',
    tag: 'knative-v1.23.0',
    version: 'v1',
    files: ['config/core/300-resources/service.yaml'],
  },
  {
    repository: 'knative/eventing',
    tag: 'knative-v1.22.2',
    version: 'v1',
    files: [
      'config/core/resources/broker.yaml',
      'config/core/resources/trigger.yaml',
      'config/core/resources/sequence.yaml',
      'config/channels/in-memory-channel/resources/in-memory-channel.yaml',
    ],
  },
  {
    repository: 'knative-extensions/eventing-kafka-broker',
    tag: 'knative-v1.23.0',
    version: 'v1beta1',
    files: ['control-plane/config/eventing-kafka-broker/100-channel/100-kafka-channel.yaml'],
  },
];

type Schema = Readonly<Record<string, unknown>>;

/** Of a schema, what a validator of JSON Schema knows. `x-kubernetes-validations` (CEL) is not among it. */
const KEPT = ['enum', 'required', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern'];
const POD =
  '#/$defs/keda.sh~1v1alpha1~1ScaledJob/properties/spec/properties/jobTargetRef/properties/template/properties/spec/properties';
const VOLUME = `${POD}/volumes/items/properties`;
const STRINGS = { type: 'object', additionalProperties: { type: 'string' } };
const TEXT_LIST_OR_MAP = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, STRINGS],
};
/** What definitions leave open to webhooks, by the field's name: from where the same type is in full. */
const OPEN: Readonly<Record<string, Schema>> = {
  value: TEXT_LIST_OR_MAP,
  default: TEXT_LIST_OR_MAP,
  volumes: { $ref: `${POD}/volumes` },
  affinity: { $ref: `${POD}/affinity` },
  securityContext: { $ref: `${POD}/securityContext` },
  volumeClaimTemplate: { $ref: `${VOLUME}/ephemeral/properties/volumeClaimTemplate` },
  emptyDir: { $ref: `${VOLUME}/emptyDir` },
  persistentVolumeClaim: { $ref: `${VOLUME}/persistentVolumeClaim` },
  attributes: STRINGS,
  // Of a channelTemplate, which the test takes for a resource of its own.
  spec: {},
  pipelineSpec: { $ref: '#/$defs/tekton.dev~1v1~1Pipeline/properties/spec' },
  taskSpec: { $ref: '#/$defs/tekton.dev~1v1~1Task/properties/spec' },
};

/** @param at the names of the fields that lead there */
function convert(schema: Schema, at: readonly string[]): Schema {
  if (schema['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const { type, properties, items, additionalProperties } = schema as { readonly [name: string]: Schema };
  // What is still open would pass unseen: whoever needs it adds it to OPEN.
  if (schema['x-kubernetes-preserve-unknown-fields'] && !properties) return OPEN[at.at(-1) ?? ''] ?? { not: {} };
  // Checked as the type that every resource has for it.
  if (at.length === 2 && at[1] === 'metadata') return { type: 'object' };
  const kept = Object.fromEntries(KEPT.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])));
  return {
    ...(type && { type }),
    ...kept,
    ...(items && { items: convert(items, [...at, '[]']) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, convert(field as Schema, [...at, name])]),
      ),
    }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: convert(additionalProperties, [...at, '*']) }
      : schema.type === 'object' && { additionalProperties: false }),
  };
}

function definitionsOf({ repository, tag, version, files }: Source, folder: string): [name: string, schema: Schema][] {
  return files.map((file) => {
    const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    const text = execFileSync('git', ['-C', path.join(folder, repository), 'show', `${tag}:${file}`], options);
    const { spec } = (parseAllDocuments(text)[0] as Document).toJS({ maxAliasCount: -1 });
    const found = spec.versions.find(({ name }: { readonly name: string }) => name === version);
    const { status: _, ...fields } = found.schema.openAPIV3Schema.properties;
    const { group, names } = spec;
    // Not every definition names these, and every resource has them.
    const named = {
      apiVersion: { enum: [`${group}/${version}`] },
      kind: { enum: [names.kind] },
      metadata: { type: 'object' },
    };
    const properties = { ...fields, ...named };
    const schema = convert({ ...found.schema.openAPIV3Schema, properties }, [names.kind]);
    return [`${group}/${version}/${names.kind}`, { $comment: `github.com/${repository} ${tag}, ${file}`, ...schema }];
  });
}

const [folder = '.'] = process.argv.slice(2);
const schemas = {
  $comment: 'Made by scripts/custom-resource-schemas.ts, see README.md',
  $defs: Object.fromEntries(SOURCES.flatMap((source) => definitionsOf(source, folder))),
};
writeFileSync(CUSTOM_RESOURCES, `${JSON.stringify(schemas)}\n`);
