import type { Policy, PolicyValue } from '../../src/inputs/policy';

/** A policy as it is after reading. Each value stands in line 4. */
export function policy(
  file: string,
  { settings = {}, locked }: { settings?: Record<string, string>; locked?: Record<string, string> },
): Policy {
  const values = (given: Record<string, string>): Map<string, PolicyValue> =>
    new Map(Object.entries(given).map(([name, raw]) => [name, { raw, place: `${file}:4` }]));
  return { file, organisation: locked !== undefined, settings: values(settings), locked: values(locked ?? {}) };
}
