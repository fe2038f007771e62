import type { Inputs } from './inputs';
import type { InputDefinition } from './kinds';
import type { Policies } from './policy';

/** Switches the cache of a whole installation. */
export const CACHE_SWITCH = 'EMBED_ONCE_CACHE';

/** From what can do least to a cache to what can do most: recache replaces what others stored. */
const CACHE_POWERS: readonly string[] = ['off', 'read-only', 'read-write', 'recache'] satisfies Inputs['cacheMode'][];

/** What an input was in a run, and who said so. */
export interface Setting {
  /** As given; `given` for a secret that is not empty. */
  readonly value: string;
  /**
   * `default`, `flag`, the name of a variable, `policy <file>:<line>`, `locked by <file>:<line>`.
   * For the mode that stands first, `flag` too.
   */
  readonly source: string;
}

/** Every input by name. */
export type Settings = Readonly<Record<string, Setting>>;

/** A value as somebody gave it, and who. */
interface Given {
  readonly raw: string;
  readonly source: string;
}

/** What was chosen for an input. */
export interface Choice extends Given {
  /** What somebody gave and does not count, and why: for warnings. */
  readonly overruled: readonly string[];
}

export interface ValueSources {
  readonly flags: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly policies: Policies['policies'];
}

/** What counts where nobody gave an input by its own name. */
type Fallbacks = Pick<InputDefinition<unknown>, 'default' | 'known'>;

/**
 * Takes an input from the first that has it: a lock of the organisation, flag, `INPUT_<NAME>` (GitHub's form),
 * `EMBED_ONCE_<NAME>`, a variable of other tools that is known for it, the policies in their order, those of the organisation last; default. An empty variable counts as
 * none: GitHub sets one for every input that a workflow leaves out.
 */
export function chooseValue(name: string, definition: Fallbacks, sources: ValueSources): Choice {
  const [first, ...rest] = given(name, definition, sources);
  if (!first) return { raw: definition.default, source: 'default', overruled: [] };
  // Without a lock, giving a value again closer to the run is how it is meant to be changed.
  const other = isLock(first) ? rest.find(({ raw }) => raw !== first.raw) : undefined;
  return { ...first, overruled: other ? [doesNotCount(name, other, `${quoted(first)} is ${first.source}`)] : [] };
}

/**
 * Puts `EMBED_ONCE_CACHE` in the place of what was chosen for cache-mode, whoever gave that. A lock it can only tighten.
 * @param wanted a valid cache-mode
 */
export function switchCache(chosen: Choice, wanted: Inputs['cacheMode']): Choice {
  if (chosen.raw === wanted && chosen.source !== 'default') return chosen;
  const switched = { raw: wanted, source: CACHE_SWITCH };
  if (isLock(chosen) && CACHE_POWERS.indexOf(wanted) > CACHE_POWERS.indexOf(chosen.raw)) {
    const why = `${quoted(chosen)} is ${chosen.source}, and can only be made stricter`;
    return { ...chosen, overruled: [...chosen.overruled, doesNotCount('cache-mode', switched, why)] };
  }
  if (chosen.source === 'default') return { ...switched, overruled: [] };
  const why = `${CACHE_SWITCH} says ${quoted(switched)}`;
  return { ...switched, overruled: [...chosen.overruled, doesNotCount('cache-mode', chosen, why)] };
}

function doesNotCount(name: string, given: Given, why: string): string {
  return `${name}: ${quoted(given)} (${given.source}) does not count: ${why}`;
}

function quoted({ raw }: Given): string {
  return JSON.stringify(raw);
}

function isLock({ source }: Given): boolean {
  return source.startsWith('locked by ');
}

/** Every value given, the strongest first. */
function given(name: string, { known }: Fallbacks, { flags, environment, policies }: ValueSources): Given[] {
  const organisation = policies.filter((policy) => policy.organisation);
  const others = policies.filter((policy) => !policy.organisation);
  const variables = [`INPUT_${name.toUpperCase()}`, `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`];
  if (known) variables.push(...[known].flat());
  return [
    ...organisation.map(({ locked }) => {
      const value = locked.get(name);
      return value && { raw: value.raw, source: `locked by ${value.place}` };
    }),
    asGiven(flags.get(name), 'flag'),
    ...variables.map((variable) => asGiven(environment[variable] || undefined, variable)),
    ...[...others, ...organisation].map(({ settings }) => {
      const value = settings.get(name);
      return value && { raw: value.raw, source: `policy ${value.place}` };
    }),
  ].filter((one) => one !== undefined);
}

function asGiven(raw: string | undefined, source: string): Given | undefined {
  return raw === undefined ? undefined : { raw, source };
}
