import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { choosePrefix } from '../../../src/embedder/prompt';

const SETTINGS = {
  prompts: { query: 'query: ', passage: 'passage: ', document: '' },
  defaultPrompt: undefined as string | undefined,
  poolsPrompt: true,
};

function prefix(inputs: { prompt?: string; textPrefix?: string }, settings: Partial<typeof SETTINGS> = {}) {
  const warnings: string[] = [];
  const all = { prompt: 'auto', textPrefix: '', ...inputs };
  const chosen = choosePrefix(all, { ...SETTINGS, ...settings }, (message) => warnings.push(message));
  return { chosen, warnings };
}

describe('choosePrefix', () => {
  it.each<[object, object, string]>([
    [{ prompt: 'query' }, {}, 'query: '],
    [{ prompt: 'document' }, {}, ''],
    [{ prompt: 'none' }, { defaultPrompt: 'query' }, ''],
    [{}, { defaultPrompt: 'passage' }, 'passage: '],
    [{}, { prompts: {} }, ''],
    [{}, { prompts: { query: '', document: '' } }, ''],
    [{ textPrefix: 'own: ' }, { defaultPrompt: 'passage' }, 'own: '],
    [{ textPrefix: 'own: ', prompt: 'none' }, {}, 'own: '],
    [{ prompt: 'none' }, { poolsPrompt: false }, ''],
  ])('of %j with %j is %j, without a warning', (inputs, settings, expected) => {
    expect(prefix(inputs, settings)).toEqual({ chosen: expected, warnings: [] });
  });

  it('is nothing where none is chosen, and the prompts there are are told', () => {
    const { chosen, warnings } = prefix({});
    expect(chosen).toBe('');
    expect(warnings).toEqual([
      'model: it has the prompts query ("query: "), passage ("passage: "), but none is chosen: texts are embedded without a prompt. Set prompt to one of them, or to none.',
    ]);
  });

  it.each<[object, object, RegExp]>([
    [{ prompt: 'search' }, {}, /the model has no "search"\. It has query \("query: "\), passage \("passage: "\)\.$/],
    [{ prompt: 'search' }, { prompts: {} }, /the model has no "search"\. It has none\.$/],
    [{ prompt: 'toString' }, {}, /the model has no "toString"/],
    [{}, { defaultPrompt: 'gone' }, /the model has no "gone"/],
    [{ prompt: 'query', textPrefix: 'own: ' }, {}, /query is given together with text-prefix/],
    [{ prompt: 'query' }, { poolsPrompt: false }, /include_prompt: false/],
    [{ textPrefix: 'own: ' }, { poolsPrompt: false }, /include_prompt: false/],
  ])('refuses %j with %j', (inputs, settings, message) => {
    expect(() => prefix(inputs, settings)).toThrow(InputError);
    expect(() => prefix(inputs, settings)).toThrow(message);
  });
});
