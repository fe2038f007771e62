import { InputError } from '../base/errors';
import { contradictions } from './contradictions';
import { parseFlags } from './flags';
import { INPUTS, type Inputs, ORDERED } from './inputs';
import { ORGANISATION_VARIABLE, type Policies, type PolicyFile, policyFiles } from './policy';
import { CACHE_SWITCH, type Choice, chooseValue, type Setting, type Settings, switchCache } from './settings';
import { unreadWarnings } from './unread';

/** The command line and the environment of the run. */
interface RunSources {
  /** The command line without node and script. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** All places that values come from. */
export interface InputSources extends RunSources {
  /** None unless given. */
  readonly policies?: Policies;
}

export interface ParsedInputs {
  readonly inputs: Inputs;
  /** The value of each input, and its source. */
  readonly settings: Settings;
  /** Values that were given and have no effect. */
  readonly warnings: readonly string[];
}

/** The policy files to read before inputs can be parsed. Parsing reports the faults. */
export function policyFilesOf({ arguments: words, environment }: RunSources): readonly PolicyFile[] {
  const flags = parseFlags(words).values;
  const { raw, source } = chooseValue('policy', INPUTS.policy, { flags, environment, policies: [] });
  const named = INPUTS.policy.parse(raw);
  const given = source !== 'default' && named.length > 0;
  return policyFiles(given ? named : undefined, environment[ORGANISATION_VARIABLE] ?? '');
}

/**
 * Takes each input from the first source that has it, see `chooseValue`.
 * @throws InputError with all faults at once, including those of the policies
 */
export function parseInputs({ arguments: words, environment, policies }: InputSources): ParsedInputs {
  const flags = parseFlags(words);
  const faults: string[] = [...(policies?.faults ?? []), ...flags.faults];
  const sources = { flags: flags.values, environment, policies: policies?.policies ?? [] };
  const inputs: Record<string, unknown> = {};
  const settings: Record<string, Setting> = {};
  const warnings: string[] = [...flags.warnings];
  for (const [name, definition] of ORDERED) {
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
  // They would repeat faults of single inputs.
  if (faults.length === 0) faults.push(...contradictions(parsed));
  if (faults.length > 0) throw new InputError(faults);
  warnings.push(...unreadWarnings(settings, parsed.mode));
  return { inputs: parsed, settings, warnings };
}

/** The choice for cache-mode, unless the switch of the whole installation replaces it. */
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
