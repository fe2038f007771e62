import { InputError } from '../base/errors';
import { nearestName } from '../base/nearest-name';
import { shownWord } from './flags';
import { GROUPS, isRead, type NamedInput, ORDERED } from './inputs';
import type { InputDefinition } from './kinds';
import { MODE_NAMES, MODES, type Mode, modesText } from './modes';

const WIDTH = 100;
const INDENT = '      ';
/** Longer lists of values move into the description. */
const LONGEST_ALLOWED = 60;
const COMMAND = 'node dist/index.js';

const EXAMPLES: Readonly<Record<Mode, string>> = {
  run: '--corpus "data/**/*.jsonl" --redis-url redis://localhost --output vectors.npy',
  plan: 'plan --corpus "data/**/*.jsonl" --redis-url redis://localhost',
  embed: 'embed --corpus "data/**/*.jsonl" --redis-url redis://localhost --shard 1/8',
  validate: 'validate --golden-set golden.jsonl --redis-url redis://localhost',
  golden: 'golden --golden-set golden.jsonl',
  worker: 'worker --redis-url redis://localhost',
  enqueue: 'enqueue --corpus "data/**/*.pdf" --redis-url redis://localhost',
  serve: 'serve --redis-url redis://localhost --port 8080',
  audit: 'audit --redis-url redis://localhost',
};

const CODES = 'Exit codes: 0 done, 1 failed, 2 unusable input, 3 gate closed by validation or an audit.';
const PRECEDENCE =
  'Each input can also be set as EMBED_ONCE_<NAME>: EMBED_ONCE_REDIS_URL keeps a password out of the process list. The first of these that has a value counts: lock of the organisation, flag, INPUT_<NAME>, EMBED_ONCE_<NAME>, policy, default. EMBED_ONCE_CACHE=off, or another cache-mode, counts before all of them except a stricter lock.';

/** @returns the topic of the help that is asked for, empty for none; undefined if no help is asked for */
export function helpTopic(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--help' || word === '-h');
  if (at < 0) return undefined;
  const [after, first] = [words[at + 1], words[0]].map((word) => (word?.startsWith('-') ? undefined : word));
  return after ?? first ?? '';
}

/**
 * @param topic `all`, a mode, or empty for the inputs that most runs need
 * @throws InputError for any other topic
 */
export function renderHelp(topic: string): string {
  if (topic === '') return shortHelp();
  if (topic === 'all') return fullHelp();
  const mode = MODE_NAMES.find((name) => name === topic);
  if (mode) return modeHelp(mode);
  const topics = [...MODE_NAMES, 'all'];
  const near = nearestName(topic, topics);
  const advice = near ? `; did you mean ${near}?` : `. Topics: ${topics.join(', ')}`;
  throw new InputError([`--help ${shownWord(topic)}: there is no such topic${advice}`]);
}

function shortHelp(): string {
  const essential = ORDERED.filter(([name, input]) => input.essential === true && name !== 'mode');
  return [
    'embed-once: embed every text once.',
    '',
    `  ${COMMAND} [mode] [--input value …]`,
    '',
    'Modes (default: run)',
    ...columns(MODE_NAMES.map((mode) => [mode, MODES[mode]])),
    '',
    'Inputs that most runs need',
    ...columns(essential.map(([name, { description }]) => [`--${name}`, firstSentence(description)])),
    '',
    'Examples',
    `  ${COMMAND} --corpus data/corpus.txt`,
    `  ${COMMAND} ${EXAMPLES.run}`,
    `  ${COMMAND} ${EXAMPLES.plan}`,
    '',
    'Each input can also be set as EMBED_ONCE_<NAME>, such as EMBED_ONCE_REDIS_URL.',
    ...columns([
      ['--help <mode>', 'The inputs that a mode reads.'],
      ['--help all', `All ${ORDERED.length} inputs.`],
      ['--version', 'The version.'],
    ]),
    '',
    CODES,
  ].join('\n');
}

function fullHelp(): string {
  return [
    'All inputs of embed-once.',
    '',
    ...wrap(PRECEDENCE, ''),
    ...GROUPS.flatMap(([heading, inputs]) => section(heading, inputs, true)),
    '',
    CODES,
  ].join('\n');
}

function modeHelp(mode: Mode): string {
  const isEssential = ({ essential }: InputDefinition<unknown>) => essential === true || essential?.includes(mode);
  const all = ORDERED.filter(([name, input]) => name !== 'mode' && isRead(input, mode));
  const rest = GROUPS.map(
    ([heading, inputs]) => [heading, inputs.filter((one) => all.includes(one) && !isEssential(one[1]))] as const,
  );
  return [
    `Mode ${mode}: ${MODES[mode]}`,
    '',
    `  ${COMMAND} ${EXAMPLES[mode]}`,
    ...section(
      'Essentials',
      all.filter(([, input]) => isEssential(input)),
      false,
    ),
    ...rest.flatMap(([heading, inputs]) => section(heading, inputs, false)),
  ].join('\n');
}

function section(heading: string, inputs: readonly NamedInput[], withModes: boolean): string[] {
  return inputs.length === 0 ? [] : ['', heading, ...inputs.flatMap((one) => entry(one, withModes))];
}

function entry([name, { allowed, default: usual, description, modes }]: NamedInput, withModes: boolean): string[] {
  const long = allowed.length > LONGEST_ALLOWED;
  const sentences = [
    description,
    ...(long ? [`Allowed: ${allowed}.`] : []),
    ...(withModes && modes ? [`Modes: ${modesText(modes)}.`] : []),
  ];
  const fallback = usual === '' ? '' : `  (default: ${usual})`;
  return [`  --${name} <${long ? '…' : allowed}>${fallback}`, ...wrap(sentences.join(' '))];
}

function firstSentence(description: string): string {
  return /^.*?\.(?= |$)/.exec(description)?.[0] ?? description;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function wrap(text: string, indent = INDENT): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
