import { nearestName } from '../base/nearest-name';
import { INPUTS } from './inputs';
import type { InputDefinition } from './kinds';

export interface Flags {
  readonly values: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
  /** Values that a later flag replaced. */
  readonly warnings: readonly string[];
}

/**
 * Reads the command line. Values of a list add up. Of other values the last one counts, as in git, kubectl and `util.parseArgs`
 * of Node.js, so a script can append a flag to a command that has it.
 */
export function parseFlags(words: readonly string[]): Flags {
  const values = new Map<string, string>();
  const faults: string[] = [];
  const warnings: string[] = [];
  const give = (name: string, value: string): void => {
    const input: InputDefinition<unknown> = INPUTS[name as keyof typeof INPUTS];
    const earlier = values.get(name);
    if (earlier !== undefined && earlier !== value && !input.list) warnings.push(replaced(name, input, earlier, value));
    values.set(name, earlier !== undefined && input.list ? `${earlier}\n${value}` : value);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('--')) {
      if (at > 0) {
        // Not quoted: it may be part of a secret without quotes.
        faults.push(`word ${at + 1} of the command line is unexpected. Give inputs as --name value, see --help`);
      } else if (/[./*]/.test(word)) {
        faults.push(`${shownWord(word)}: there is no such mode. If this is the corpus: --corpus ${shownWord(word)}`);
      } else give('mode', word);
      continue;
    }
    const [name, joined] = splitOnce(word.slice(2), '=');
    const value = joined ?? (isValue(words[at + 1]) ? words[++at] : undefined);
    if (!Object.hasOwn(INPUTS, name)) faults.push(`--${name}: there is no such input${didYouMean(name)}`);
    else if (value === undefined) faults.push(`--${name}: the value is missing`);
    else give(name, value);
  }
  return { values, faults, warnings };
}

function replaced(name: string, { secret }: InputDefinition<unknown>, earlier: string, later: string): string {
  if (secret) return `${name}: the value given (flag) does not count: a later --${name} differs`;
  return `${name}: ${JSON.stringify(earlier)} (flag) does not count: a later --${name} is ${JSON.stringify(later)}`;
}

/** The word after a flag is its value, unless it is a flag itself. */
function isValue(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith('--');
}

/** A stray word for messages, unless it may be part of a secret without quotes. */
export function shownWord(word: string): string {
  return /^[\w./*-]{1,80}$/.test(word) ? word : 'a word';
}

function splitOnce(word: string, separator: string): [string, string | undefined] {
  const at = word.indexOf(separator);
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function didYouMean(name: string): string {
  const near = nearestName(name, Object.keys(INPUTS));
  return near ? `; did you mean --${near}?` : ', see --help all';
}
