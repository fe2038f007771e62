/**
 * Writes the files that follow from others:
 *
 * - from the tables of inputs and outputs: action.yml, action-types.yml, docs/inputs.md, the schema of policies and the tasks in
 *   tekton-adapter
 * - from the type of a report: its schema
 * - from docs/facts/formats.json, which tests keep: the table of formats in docs/corpora.md
 * - from package.json: the version in the name of the image, wherever it is named
 *
 *   npm run generate              writes them
 *   npm run generate -- --check   fails if they are not what it would write
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { version } from '../../package.json';
import { GROUPS, type NamedInput, ORDERED } from '../../src/inputs/inputs';
import type { Typing } from '../../src/inputs/kinds';
import { modesText } from '../../src/inputs/modes';
import { OUTPUTS } from '../../src/report/run-report';
import { filesNamingImage } from './image-name';
import { policySchema } from './policy-schema';
import { tektonFiles } from './tekton-tasks';
import { schemaOfType } from './type-schema';

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
  'docs/schemas/policy.schema.json': `${JSON.stringify(policySchema(), undefined, 2)}\n`,
  'docs/schemas/report.schema.json': `${JSON.stringify(schemaOfType('src/report/run-report.ts', 'RunReport'), undefined, 2)}\n`,
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
    '# Made by scripts/build/generate.ts from src/inputs/table: change it there.',
    'name: embed-once',
    'description: Embed every text once. Cached, validated text embeddings for CI, on CPU or GPU.',
    'branding:',
    '  icon: layers',
    '  color: purple',
    'inputs:',
    // No defaults here: EMBED_ONCE_<NAME> must count for an input that a workflow leaves out.
    ...GROUPS.flatMap(([heading, inputs]) => [
      `  # ${heading}`,
      ...inputs.flatMap((input) => [
        `  ${input[0]}:`,
        `    description: ${JSON.stringify(sentencesOf(input))}`,
        '    required: false',
      ]),
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
  const inputs = Object.fromEntries(ORDERED.map(([name, { typing }]) => [name, typing ?? { type: 'string' }]));
  const comment = '# Made by scripts/build/generate.ts from src/inputs/table: change it there.\n';
  // Tools that read YAML 1.1 would take a plain `on` for true.
  const form = { aliasDuplicateObjects: false, blockQuote: false, compat: 'yaml-1.1' } as const;
  return comment + stringify({ inputs, outputs: OUTPUT_TYPES }, form);
}

function sentencesOf([, { description, allowed, default: usual, modes }]: NamedInput): string {
  return [
    description,
    `Allowed: ${allowed}.`,
    ...(usual === '' ? [] : [`Default: ${usual}.`]),
    ...(modes ? [`Modes: ${modesText(modes)}.`] : []),
  ].join(' ');
}

function inputsPage(): string {
  const lines = [
    '# Inputs and outputs',
    '',
    'Made from `src/inputs/table` by `npm run generate`.',
    '',
    'A run takes each input from the first of these that has it:',
    '',
    "1. a lock of the organisation's policy",
    '2. the flag `--redis-ttl`',
    '3. the variable `INPUT_REDIS-TTL`, which GitHub sets from `with:`',
    '4. the variable `EMBED_ONCE_REDIS_TTL`',
    '5. the policy of the run or of the repository',
    "6. the organisation's policy",
    '7. the default',
    '',
    'An empty variable counts as not set. `report.json` names the source of each input. [policy.md](policy.md) describes policies,',
    'and `EMBED_ONCE_CACHE`, which switches the cache of a whole installation.',
    '',
    '- Lists accept repeated flags: `--corpus a.txt --corpus b.txt`. Of other flags the last one counts, with a warning.',
    '- `true` and `false` may also be written `True`, `TRUE`, `False`, `FALSE`, or `on` and `off`.',
    '- An input that a flag or one of these variables gives to a mode that does not read it causes a warning.',
    '- `--help` shows the essentials, `--help <mode>` the inputs of a mode, and `--help all` this page.',
  ];
  for (const [heading, inputs] of GROUPS) {
    lines.push('', `## ${heading}`, '', '| input | description | allowed | default | modes |', '|---|---|---|---|---|');
    for (const [name, { description, allowed, default: usual, modes }] of inputs) {
      const fallback = usual === '' ? '' : `\`${usual}\``;
      lines.push(`| \`${name}\` | ${cell(description)} | ${cell(allowed)} | ${fallback} | ${modesText(modes)} |`);
    }
  }
  lines.push(
    '',
    '## Outputs',
    '',
    'Step outputs on GitHub, results on Tekton.',
    '',
    '| output | description |',
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
    '| 3 | gate closed: by validation, by an approval that `approve: new` does not allow, by `fail-on-audit` or by `fail-on-corrupt` |',
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
