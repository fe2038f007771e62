import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dealer, shardCount, TokenList } from '../../../src/plan/balance';

const TOKENS = fc.array(fc.integer({ min: 1, max: 512 }), { maxLength: 3000 });
const SHARDS = fc.integer({ min: 1, max: 40 });

describe('Dealer', () => {
  it('makes parts that differ by no more tokens than the longest text has', () => {
    fc.assert(
      fc.property(TOKENS, SHARDS, (lengths, shards) => {
        const dealer = new Dealer(shards);
        for (const tokens of lengths) dealer.deal(tokens);
        const loads = dealer.loads.map(({ tokens }) => tokens);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...lengths));
      }),
    );
  });

  it('loses nothing, and says where each text went', () => {
    fc.assert(
      fc.property(TOKENS, SHARDS, (lengths, shards) => {
        const dealer = new Dealer(shards);
        const mine = Array.from({ length: shards }, () => ({ texts: 0, tokens: 0 }));
        for (const tokens of lengths) {
          const part = mine[dealer.deal(tokens)] as { texts: number; tokens: number };
          part.texts++;
          part.tokens += tokens;
        }
        expect(dealer.loads).toEqual(mine);
        expect(mine.reduce((sum, { texts }) => sum + texts, 0)).toBe(lengths.length);
      }),
    );
  });

  it('deals as it is written: to the first of those with the fewest tokens', () => {
    const dealer = new Dealer(3);
    expect([5, 1, 1, 1, 3, 9].map((tokens) => dealer.deal(tokens))).toEqual([0, 1, 2, 1, 2, 1]);
  });
});

describe('TokenList', () => {
  it('is dealt like the texts that it was made from', () => {
    fc.assert(
      fc.property(TOKENS, SHARDS, (lengths, shards) => {
        const [list, dealer] = [new TokenList(), new Dealer(shards)];
        for (const tokens of lengths) {
          list.push(tokens);
          dealer.deal(tokens);
        }
        expect(list.dealt(shards)).toEqual(dealer.loads);
      }),
    );
  });

  it('makes no part of nothing', () => {
    expect(new TokenList().dealt(0)).toEqual([]);
  });
});

describe('shardCount', () => {
  it.each([
    [0, 0, 0, 0],
    [4, 0, 0, 0],
    [4, 3, 60, 3],
    [4, 100, 2000, 4],
    [0, 100, 2000, 1],
    [0, 100_000, 2_000_000, 1],
    [0, 100_000, 2_000_001, 2],
    [0, 100_000_000, 9_000_000_000, 256],
  ])('of %d asked for, with %d texts of %d tokens, is %d', (asked, texts, tokens, shards) => {
    expect(shardCount(asked, { texts, tokens })).toBe(shards);
  });
});
