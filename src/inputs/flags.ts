import { nearestName } from '../base/nearest-name';
import { INPUTS } from './inputs';

export function parseFlags(words: readonly string[], faults: string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('--')) {
      if (at === 0 && /[./*]/.test(word))
        faults.push(`${shown(word)}: no mode has such a name. If it is the corpus: --corpus ${shown(word)}`);
      else if (at === 0) flags.set('mode', word);
      // Not shown: it may be part of a secret that was not quoted.
      else
        faults.push(`word ${at + 1} of the command line is not expected. Inputs are given as --name value, see --help`);
      continue;
    }
    const [name, joined] = splitOnce(word.slice(2), '=');
    const value = joined ?? (isValue(words[at + 1]) ? words[++at] : undefined);
    if (!Object.hasOwn(INPUTS, name)) faults.push(`--${name}: there is no such input${didYouMean(name)}`);
    else if (value === undefined) faults.push(`--${name}: a value is missing`);
    else flags.set(name, flags.has(name) && OF_LINES.includes(name) ? `${flags.get(name)}\n${value}` : value);
  }
  return flags;
}

/** Inputs of several lines, whose flags may be repeated. */
const OF_LINES = ['corpus', 'cache-signing-key'];

/** What follows a flag is its value, unless it is the next flag. */
function isValue(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith('--');
}

/** A stray word may be part of a secret that was not quoted. */
function shown(word: string): string {
  return /^[\w./*-]{1,80}$/.test(word) ? word : 'a word';
}

function splitOnce(word: string, separator: string): [string, string | undefined] {
  const at = word.indexOf(separator);
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function didYouMean(name: string): string {
  const near = nearestName(name, Object.keys(INPUTS));
  return near ? `; did you mean --${near}?` : ', see --help';
}
