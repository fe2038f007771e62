import { INPUTS } from './inputs';
import type { InputDefinition } from './kinds';

const WIDTH = 100;
const INDENT = '      ';
/** What is longer goes into the description. */
const LONGEST_ALLOWED = 60;

/** What `--help` prints: every input, from the table. */
export function renderHelp(): string {
  const lines = [
    'embed-once: embed every text once.',
    '',
    '  node dist/index.js [mode] [--input value …]',
    '',
    'Reads a corpus, takes each vector from Redis or from the runner cache where it is known, embeds the rest,',
    'writes them all, and compares golden texts with what was approved.',
    '',
    '  node dist/index.js --corpus data/corpus.txt',
    '  node dist/index.js --corpus "data/**/*.jsonl" --redis-url redis://127.0.0.1:6379 --output vectors.npy',
    '  node dist/index.js plan --corpus data/corpus.txt',
    '  node dist/index.js golden --golden-set golden.jsonl',
    '  node dist/index.js enqueue --redis-url redis://127.0.0.1:6379 --corpus "data/**/*.pdf"',
    '  node dist/index.js worker --redis-url redis://127.0.0.1:6379',
    '  node dist/index.js audit --redis-url redis://127.0.0.1:6379',
    '',
    'Each input can also be given as EMBED_ONCE_<NAME> in the environment: EMBED_ONCE_REDIS_URL keeps a password out',
    'of the list of processes. The first that has a value counts: a lock of the organisation, flag, INPUT_<NAME>,',
    'EMBED_ONCE_<NAME>, policy, default. EMBED_ONCE_CACHE=off, or another cache-mode, counts before all of them but a',
    'stricter lock.',
  ];
  let group = '';
  for (const [name, input] of Object.entries<InputDefinition<unknown>>(INPUTS)) {
    if (input.group !== group) {
      group = input.group;
      lines.push('', group);
    }
    const fallback = input.default === '' ? '' : `  (default: ${input.default})`;
    const long = input.allowed.length > LONGEST_ALLOWED;
    const description = long ? `${input.description} Allowed: ${input.allowed}.` : input.description;
    lines.push(`  --${name} <${long ? '…' : input.allowed}>${fallback}`, ...wrap(description));
  }
  lines.push(
    '',
    'Exit codes: 0 done, 1 failed, 2 unusable input, 3 gate closed: validation, or what an audit found.',
    '--help prints this, --version the version.',
  );
  return lines.join('\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = INDENT;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
