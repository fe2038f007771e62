import { isRead, ORDERED } from './inputs';
import type { Mode } from './modes';
import { type Policy, REPOSITORY_POLICY } from './policy';
import type { Settings } from './settings';

/**
 * Warns of inputs that were given to this run but that its mode does not read. Not of values that are the default anyway, nor of
 * values for many runs of different modes: from the repository's or the organisation's policy, or a variable of other tools.
 */
export function unreadWarnings(settings: Settings, mode: Mode, policies: readonly Policy[]): string[] {
  const ofRun = policies.filter(({ organisation, file }) => !organisation && file !== REPOSITORY_POLICY);
  return ORDERED.flatMap(([name, input]) => {
    const { value, source } = settings[name] ?? { value: input.default, source: 'default' };
    if (isRead(input, mode) || value === input.default) return [];
    const given = givenAs(name, source, ofRun);
    return given === undefined ? [] : [`${given} is not read by mode ${mode}`];
  });
}

/** @returns undefined if the run itself did not give it */
function givenAs(name: string, source: string, ofRun: readonly Policy[]): string | undefined {
  if (source === 'flag') return `--${name}`;
  if (source.startsWith('INPUT_')) return name;
  if (source.startsWith('EMBED_ONCE_')) return source;
  return ofRun.some(({ file }) => source.startsWith(`policy ${file}:`)) ? `${name} (${source})` : undefined;
}
