export const KEDA_EXAMPLES = [
  'examples/keda/scaled-job.yaml',
  'examples/keda/scaled-object.yaml',
  'examples/keda/sqs-scaled-job.yaml',
  'examples/keda/sqs-scaled-object.yaml',
];
/** What scripts/keda-schemas.ts kept of KEDA's definitions. */
export const KEDA_SCHEMAS = '__tests__/fixtures/keda-schemas.json';

export interface Resource {
  readonly kind: string;
  readonly spec: Record<string, unknown>;
}

/** As much of the schemas of Kubernetes' resource definitions as the fixture has. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

/** What is wrong with a value, strictly: a field that the schema does not name is a fault. */
export function faultsOf(value: unknown, schema: Schema, at = ''): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    return typeof value === 'string' || Number.isInteger(value) ? [] : [`${at} is neither integer nor string`];
  }
  if (schema.type !== undefined && typeOf(value, schema.type) !== schema.type) return [`${at} is no ${schema.type}`];
  const faults: string[] = [];
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at} is none of ${schema.enum.join(', ')}`);
  if (typeof value === 'number' && value < (schema.minimum ?? value)) faults.push(`${at} is below ${schema.minimum}`);
  if (typeof value === 'string' && value.length < (schema.minLength ?? 0)) faults.push(`${at} is too short`);
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) faults.push(`${at} has too few items`);
    return [...faults, ...value.flatMap((one, index) => faultsOf(one, schema.items ?? {}, `${at}[${index}]`))];
  }
  if (typeof value !== 'object' || value === null) return faults;
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) faults.push(`${at}.${name} is missing`);
  // Without a word about its fields, such as metadata, anything goes.
  if (!schema.properties && !schema.additionalProperties) return faults;
  for (const [name, one] of Object.entries(value)) {
    const own = schema.properties?.[name] ?? schema.additionalProperties;
    faults.push(...(own ? faultsOf(one, own, `${at}.${name}`) : [`${at}.${name} is not known`]));
  }
  return faults;
}

function typeOf(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value) && wanted === 'integer') return 'integer';
  return value === null ? 'null' : typeof value;
}
