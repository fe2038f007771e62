import type { Inputs } from './inputs';
import type { InputDefinition } from './kinds';
import type { Policies } from './policy';

/** Switches the cache of a whole installation. */
export const CACHE_SWITCH = 'EMBED_ONCE_CACHE';

/** From the least to the most power over a cache: recache replaces vectors that others stored. */
const CACHE_POWERS: readonly string[] = ['off', 'read-only', 'read-write', 'recache'] satisfies Inputs['cacheMode'][];

/** The value of an input in a run, and its source. */
export interface Setting {
  /** As given; `given` for a secret that is not empty. */
  readonly value: string;
  /**
   * `default`, `flag` (also for the mode as first word), the name of a variable, `policy <file>:<line>` or
   * `locked by <file>:<line>`.
   */
  readonly source: string;
}

/** Every input by name. */
export type Settings = Readonly<Record<string, Setting>>;

/** A value as it was given, and its source. */
interface Given {
  readonly raw: string;
  readonly source: string;
}

/** The value chosen for an input. */
export interface Choice extends Given {
  /** Warnings about values that do not count, and why. */
  readonly overruled: readonly string[];
}

export interface ValueSources {
  readonly flags: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly policies: Policies['policies'];
}

/** Values for an input that nobody gave by its own name. */
type Fallbacks = Pick<InputDefinition<unknown>, 'default' | 'known'>;

/**
 * Takes an input from the first of these that has it: a lock of the organisation, flag, `INPUT_<NAME>` (GitHub's form),
 * `EMBED_ONCE_<NAME>`, a known variable of other tools, the policies in their order with those of the organisation last, the
 * default. An empty variable counts as not set: GitHub sets one for every input that a workflow leaves out.
 */
export function chooseValue(name: string, definition: Fallbacks, sources: ValueSources): Choice {
  const [first, ...rest] = given(name, definition, sources);
  if (!first) return { raw: definition.default, source: 'default', overruled: [] };
  // Without a lock, a value closer to the run is meant to replace the others.
  const other = isLock(first) ? rest.find(({ raw }) => raw !== first.raw) : undefined;
  return { ...first, overruled: other ? [doesNotCount(name, other, `${quoted(first)} is ${first.source}`)] : [] };
}

/**
 * Replaces the choice for cache-mode by `EMBED_ONCE_CACHE`, whatever its source. A lock can only be made stricter.
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

/** Every given value, the strongest first. */
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
