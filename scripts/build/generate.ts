/**
 * Writes what is derived from the tables of inputs and outputs: action.yml, action-types.yml, docs/inputs.md and the tasks in
 * tekton-adapter; the table of formats in docs/corpora.md, from what tests found (docs/facts/formats.json, which they keep); and the
 * version in the name of the image, wherever it is named.
 *
 *   npm run generate              writes them
 *   npm run generate -- --check   fails if they are not what it would write
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { version } from '../../package.json';
import { INPUTS } from '../../src/inputs/inputs';
import type { InputDefinition, Typing } from '../../src/inputs/kinds';
import { OUTPUTS } from '../../src/report/run-report';
import { filesNamingImage } from './image-name';
import { tektonFiles } from './tekton-tasks';

const table = Object.entries<InputDefinition<unknown>>(INPUTS);

const OUTPUT_TYPES: Readonly<Record<keyof typeof OUTPUTS, Typing>> = {
  total: { type: 'integer' },
  unique: { type: 'integer' },
  hits: { type: 'integer' },
  misses: { type: 'integer' },
  embedded: { type: 'integer' },
  'hit-rate': { type: 'float' },
  fingerprint: { type: 'string' },
  dimensions: { type: 'integer' },
  'output-path': { type: 'string' },
  validation: { type: 'enum', 'allowed-values': ['passed', 'failed', 'none'] },
  'has-misses': { type: 'boolean' },
  shards: { type: 'string' },
  'plan-path': { type: 'string' },
  changes: { type: 'string' },
  'changes-path': { type: 'string' },
  'report-path': { type: 'string' },
};

const derived = {
  ...filesNamingImage(version),
  'action.yml': actionYml(),
  'action-types.yml': actionTypes(),
  'docs/inputs.md': inputsPage(),
  'docs/corpora.md': corporaPage(),
  ...tektonFiles(),
};
const stale = Object.entries(derived).filter(([file, text]) => {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  return true;
});
for (const [file] of stale)
  console.log(`${file} ${process.argv.includes('--check') ? 'is stale: npm run generate' : 'written'}`);
if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1;

function actionYml(): string {
  return [
    '# Made by scripts/build/generate.ts from src/inputs/inputs.ts: change it there.',
    'name: embed-once',
    'description: Embed every text once. Cached, validated text embeddings for CI, on CPU or GPU.',
    'branding:',
    '  icon: layers',
    '  color: purple',
    'inputs:',
    // No defaults here: an input that a workflow leaves out must stay open for EMBED_ONCE_<NAME>.
    ...table.flatMap(([name, input]) => [
      `  ${name}:`,
      `    description: ${JSON.stringify(`${input.description} ${allowed(input)}`)}`,
      '    required: false',
    ]),
    'outputs:',
    ...Object.entries(OUTPUTS).flatMap(([name, description]) => [
      `  ${name}:`,
      `    description: ${JSON.stringify(description)}`,
    ]),
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
    '',
  ].join('\n');
}

/** See https://github.com/typesafegithub/github-actions-typing. */
function actionTypes(): string {
  const inputs = Object.fromEntries(table.map(([name, { typing }]) => [name, typing ?? { type: 'string' }]));
  const comment = '# Made by scripts/build/generate.ts from src/inputs/inputs.ts: change it there.\n';
  // Tools that read YAML 1.1 would take a plain `on` for true.
  const form = { aliasDuplicateObjects: false, blockQuote: false, compat: 'yaml-1.1' } as const;
  return comment + stringify({ inputs, outputs: OUTPUT_TYPES }, form);
}

function allowed(input: InputDefinition<unknown>): string {
  const fallback = input.default === '' ? '' : ` Default: ${input.default}.`;
  return `Allowed: ${input.allowed}.${fallback}`;
}

function inputsPage(): string {
  const lines = [
    '# Inputs and outputs',
    '',
    'Made from `src/inputs/inputs.ts` by `npm run generate`.',
    '',
    "Each input is taken from the first of these that has it: a lock of the organisation's policy, the flag `--redis-ttl`, the",
    'variable `INPUT_REDIS-TTL` (which GitHub sets from `with:`), the variable `EMBED_ONCE_REDIS_TTL`, the policy of the run or',
    "of the repository, the organisation's policy, the default. An empty variable counts as none. `report.json` names for each",
    'input which of them it was. [policy.md](policy.md) is about policies, and about `EMBED_ONCE_CACHE`, which switches the cache',
    'of a whole installation.',
  ];
  for (const group of new Set(table.map(([, input]) => input.group))) {
    lines.push('', `## ${group}`, '', '| input | what it does | allowed | default |', '|---|---|---|---|');
    for (const [name, input] of table.filter(([, { group: own }]) => own === group)) {
      const fallback = input.default === '' ? '' : `\`${input.default}\``;
      lines.push(`| \`${name}\` | ${cell(input.description)} | ${cell(input.allowed)} | ${fallback} |`);
    }
  }
  lines.push(
    '',
    '## Outputs',
    '',
    'Step outputs on GitHub, results on Tekton.',
    '',
    '| output | what it holds |',
    '|---|---|',
  );
  for (const [name, description] of Object.entries(OUTPUTS)) lines.push(`| \`${name}\` | ${cell(description)} |`);
  lines.push(
    '',
    '## Exit codes',
    '',
    '| code | meaning |',
    '|---|---|',
    '| 0 | done |',
    '| 1 | failed |',
    '| 2 | unusable input: an input, the corpus, the golden set or the model folder |',
    '| 3 | a gate is closed: validation, an approval that `approve: new` does not allow, `fail-on-audit`, or `fail-on-corrupt` |',
    '',
  );
  return lines.join('\n');
}

interface FormatFacts {
  readonly extensions: readonly string[];
  readonly ids: readonly string[];
  readonly error: string;
  readonly metadata: readonly string[];
  readonly from: readonly string[];
}

/** The page as it is, with the table of formats in its place. */
function corporaPage(): string {
  const facts: Record<string, FormatFacts> = JSON.parse(readFileSync('docs/facts/formats.json', 'utf8'));
  const rows = Object.entries(facts).map(([name, { extensions, ids, error, metadata, from }]) => {
    const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');
    return `| \`${name}\` | ${code(extensions)} | ${code(ids)} | \`${error}\` | ${code(metadata) || 'none'} | ${from.join(', ')} |`;
  });
  const table = [
    '| format | files that end with | ids of records | where a bad record is said to be | metadata in the test | also from |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  const marks = /(<!-- formats -->\n)[\s\S]*?(\n<!-- end of formats -->)/;
  return readFileSync('docs/corpora.md', 'utf8').replace(marks, (_, before, after) => `${before}${table}${after}`);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
