/**
 * Builds `dist`: the bundle, the bundles of its workers, the native runtime, and the licences and the bill of materials of all of
 * it. The default model is already there, made by scripts/build/default-model/build.py; it is only checked. Run on Linux; twice gives
 * the same bytes.
 *
 *   npm run build [-- TARGET]     TARGET is dist unless given
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { billOfMaterials } from './sbom';

const RUNTIME = 'node_modules/onnxruntime-node/bin/napi-v6/linux';
/** What stays when `dist` is built anew: committed once, made elsewhere. */
const KEPT = ['model'];

/** Of packages that name their licence, MIT, but do not carry its text: who holds the copyright, as their repositories or authors say. */
const MIT_COPYRIGHTS: Readonly<Record<string, string>> = {
  redis: 'Copyright (c) 2022-2023, Redis, inc.',
  '@redis/': 'Copyright (c) 2022-2023, Redis, inc.',
  onnxruntime: 'Copyright (c) Microsoft Corporation',
  '@nodable/': 'Copyright (c) Amit Gupta',
};

/** Packages that do not carry the text of their licence, and one of the same repository and licence that does. */
const SAME_LICENCE: Readonly<Record<string, string>> = { '@aws-sdk/': '@aws-sdk/core' };

const target = process.argv[2] ?? 'dist';

mkdirSync(target, { recursive: true });
for (const name of readdirSync(target)) {
  if (!KEPT.includes(name)) rmSync(path.join(target, name), { recursive: true });
}
bundle('src/main.ts', target);
bundle('src/embedder/worker.ts', path.join(target, 'embedder'));
bundle('src/corpus/parquet-worker.ts', path.join(target, 'parquet'));
bundle('src/corpus/pdf-worker.ts', path.join(target, 'pdf'));
bundle('src/validation/knn/candidate-worker.ts', path.join(target, 'validation'));
bundle('src/github-cache/client.ts', path.join(target, 'github-cache'));
for (const architecture of ['x64', 'arm64']) {
  cpSync(path.join(RUNTIME, architecture), path.join(target, 'bin/napi-v6/linux', architecture), { recursive: true });
}
const packages = bundledPackages();
writeFileSync(path.join(target, 'THIRD-PARTY-LICENSES.txt'), licences(packages));
writeFileSync(path.join(target, 'sbom.cdx.json'), billOfMaterials(packages));
if (existsSync(path.join(target, 'model'))) checkModel(path.join(target, 'model/all-MiniLM-L6-v2'));

function bundle(entry: string, folder: string): void {
  execFileSync('node_modules/.bin/ncc', ['build', entry, '--out', folder, '--transpile-only', '--quiet'], {
    stdio: 'inherit',
  });
}

/** The folders of all packages that are bundled. */
function bundledPackages(): string[] {
  return execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .trim()
    .split('\n')
    .slice(1);
}

/** The licence text of each package, by name. */
function licences(folders: readonly string[]): string {
  const sections = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const text = licenceIn(folder) || siblingLicence(name, license) || mitLicence(name, license);
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return [...new Set(sections)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceIn(folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
}

function siblingLicence(name: string, license: string): string | undefined {
  const [, sibling] = Object.entries(SAME_LICENCE).find(([prefix]) => name.startsWith(prefix)) ?? [];
  if (sibling === undefined) return undefined;
  const folder = path.join('node_modules', sibling);
  const { license: its } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return its === license ? licenceIn(folder) : undefined;
}

function mitLicence(name: string, license: string): string {
  const holder = Object.keys(MIT_COPYRIGHTS).find((prefix) => name.startsWith(prefix));
  if (!holder || license !== 'MIT') throw new Error(`${name} carries no licence text, and none is known for it`);
  return readFileSync('scripts/build/mit-licence.txt', 'utf8')
    .replace('<copyright>', MIT_COPYRIGHTS[holder] as string)
    .trim();
}

function checkModel(folder: string): void {
  const { out } = JSON.parse(readFileSync(path.join(folder, 'provenance.json'), 'utf8'));
  for (const [name, expected] of Object.entries(out)) {
    const found = createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
    if (found !== expected) throw new Error(`${folder}/${name} has SHA-256 ${found}, provenance.json says ${expected}`);
  }
}
