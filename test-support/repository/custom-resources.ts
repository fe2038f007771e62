import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Manifest } from './manifests';

/** What scripts/fixtures/custom-resource-schemas.ts made of the definitions of Tekton, KEDA and Knative. */
export const CUSTOM_RESOURCES = '__tests__/fixtures/custom-resources/schemas.json';

type Content = Manifest['content'];

let ajv: Ajv | undefined;

/** What is wrong with a resource, unknown fields among it; undefined where no schema is known for its kind. */
export function faultsOfCustomResource(content: Content): string[] | undefined {
  const fits = schemaOf(content);
  if (!fits) return undefined;
  const { channelTemplate } = content.spec ?? {};
  const nested = channelTemplate ? (faultsOfCustomResource(channelTemplate) ?? ['its channel has no schema']) : [];
  return fits(content) ? nested : [...(fits.errors ?? []).map(shown), ...nested];
}

function schemaOf({ apiVersion, kind }: Content): ValidateFunction | undefined {
  ajv ??= new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).addSchema(
    JSON.parse(readFileSync(CUSTOM_RESOURCES, 'utf8')),
    'custom-resources',
  );
  const name = `${apiVersion}/${kind}`.replaceAll('/', '~1');
  return ajv.getSchema(`custom-resources#/$defs/${name}`);
}

function shown({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params;
  return `${instancePath} ${message}${additionalProperty ? `: ${additionalProperty}` : ''}${allowedValues ? `: ${allowedValues}` : ''}`;
}
