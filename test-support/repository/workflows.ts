import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>> | 'inherit';
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface CallInterface {
  readonly inputs: Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>> & { readonly workflow_call?: CallInterface };
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDERS = ['.github/workflows', 'examples/workflows'];
export const REUSABLE = '.github/workflows/embed-once.yml';

/** Every workflow of this repository: its own, and those that it shows. */
export function workflows(): Workflow[] {
  const files = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return files.filter((file) => file.endsWith('.yml')).map(readWorkflow);
}

/** @throws the first fault of the YAML, keys that stand twice among them */
export function readWorkflow(file: string): Workflow {
  const text = readFileSync(file, 'utf8');
  return { file, text, ...parseYaml(text) };
}

/** The blocks of YAML in a page that are workflows, or parts of one that begin with a list of steps. */
export function stepsInPage(file: string): Step[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
  return blocks.flatMap((block) => {
    const parsed = parseYaml(block);
    if (Array.isArray(parsed)) return parsed as Step[];
    const jobs = Object.values((parsed as Partial<Workflow>).jobs ?? {});
    return jobs.flatMap(({ steps = [] }) => steps);
  });
}

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is for the tests to find out
function parseYaml(text: string): any {
  const document = parseDocument(text, { prettyErrors: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw fault;
  return document.toJS();
}
