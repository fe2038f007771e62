import { describe, expect, it } from '@jest/globals';
import { textKey } from '../../../src/keys/text-key';
import { HashedTexts, PlannedTexts, type Selection, selected } from '../../../src/plan/selection';
import { corpusRecord } from '../../../test-support/builders/resolved-window';

const KEYS = Array.from({ length: 1000 }, (_, at) => textKey(`text ${at}`));
const SHARDS = [1, 2, 3, 4, 5];

function planned(number: number, of = SHARDS.length): PlannedTexts {
  const texts = new PlannedTexts({ number, of });
  for (const [at, key] of KEYS.entries()) texts.offer(key, 10 + (at % 7));
  return texts;
}

describe.each<[string, (number: number) => Selection]>([
  ['by a plan', (number) => planned(number)],
  ['by keys alone', (number) => new HashedTexts({ number, of: SHARDS.length })],
])('parts %s', (_, make) => {
  it('take each text once, in like shares', () => {
    const parts = SHARDS.map(make);
    const counts = SHARDS.map(() => 0);
    for (const key of KEYS) {
      const takers = parts.flatMap((part, at) => (part.includes(key) ? [at] : []));
      expect(takers).toHaveLength(1);
      counts[takers[0] as number] = (counts[takers[0] as number] as number) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(150);
  });
});

describe('PlannedTexts', () => {
  it('knows its texts and tokens, and which of them it was not asked for', () => {
    const [one, two] = [planned(1, 2), planned(2, 2)];
    expect(one.size + two.size).toBe(1000);
    expect(Math.abs(one.tokens - two.tokens)).toBeLessThanOrEqual(16);
    const own = KEYS.filter((key) => one.includes(key));
    expect([own.length, one.missing, two.missing]).toEqual([one.size, 0, two.size]);
    // Those that repeat in the corpus count once.
    for (const key of KEYS.slice(0, 500)) two.includes(key);
    for (const key of KEYS.slice(0, 500)) two.includes(key);
    expect(two.missing).toBe(KEYS.slice(500).filter((key) => !own.includes(key)).length);
  });

  it('takes no text that is not in the plan', () => {
    expect(planned(1, 1).includes(textKey('another'))).toBe(false);
  });
});

describe('selected', () => {
  it('passes on what is selected by the key of prefix and text', async () => {
    const texts = new PlannedTexts({ number: 1, of: 1 });
    texts.offer(textKey('query: b'), 1);
    async function* records() {
      yield ['a', 'b'].map((text) => corpusRecord(text));
      yield [corpusRecord('a')];
      yield [corpusRecord('b')];
    }
    const passed: string[][] = [];
    for await (const some of selected(records(), texts, 'query: ')) passed.push(some.map(({ text }) => text));
    expect(passed).toEqual([['b'], ['b']]);
  });
});
