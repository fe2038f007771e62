import { InputError } from '../base/errors';
import { contradictions } from './contradictions';
import { parseFlags } from './flags';
import { INPUTS, type Inputs } from './inputs';
import type { InputDefinition } from './kinds';
import { ORGANISATION_VARIABLE, type Policies, type PolicyFile, policyFiles } from './policy';
import { CACHE_SWITCH, type Choice, chooseValue, type Setting, type Settings, switchCache } from './settings';

/** What the run itself was given. */
interface RunSources {
  /** Command line, without node and script. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where raw values come from. */
export interface InputSources extends RunSources {
  /** None unless given. */
  readonly policies?: Policies;
}

export interface ParsedInputs {
  readonly inputs: Inputs;
  /** What each input is, and who said so. */
  readonly settings: Settings;
  /** What somebody gave and does not count. */
  readonly warnings: readonly string[];
}

/** The policy files that are to be read before inputs can be parsed. Faults are left to that. */
export function policyFilesOf({ arguments: words, environment }: RunSources): readonly PolicyFile[] {
  const flags = parseFlags(words, []);
  const { raw, source } = chooseValue('policy', INPUTS.policy, { flags, environment, policies: [] });
  const named = INPUTS.policy.parse(raw);
  const given = source !== 'default' && named.length > 0;
  return policyFiles(given ? named : undefined, environment[ORGANISATION_VARIABLE] ?? '');
}

/**
 * Takes each input from the first source that has it, see `chooseValue`.
 * @throws InputError with every fault at once, those of the policies too
 */
export function parseInputs({ arguments: words, environment, policies }: InputSources): ParsedInputs {
  const faults: string[] = [...(policies?.faults ?? [])];
  const sources = { flags: parseFlags(words, faults), environment, policies: policies?.policies ?? [] };
  const inputs: Record<string, unknown> = {};
  const settings: Record<string, Setting> = {};
  const warnings: string[] = [];
  for (const [name, definition] of Object.entries<InputDefinition<unknown>>(INPUTS)) {
    const chosen = chooseValue(name, definition, sources);
    const { raw, source, overruled } = name === 'cache-mode' ? cacheMode(chosen, environment, faults) : chosen;
    try {
      inputs[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] = definition.parse(raw);
    } catch (error) {
      const shown = definition.secret ? 'the value given' : JSON.stringify(raw);
      faults.push(`${name}: ${shown} ${(error as Error).message}`);
    }
    const shown = definition.shown?.(raw) ?? raw;
    settings[name] = { value: definition.secret && raw !== '' ? 'given' : shown, source };
    warnings.push(...overruled);
  }
  const parsed = inputs as Inputs;
  // A fault by itself would only be told again.
  if (faults.length === 0) faults.push(...contradictions(parsed));
  if (faults.length > 0) throw new InputError(faults);
  return { inputs: parsed, settings, warnings };
}

/** What was chosen for cache-mode, unless the switch of the whole installation says otherwise. */
function cacheMode(chosen: Choice, environment: RunSources['environment'], faults: string[]): Choice {
  const wanted = environment[CACHE_SWITCH];
  if (!wanted) return chosen;
  try {
    return switchCache(chosen, INPUTS['cache-mode'].parse(wanted));
  } catch (error) {
    faults.push(`${CACHE_SWITCH}: ${JSON.stringify(wanted)} ${(error as Error).message}`);
    return chosen;
  }
}
