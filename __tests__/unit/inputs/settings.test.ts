import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../../src/inputs/inputs';
import { type Choice, chooseValue, switchCache, type ValueSources } from '../../../src/inputs/settings';
import { policy } from '../../../test-support/builders/policies';

const NAME = 'redis-prefix';

/** Every source there is, the strongest first, with a value of its own each. */
const ALL: readonly [source: string, give: (sources: Sources) => void][] = [
  ['locked by machine.yml:4', ({ policies }) => void policies.push(policy('machine.yml', { locked: { [NAME]: '1' } }))],
  ['locked by more.yml:4', ({ policies }) => void policies.push(policy('more.yml', { locked: { [NAME]: '2' } }))],
  ['flag', ({ flags }) => void flags.set(NAME, '3')],
  ['INPUT_REDIS-PREFIX', ({ environment }) => void Object.assign(environment, { 'INPUT_REDIS-PREFIX': '4' })],
  ['EMBED_ONCE_REDIS_PREFIX', ({ environment }) => void Object.assign(environment, { EMBED_ONCE_REDIS_PREFIX: '5' })],
  ['policy run.yml:4', ({ policies }) => void policies.push(policy('run.yml', { settings: { [NAME]: '6' } }))],
  ['policy own.yml:4', ({ policies }) => void policies.push(policy('own.yml', { settings: { [NAME]: '7' } }))],
  [
    'policy organisation.yml:4',
    ({ policies }) => void policies.push(policy('organisation.yml', { settings: { [NAME]: '8' }, locked: {} })),
  ],
];

interface Sources extends ValueSources {
  readonly flags: Map<string, string>;
  readonly environment: Record<string, string>;
  readonly policies: ReturnType<typeof policy>[];
}

function sourcesFrom(first: number): Sources {
  const sources: Sources = { flags: new Map(), environment: {}, policies: [] };
  for (const [, give] of ALL.slice(first)) give(sources);
  return sources;
}

describe('chooseValue', () => {
  it.each(ALL.map(([source], at) => [source, at] as const))('takes %s before all that follow', (source, at) => {
    expect(chooseValue(NAME, { default: 'eo1' }, sourcesFrom(at))).toMatchObject({ raw: String(at + 1), source });
  });

  it('takes the default where nobody gave anything', () => {
    expect(chooseValue(NAME, { default: 'eo1' }, sourcesFrom(ALL.length))).toEqual({
      raw: 'eo1',
      source: 'default',
      overruled: [],
    });
  });

  it("does not let the organisation's settings come before others because its file is read first", () => {
    const policies = [
      policy('organisation.yml', { settings: { [NAME]: 'weak' }, locked: {} }),
      policy('own.yml', { settings: { [NAME]: 'strong' } }),
    ];
    expect(chooseValue(NAME, { default: '' }, { flags: new Map(), environment: {}, policies }).raw).toBe('strong');
  });

  it('tells what a lock overrules: the strongest value that differs', () => {
    const policies = [policy('o.yml', { locked: { [NAME]: 'a' } }), policy('own.yml', { settings: { [NAME]: 'c' } })];
    const overruled = (flags: [string, string][]) =>
      chooseValue(NAME, { default: '' }, { flags: new Map(flags), environment: {}, policies }).overruled;
    expect(overruled([[NAME, 'b']])).toEqual(['redis-prefix: "b" (flag) does not count: "a" is locked by o.yml:4']);
    expect(overruled([[NAME, 'a']])).toEqual([
      'redis-prefix: "c" (policy own.yml:4) does not count: "a" is locked by o.yml:4',
    ]);
  });

  it('tells nothing where a lock agrees with all, or where there is no lock', () => {
    const policies = [policy('o.yml', { locked: { [NAME]: 'a' } })];
    const flags = new Map([[NAME, 'a']]);
    expect(chooseValue(NAME, { default: '' }, { flags, environment: {}, policies }).overruled).toEqual([]);
    expect(chooseValue(NAME, { default: '' }, sourcesFrom(2)).overruled).toEqual([]);
  });
});

describe('switchCache', () => {
  const modes = ['off', 'read-only', 'read-write', 'recache'] as const;
  const locked = (raw: string): Choice => ({ raw, source: 'locked by o.yml:4', overruled: [] });

  it('knows every cache-mode', () => {
    expect([...modes].sort()).toEqual(INPUTS['cache-mode'].allowed.split(', ').sort());
  });

  it.each(modes.flatMap((lock) => modes.map((wanted) => [lock, wanted] as const)))(
    'under a lock of %s can say %s only if that does not loosen it',
    (lock, wanted) => {
      const looser = modes.indexOf(wanted) > modes.indexOf(lock);
      const chosen = switchCache(locked(lock), wanted);
      expect(chosen.raw).toBe(looser ? lock : wanted);
      expect(chosen.source).toBe(looser || lock === wanted ? 'locked by o.yml:4' : 'EMBED_ONCE_CACHE');
      expect(chosen.overruled).toHaveLength(lock === wanted ? 0 : 1);
    },
  );

  it.each(modes)('says %s whatever a flag says', (wanted) => {
    const chosen = switchCache({ raw: 'read-only', source: 'flag', overruled: [] }, wanted);
    expect(chosen.raw).toBe(wanted);
    if (wanted !== 'read-only') {
      expect(chosen.source).toBe('EMBED_ONCE_CACHE');
      expect(chosen.overruled).toEqual([
        `cache-mode: "read-only" (flag) does not count: EMBED_ONCE_CACHE says "${wanted}"`,
      ]);
    }
  });

  it('warns of nothing where nobody had said anything', () => {
    const usual: Choice = { raw: 'read-write', source: 'default', overruled: [] };
    expect(switchCache(usual, 'off')).toEqual({ raw: 'off', source: 'EMBED_ONCE_CACHE', overruled: [] });
    expect(switchCache(usual, 'read-write').source).toBe('EMBED_ONCE_CACHE');
  });

  it('keeps what a lock had overruled already', () => {
    const chosen = { ...locked('read-only'), overruled: ['earlier'] };
    for (const wanted of modes) expect(switchCache(chosen, wanted).overruled[0]).toBe('earlier');
  });

  it('names the lock that it cannot loosen', () => {
    expect(switchCache(locked('read-only'), 'recache').overruled).toEqual([
      'cache-mode: "recache" (EMBED_ONCE_CACHE) does not count: "read-only" is locked by o.yml:4, and can only be made stricter',
    ]);
  });
});
