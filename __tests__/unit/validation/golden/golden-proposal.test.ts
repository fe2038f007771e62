import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Candidate, proposeTexts } from '../../../../src/validation/golden/golden-proposal';
import { vectorOf } from '../../../../test-support/builders/vectors';

/** Groups in directions of their own, each text a little off; the texts of a group are alike. */
function groups(count: number, each: number, dimensions = 32): Candidate[] {
  return Array.from({ length: count * each }, (_, at) => {
    const [group, member] = [at % count, Math.floor(at / count)];
    const noise = vectorOf(`${group}-${member}`, dimensions);
    const vector = Float32Array.from(noise, (value, d) => (d === group ? 10 : 0) + value / 2);
    return { name: `g${group}-${member}`, text: `the group ${group} has member ${member}`, vector };
  });
}

function candidate(text: string, vector: Float32Array): Candidate {
  return { name: text, text, vector };
}

const groupOf = (name: string | undefined) => name?.split('-')[0];

describe('proposeTexts', () => {
  it('gives as many different texts as wanted, or all, and is the same each time', () => {
    const sizes = fc.record({ count: fc.integer({ min: 1, max: 12 }), each: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 150 }), ({ count, each }, wanted) => {
        const candidates = groups(count, each);
        const chosen = proposeTexts(candidates, wanted);
        const positions = chosen.map(({ position }) => position);
        expect(positions).toHaveLength(Math.min(wanted, candidates.length));
        expect(new Set(positions).size).toBe(positions.length);
        expect(chosen.every(({ why, position }) => why !== '' && candidates[position])).toBe(true);
        expect(proposeTexts(candidates, wanted)).toEqual(chosen);
      }),
      { numRuns: 60 },
    );
  });

  it('does so where vectors are zero or all the same', () => {
    for (const vector of [new Float32Array(4), Float32Array.of(1, 0, 0, 0)]) {
      const candidates = Array.from({ length: 30 }, (_, at) => candidate(`text ${at}`, vector));
      expect(new Set(proposeTexts(candidates, 20).map(({ position }) => position)).size).toBe(20);
    }
  });

  it('finds every group, also when it is a hundredth of the corpus', () => {
    const small = groups(10, 3);
    const large = groups(1, 300).map((one) => ({ ...one, name: `big-${one.name}`, text: `much of ${one.name}` }));
    const turned = large.map((one) => ({ ...one, vector: one.vector.map((_, d) => -(one.vector[31 - d] as number)) }));
    const candidates = [...turned, ...small];
    const chosen = proposeTexts(candidates, 40);
    const found = new Set(chosen.map(({ position }) => groupOf(candidates[position]?.name)));
    expect([...found].sort()).toEqual(['big', ...Array.from({ length: 10 }, (_, group) => `g${group}`)].sort());
  });

  it('takes near duplicates as pairs, but no twins, which the model cannot tell apart', () => {
    const twin = Float32Array.from(vectorOf('twin', 32), (value) => value * 20);
    const near = vectorOf('near', 32);
    const nearer = near.map((value, d) => value + (d === 0 ? 0.3 : 0));
    const candidates = [
      ...groups(6, 10),
      candidate('a twin', twin),
      candidate('A twin', twin),
      candidate('it is near', near),
      candidate('It is nearer', nearer),
    ];
    const pairs = proposeTexts(candidates, 10).filter(({ kind }) => kind === 'near duplicates');
    expect(pairs.map(({ position, why }) => [candidates[position]?.name, why])).toEqual([
      ['It is nearer', expect.stringMatching(/^near duplicate of it is near, cosine 0\.99\d$/)],
      ['it is near', expect.stringMatching(/^near duplicate of It is nearer, cosine 0\.99\d$/)],
    ]);
  });

  it('takes the longest and the shortest, and rare and frequent words', () => {
    const candidates = [
      ...groups(6, 10),
      candidate(`the group ${'0 has member '.repeat(20)}`, vectorOf('long', 32)),
      candidate('hi', vectorOf('short', 32)),
      candidate('obscure philatelic quandaries abound', vectorOf('rare', 32)),
      candidate('the group has the member', vectorOf('frequent', 32)),
    ];
    const chosen = proposeTexts(candidates, 20);
    const of = (kind: string) => {
      const { position = -1, why } = chosen.find((one) => one.kind === kind) ?? {};
      return [candidates[position]?.text.slice(0, 12), why];
    };
    expect(of('longest')).toEqual(['the group 0 ', 'one of the longest: 270 characters']);
    expect(of('shortest')).toEqual(['hi', 'one of the shortest: 2 characters']);
    expect(of('rare words')).toEqual(['obscure phil', 'rare words, such as obscure']);
    expect(of('frequent words')).toEqual(['the group ha', 'only frequent words']);
  });
});
