/** What structural schemas of custom resources use of OpenAPI. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'number';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly minLength?: number;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
}

/** What is wrong with a value, as `kubectl apply --validate=strict` would see it: unknown fields too. */
export function faultsOf(value: unknown, schema: Schema, at: string): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    return typeof value === 'string' || Number.isInteger(value) ? [] : [`${at} is neither integer nor string`];
  }
  if (schema.type !== undefined && !isOf(schema.type, value)) return [`${at} is not of type ${schema.type}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => faultsOf(item, schema.items ?? {}, `${at}[${index}]`));
  if (typeof value === 'string') return value.length < (schema.minLength ?? 0) ? [`${at} is empty`] : [];
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, field]) => faultsOfField(name, field, schema, at)),
  ];
}

function faultsOfField(name: string, field: unknown, schema: Schema, at: string): string[] {
  const known = schema.properties?.[name] ?? schema.additionalProperties;
  if (typeof known === 'object') return faultsOf(field, known, `${at}.${name}`);
  return known === true || schema['x-kubernetes-preserve-unknown-fields'] ? [] : [`${at}.${name} is not known`];
}

function isOf(type: Schema['type'], value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
