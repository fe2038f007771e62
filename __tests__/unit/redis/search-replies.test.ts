import { describe, expect, it } from '@jest/globals';
import type { RedisReply } from '../../../src/redis/connection';
import {
  readFound,
  readIndexNames,
  readIndexState,
  saysIndexExists,
  saysNoIndex,
  saysNoSorting,
  similarityOf,
} from '../../../src/redis/search-replies';
import { RECORDINGS } from '../../../test-support/servers/recordings';
import { type Resp, readResp, spokenValue } from '../../../test-support/servers/resp';

const three: [string, number] = ['three', 0];
const two: [string, number] = ['two', 0.199999988079];
const one: [string, number] = ['one', 0.399999976158];
const four: [string, number] = ['four', 1];
const five: [string, number] = ['five, with comma', 1];
const unscored = (...names: string[]): [string, number][] => names.map((name) => [name, Number.NaN]);

/** What is found, by the name of the recording. The names of documents without `golden:a:`. */
const FOUND: Readonly<Record<string, [string, number][]>> = {
  'knn 1, sorted, returned fields': [three],
  'knn 3': [three, two, one],
  'knn 3, no RETURN': [three, two, one],
  'knn 3, NOCONTENT': unscored('one', 'two', 'three'),
  'knn 20 of 5': [three, two, one, four, five],
  'knn 0': [],
  'knn 5 after delete': [three, one, four, five],
  'knn 5 after expiry': [three, one, five],
  'knn 3 L2, EF_RUNTIME': [three, ['one', 0.800000011921], ['five, with comma', 2]],
  'knn 3 IP, EF_RUNTIME': [three, one, five],
  'knn float16': [['h:1', 0.000488221645355]],
  'search through alias': [three],
};
const NAMES: Readonly<Record<string, string[]>> = { 'list indexes, none': [], 'list indexes': ['golden:a'] };
const NO_INDEX = ['search, missing index', 'info, missing index', 'drop, missing index'];
const OTHER_ERRORS = [
  'knn without DIALECT 2',
  'query blob of the wrong size',
  'missing parameter',
  'unknown field',
  'bad attribute count',
];

const searches = RECORDINGS.filter(({ command }) => String(command[0]).startsWith('FT.'));

describe.each([2, 3] as const)('what was recorded with RESP%d', (protocol) => {
  const cases = searches.filter((recording) => recording.protocol === protocol);

  it.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, { reply }) => {
    const value = spokenValue((readResp(reply) as { resp: Resp }).resp);
    if (value instanceof Error) {
      expect([...NO_INDEX, ...OTHER_ERRORS, 'create, duplicate']).toContain(name);
      expect(saysNoIndex(value.message)).toBe(NO_INDEX.includes(name));
      expect(saysIndexExists(value.message)).toBe(name === 'create, duplicate');
      expect(saysNoSorting(value.message)).toBe(false);
    } else if (FOUND[name]) {
      const { documents, warnings } = readFound(value as RedisReply);
      expect(documents.map((found) => [found.name.replace('golden:a:', ''), found.distance])).toEqual(FOUND[name]);
      expect(warnings).toEqual([]);
    } else if (NAMES[name]) {
      expect(readIndexNames(value as RedisReply)).toEqual(NAMES[name]);
    } else if (name === 'info') {
      expect(readIndexState(value as RedisReply)).toEqual({
        documents: 5,
        pending: false,
        share: 1,
        failures: 1,
        lastFailure: 'Could not add vector with blob size 8 (expected size 16)',
      });
    } else {
      expect(value).toBe('OK');
    }
  });

  it('has every kind of answer that is looked at here', () => {
    const names = new Set(cases.map(({ name }) => name));
    const expected = [
      ...Object.keys(FOUND),
      ...Object.keys(NAMES),
      ...NO_INDEX,
      ...OTHER_ERRORS,
      'info',
      'create, duplicate',
    ];
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
  });
});

/** As documented; not recorded. */
describe('other answers', () => {
  const bytes = (text: string) => Buffer.from(text);

  it('takes the name of the distance that there is without AS', () => {
    expect(readFound([1, bytes('d'), [bytes('__v_score'), bytes('0.25')]]).documents).toEqual([
      { name: 'd', distance: 0.25 },
    ]);
  });

  it.each([
    ['RESP2', [2, bytes('gone'), null, bytes('d'), [bytes('score'), bytes('0.5')]]],
    [
      'RESP3',
      [
        'results',
        [
          ['id', bytes('gone'), 'extra_attributes', null, 'values', []],
          ['id', bytes('d'), 'extra_attributes', [bytes('score'), bytes('0.5')]],
        ],
      ],
    ],
  ])('knows a document that is gone, in %s', (_, reply) => {
    expect(readFound(reply as RedisReply).documents).toEqual([
      { name: 'gone', distance: Number.NaN },
      { name: 'd', distance: 0.5 },
    ]);
  });

  it('passes on what the server warns of', () => {
    expect(readFound(['results', [], 'warning', ['Timeout limit was reached']]).warnings).toEqual([
      'Timeout limit was reached',
    ]);
  });

  it('reads the state that Valkey-search tells, and numbers that are strings', () => {
    const state = ['num_docs', bytes('7'), 'hash_indexing_failures', bytes('0'), 'backfill_in_progress', bytes('1')];
    expect(readIndexState(state)).toEqual({ documents: 7, pending: true, share: 0, failures: 0 });
    const queued = ['num_docs', bytes('7'), 'backfill_in_progress', bytes('0'), 'mutation_queue_size', bytes('3')];
    expect(readIndexState(queued)).toMatchObject({ pending: true });
  });

  it.each(['no such index', 'Unknown index name', "Index with name 'x' not found", 'x: no such index'])(
    'knows that "%s" means that there is none',
    (message) => expect(saysNoIndex(message)).toBe(true),
  );

  it('takes nothing else for an answer', () => {
    expect(() => readFound('OK')).toThrow('not a search reply');
    expect(() => readFound([])).toThrow('not a search reply');
  });
});

describe('similarityOf', () => {
  /** Two vectors of length 1, at 60 degrees. */
  it.each([
    ['cosine', 1 - 0.5],
    ['ip', 1 - 0.5],
    ['l2', (1 - 0.5) ** 2 + 0.75],
  ] as const)('is the cosine, from the distance of %s', (metric, distance) => {
    expect(similarityOf(distance, metric)).toBeCloseTo(0.5, 12);
  });
});
