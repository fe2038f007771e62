import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { INPUTS, isRead, ORDERED } from '../../src/inputs/inputs';
import type { Mode } from '../../src/inputs/modes';
import { MODE_NAMES } from '../../src/inputs/modes';
import { manifestsIn } from '../../test-support/repository/manifests';
import { stepsInPage, workflows } from '../../test-support/repository/workflows';

const PAGES = ['README.md', 'tekton-adapter/README.md', ...filesIn('docs', '.md'), ...filesIn('examples', '.md')];

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));
}

/** Those of these inputs that the mode does not read. */
function unread(mode: unknown, names: readonly string[]): string[] {
  const given = ORDERED.filter(([name]) => names.includes(name));
  return given.filter(([, input]) => !isRead(input, mode as Mode)).map(([name]) => name);
}

/** Modes and inputs of every command line in a text, with lines that go on joined. */
function commandsIn(text: string): { readonly mode: string; readonly names: string[] }[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  return lines.flatMap((line) => {
    const words = /(?:dist\/index\.js|\bembed-once)((?: +[^|#]+)?)/.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
    const names = words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []).filter((name) => name in INPUTS);
    const [first = 'run'] = words;
    return names.length === 0
      ? []
      : [{ mode: (MODE_NAMES as readonly string[]).includes(first) ? first : 'run', names }];
  });
}

/** Every object in a manifest. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

interface Named {
  readonly name: string;
  readonly value?: string;
}

/** Modes and inputs of containers and of Tekton tasks. A param of a task that is empty counts as not given. */
function givenIn(content: unknown): { readonly mode: unknown; readonly names: string[] }[] {
  return objectsIn(content).flatMap((object) => {
    const {
      env = [],
      args = [],
      params = [],
      taskRef,
    } = object as Record<string, never> as {
      env?: Named[];
      args?: string[];
      params?: Named[];
      taskRef?: Named;
    };
    if (taskRef && /-embeddings$/.test(taskRef.name)) {
      const mode = params.find(({ name }) => name === 'mode')?.value;
      const usual = taskRef.name.startsWith('validate') ? 'validate' : 'run';
      return [{ mode: mode ?? usual, names: params.map(({ name }) => name) }];
    }
    if (!Array.isArray(env) || !Array.isArray(args)) return [];
    const own = env.filter(({ name, value }) => name.startsWith('EMBED_ONCE_') && !/^\$\(params\./.test(value ?? ''));
    const variables = own.map(({ name }) => name.slice('EMBED_ONCE_'.length).toLowerCase().replaceAll('_', '-'));
    const flags = args.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
    const mode = env.find(({ name }) => name === 'EMBED_ONCE_MODE')?.value ?? args[0];
    return own.length > 0 && (MODE_NAMES as readonly unknown[]).includes(mode)
      ? [{ mode, names: [...variables, ...flags] }]
      : [];
  });
}

describe('no example gives an input that its mode does not read', () => {
  const steps = [
    ...workflows().flatMap(({ file, jobs }) =>
      Object.values(jobs).flatMap(({ steps = [] }) => steps.map((step) => [file, step] as const)),
    ),
    ...PAGES.flatMap((page) => stepsInPage(page).map((step) => [page, step] as const)),
  ].filter(([, { uses }]) => /embed-once(@|-action$)/.test(uses ?? ''));

  it('in a workflow', () => {
    expect(steps.length).toBeGreaterThan(10);
    for (const [file, { with: given = {} }] of steps)
      expect([file, unread(given.mode ?? 'run', Object.keys(given))]).toEqual([file, []]);
  });

  it('in a command line', () => {
    const commands = PAGES.flatMap((page) =>
      commandsIn(readFileSync(page, 'utf8')).map((command) => [page, command] as const),
    );
    expect(commands.length).toBeGreaterThan(30);
    expect(new Set(commands.map(([, { mode }]) => mode)).size).toBe(MODE_NAMES.length);
    for (const [page, { mode, names }] of commands) expect([page, mode, unread(mode, names)]).toEqual([page, mode, []]);
  });

  it('in a manifest', () => {
    const all = manifestsIn(['tekton-adapter', 'examples']).flatMap(({ file, content }) =>
      givenIn(content).map((one) => [file, one] as const),
    );
    expect(all.length).toBeGreaterThanOrEqual(10);
    for (const [file, { mode, names }] of all) expect([file, mode, unread(mode, names)]).toEqual([file, mode, []]);
  });

  it('and would be found to', () => {
    expect(unread('embed', ['corpus', 'output', 'golden-set'])).toEqual(['output', 'golden-set']);
    expect(
      commandsIn('x embed-once plan --corpus a \\\n  --output b # c').map(({ mode, names }) => unread(mode, names)),
    ).toEqual([['output']]);
    const container = { args: ['worker', '--corpus', 'a'], env: [{ name: 'EMBED_ONCE_SHARD', value: '1/2' }] };
    expect(givenIn({ container }).map(({ mode, names }) => unread(mode, names))).toEqual([['corpus', 'shard']]);
  });
});
