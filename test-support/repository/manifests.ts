import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { faultsOfCustomResource } from './custom-resources';

export interface Manifest {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a file holds is for the tests to find out
  readonly content: any;
}

/** The type of each kind of Kubernetes' own, as TypeScript imports it. */
const TYPES: Readonly<Record<string, string>> = {
  'v1 Secret': "import('kubernetes-types/core/v1').Secret",
  'v1 ConfigMap': "import('kubernetes-types/core/v1').ConfigMap",
  'v1 Service': "import('kubernetes-types/core/v1').Service",
  'v1 PersistentVolumeClaim': "import('kubernetes-types/core/v1').PersistentVolumeClaim",
  'v1 ServiceAccount': "import('kubernetes-types/core/v1').ServiceAccount",
  'apps/v1 Deployment': "import('kubernetes-types/apps/v1').Deployment",
  'batch/v1 Job': "import('kubernetes-types/batch/v1').Job",
};
const ANY_METADATA = "{ metadata: import('kubernetes-types/meta/v1').ObjectMeta }";

/** The names of all YAML files of these folders and of those in them. */
export function yamlFilesIn(folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  );
  return files.filter((file) => /\.ya?ml$/.test(file)).sort();
}

/** Every document of those files, resources of a cluster or not. */
export function manifestsIn(folders: readonly string[]): Manifest[] {
  return yamlFilesIn(folders).flatMap((file) => parseManifests(readFileSync(file, 'utf8'), file));
}

/** @throws the first fault of the YAML, keys that stand twice among them */
export function parseManifests(text: string, file: string): Manifest[] {
  return [...parseAllDocuments(text)].map((document) => {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault) throw fault;
    const content = document.toJS();
    return { file, apiVersion: content.apiVersion, kind: content.kind, content };
  });
}

/**
 * What does not fit the types of Kubernetes, or the definitions of Tekton, KEDA and Knative: fields that they do not know, fields that are
 * missing, values of another type. A kind that none of them has is a fault.
 */
export function faultsOf(manifests: readonly Manifest[]): string[] {
  const custom = manifests.flatMap(({ apiVersion, kind, content, file }) => {
    if (TYPES[`${apiVersion} ${kind}`]) return [];
    const faults = faultsOfCustomResource(content) ?? [`no schema is known for ${kind} of ${apiVersion}`];
    return faults.map((fault) => `${file}: ${fault}`);
  });
  return [...custom, ...faultsOfTypes(manifests)];
}

/** The manifests become object literals, and the compiler checks them all at once. */
function faultsOfTypes(manifests: readonly Manifest[]): string[] {
  const statements = manifests.map(({ apiVersion, kind, content }, at) => {
    const type = TYPES[`${apiVersion} ${kind}`];
    const checked = type ? content : { metadata: content.metadata };
    return `export const manifest${at}: ${type ?? ANY_METADATA} = ${JSON.stringify(checked, undefined, 1)};`;
  });
  const name = path.resolve('test-support/repository/manifests-to-check.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, statements.join('\n'), ts.ScriptTarget.ES2022) : read(file, ...rest);
  const exists = host.fileExists;
  host.fileExists = (file) => file === name || exists(file);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const at = statementAt(statements, line);
    return `${manifests[at]?.file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** Which statement a line is in, where each begins on a line of its own. */
function statementAt(statements: readonly string[], line: number): number {
  let end = 0;
  return statements.findIndex((statement) => {
    end += statement.split('\n').length;
    return line < end;
  });
}
