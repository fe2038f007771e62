import { expect, it } from '@jest/globals';
import { indexLine } from '../../../../src/report/sections/run';
import { type SinkFacts, sumOfFacts } from '../../../../src/sink/sink-facts';

const FACTS: SinkFacts = {
  kind: 'redis-index',
  address: 'redis://search:6379',
  index: 'docs',
  generation: 'docs:ab',
  added: 1200,
  changed: 1,
  removed: 0,
  unchanged: 3,
  published: true,
  documents: 1204,
  switched: false,
  dropped: [],
};

it.each([
  ['has', {}, '1,200 added, 1 changed, 0 removed, 3 unchanged; docs has 1,204 documents'],
  [
    'was switched',
    { switched: true, dropped: ['docs:cd', 'docs:ef'] },
    /; docs switched to it and has 1,204 documents; docs:cd and docs:ef dropped$/,
  ],
  ['was refused', { published: false, refusal: 'a gate is closed' }, /; NOT PUBLISHED: a gate is closed$/],
  ['is not live', { published: false }, /; hidden from readers until a complete run switches docs to it$/],
  ['lacks records', { removesNone: 1 }, /; nothing removed, because 1 record was skipped; docs has/],
])('says that an index %s', (_, facts: Partial<SinkFacts>, expected) => {
  expect(indexLine({ ...FACTS, ...facts })).toMatch(expected);
});

it('adds up what was done to documents, and has the last of the rest', () => {
  const last = { ...FACTS, added: 1, documents: 1205, removesNone: 2 };
  expect(sumOfFacts(undefined, FACTS)).toBe(FACTS);
  expect(sumOfFacts(FACTS, last)).toMatchObject({
    added: 1201,
    changed: 2,
    unchanged: 6,
    documents: 1205,
    removesNone: 2,
  });
});
