import { isRead, ORDERED } from './inputs';
import type { Mode } from './modes';
import type { Settings } from './settings';

/**
 * Warns of inputs that were given to this run but that its mode does not read. Values that equal the default do not count, nor
 * do values that are meant for runs of different modes: those of policies and of variables of other tools.
 */
export function unreadWarnings(settings: Settings, mode: Mode): string[] {
  return ORDERED.flatMap(([name, input]) => {
    const { value, source } = settings[name] ?? { value: input.default, source: 'default' };
    if (isRead(input, mode) || value === input.default) return [];
    const given = givenAs(name, source);
    return given === undefined ? [] : [`${given} is not read by mode ${mode}`];
  });
}

/** @returns undefined if the run itself did not give it */
function givenAs(name: string, source: string): string | undefined {
  if (source === 'flag') return `--${name}`;
  if (source.startsWith('INPUT_')) return name;
  return source.startsWith('EMBED_ONCE_') ? source : undefined;
}
