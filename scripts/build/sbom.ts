import { readFileSync } from 'node:fs';
import path from 'node:path';

const MODEL = 'dist/model/all-MiniLM-L6-v2';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
}

/**
 * What `dist` carries, as a CycloneDX document: the packages that are bundled, with the digests that package-lock.json has of them, and the
 * model. The same packages give the same bytes: no time, no serial number.
 * @param folders of the packages, in node_modules
 * @returns JSON, with a line end
 */
export function billOfMaterials(folders: readonly string[]): string {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Record<string, Locked>;
  };
  const own = packages[''] as Locked;
  const components = folders.map((folder) => {
    const at = path.relative('.', folder);
    return component(at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length), packages[at] as Locked);
  });
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { ...component('embed-once', own), type: 'application' } },
    components: [...components, model()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)),
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

function component(name: string, { version, license, integrity }: Locked) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const licence = license ?? '';
  return {
    'bom-ref': purl,
    type: 'library',
    name,
    version,
    purl,
    licenses: [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
    ...(integrity ? { hashes: [sha512(integrity)] } : {}),
  };
}

/** @param integrity as npm writes it, `sha512-` and base64 */
function sha512(integrity: string) {
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
  return { alg: 'SHA-512', content };
}

function model() {
  const { out, license } = JSON.parse(readFileSync(`${MODEL}/provenance.json`, 'utf8')) as {
    readonly license: string;
    readonly out: Readonly<Record<string, string>>;
  };
  return {
    'bom-ref': 'all-MiniLM-L6-v2',
    type: 'machine-learning-model',
    name: 'sentence-transformers/all-MiniLM-L6-v2',
    licenses: [{ license: { id: license } }],
    hashes: [{ alg: 'SHA-256', content: out['onnx/model.onnx'] }],
  };
}
