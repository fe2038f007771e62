import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../../src/embedder/model-settings';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

/** Settings of a folder with these files. */
async function settings(files: Readonly<Record<string, object>>, pooling: 'auto' | 'mean' = 'auto') {
  await folder.write('config.json', JSON.stringify({ hidden_size: 8 }));
  for (const [name, content] of Object.entries(files)) await folder.write(name, JSON.stringify(content));
  return readSettings(folder.path(), pooling);
}

const modules = (...kinds: string[]) =>
  kinds.map((kind, at) => ({ path: `${at}_${kind}`, type: `some.module.${kind}` }));

describe('readSettings', () => {
  it.each<[object, string | undefined]>([
    [{}, undefined],
    [{ include_prompt: true }, 'mean'],
    [{ pooling_mode: 'cls' }, 'cls'],
    [{ pooling_mode: ['lasttoken'] }, 'last'],
    [{ pooling_mode: 'mean', pooling_mode_cls_token: true }, 'mean'],
    [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, 'cls'],
    [{ pooling_mode_mean_tokens: true }, 'mean'],
    [{ pooling_mode_lasttoken: true }, 'last'],
  ])('understands the pooling %j as %s', async (config, expected) => {
    expect((await settings({ '1_Pooling/config.json': config })).pooling).toBe(expected);
  });

  it.each<[object, string]>([
    [{ pooling_mode: 'max' }, 'max'],
    [{ pooling_mode: ['cls', 'mean'] }, 'cls and mean'],
    [{ pooling_mode_mean_sqrt_len_tokens: true }, 'mean_sqrt_len'],
    [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: true }, 'cls and mean'],
    [{ pooling_mode_weightedmean_tokens: true }, 'weightedmean'],
  ])('refuses the pooling %j unless another is asked for', async (config, named) => {
    const files = { '1_Pooling/config.json': config };
    await expect(settings(files)).rejects.toThrow(`asks for ${named}, which is none of mean, cls, last`);
    expect((await settings(files, 'mean')).pooling).toBe('mean');
  });

  it('refuses modules that it would have to leave out, by name', async () => {
    const files = { 'modules.json': modules('Transformer', 'Pooling', 'Dense', 'Normalize') };
    await expect(settings(files)).rejects.toThrow(
      /asks for 2_Dense, a Dense\. .*only Transformer, Pooling and Normalize/,
    );
  });

  it('normalizes as modules.json says, and without one', async () => {
    expect((await settings({})).normalize).toBe(true);
    expect((await settings({ 'modules.json': modules('Transformer', 'Pooling') })).normalize).toBe(false);
    expect((await settings({ 'modules.json': modules('Transformer', 'Pooling', 'Normalize') })).normalize).toBe(true);
  });

  it.each<[object, object, number]>([
    [{}, {}, 512],
    [{ max_position_embeddings: 128 }, {}, 128],
    [{ n_positions: 2048 }, {}, 2048],
    [{ max_position_embeddings: 514, model_type: 'xlm-roberta', pad_token_id: 1 }, {}, 512],
    [{ max_position_embeddings: 514, model_type: 'mpnet' }, {}, 512],
    [{ max_position_embeddings: 8192, model_type: 'modernbert', pad_token_id: 50283 }, {}, 8192],
    [{ max_position_embeddings: 514, model_type: 'roberta' }, { model_max_length: 128 }, 128],
    [{ max_position_embeddings: 512 }, { model_max_length: 1e30 }, 512],
  ])('reads from %j and %j that %d tokens are the most', async (config, tokenizer, expected) => {
    const files = { 'config.json': { hidden_size: 8, ...config }, 'tokenizer_config.json': tokenizer };
    expect((await settings(files)).positions).toBe(expected);
  });

  it.each(['hidden_size', 'dim', 'd_model', 'n_embd'])('finds the number of components in %s', async (name) => {
    expect((await settings({ 'config.json': { [name]: 24 } })).hiddenSize).toBe(24);
  });

  it('takes over what sentence-transformers noted besides', async () => {
    const found = await settings({
      'sentence_bert_config.json': { max_seq_length: 96, do_lower_case: true },
      '1_Pooling/config.json': { pooling_mode: 'mean', include_prompt: false },
      'config_sentence_transformers.json': { prompts: { query: 'q: ' }, default_prompt_name: 'query', truncate_dim: 4 },
    });
    expect(found).toMatchObject({ sentenceTokens: 96, lowercase: true, poolsPrompt: false, dimensions: 4 });
    expect(found).toMatchObject({ prompts: { query: 'q: ' }, defaultPrompt: 'query' });
  });
});
