import { describe, expect, it } from '@jest/globals';
import { externalModel } from '../../../src/embedder/external-model';
import type { Model } from '../../../src/embedder/open';
import { TextTokenizer } from '../../../src/embedder/tokenizer';
import { textKey } from '../../../src/keys/text-key';
import { surveyCorpus } from '../../../src/plan/survey';
import type { Resolver } from '../../../src/resolve/resolve';
import { inputsWith } from '../../../test-support/builders/default-model';
import { encoderTexts, MAX_TOKENS, openEncoder } from '../../../test-support/builders/encoders';
import { corpusRecord } from '../../../test-support/builders/resolved-window';

/** A resolver whose tiers have nothing. */
const EMPTY = {
  async *survey(all: AsyncIterable<ReturnType<typeof corpusRecord>[]>) {
    for await (const records of all) {
      const none = records.map(() => undefined);
      const keys = records.map(({ text }) => textKey(text));
      yield { records, keys, firsts: records.map(() => true), origins: none, vectors: none };
    }
  },
} as unknown as Resolver;

async function surveyed(model: Model, texts: readonly string[]) {
  const each: number[] = [];
  const records = (async function* () {
    yield texts.map((text) => corpusRecord(text));
  })();
  const missed = async (_: unknown, tokens: number) => void each.push(tokens);
  return { each, facts: await surveyCorpus(EMPTY, records, { model, missed }) };
}

describe('a survey', () => {
  it.each([
    ['e5', ''],
    ['e5', 'query: '],
    ['modernbert', 'search_document: '],
  ])('counts the tokens that %s reads, with the prefix "%s"', async (name, textPrefix) => {
    const model = await openEncoder(name, { textPrefix });
    const tokenizer = await TextTokenizer.open(model.folder, 1_000_000, model.contract);
    const texts = encoderTexts();
    const all = texts.map((text) => tokenizer.encode(textPrefix + text).ids.length);
    const { each, facts } = await surveyed(model, texts);
    expect(each).toEqual(all.map((tokens) => Math.min(tokens, MAX_TOKENS)));
    expect(facts.truncated).toBe(all.filter((tokens) => tokens > MAX_TOKENS).length);
    expect(facts.truncated).toBeGreaterThan(0);
    expect(facts.tokens).toBe(each.reduce((sum, tokens) => sum + tokens, 0));
  });

  it('guesses a token per four bytes, prefix and text apart, if a service tokenizes', async () => {
    const inputs = { embedder: 'openai', embedderUrl: 'http://localhost/v1', model: 'm', dimensions: 8 } as const;
    const model = externalModel(inputsWith({ ...inputs, textPrefix: 'query: ' }));
    expect((await surveyed(model, ['a', 'abcdefgh', '日本語'])).each).toEqual([2 + 1, 2 + 2, 2 + 3]);
  });
});
