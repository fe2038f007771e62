import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TextTokenizer } from '../../../src/embedder/tokenizer';
import { ENCODERS } from '../../../test-support/builders/encoders';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();
const WORDS = 'one two three four five six seven eight';

describe('TextTokenizer', () => {
  it('cuts at the end, or at the beginning where the tokenizer says so; special tokens stay', async () => {
    const source = path.join(ENCODERS, 'modernbert');
    const whole = (await TextTokenizer.open(source, 1000)).encode(WORDS).ids;
    const [first, last] = [whole[0] as number, whole.at(-1) as number];
    expect((await TextTokenizer.open(source, 7)).encode(WORDS)).toEqual({
      ids: [...whole.slice(0, 6), last],
      truncated: true,
    });

    await cp(source, folder.path(), { recursive: true });
    const config = JSON.parse(await readFile(folder.path('tokenizer_config.json'), 'utf8'));
    await folder.write('tokenizer_config.json', JSON.stringify({ ...config, truncation_side: 'left' }));
    const cut = (await TextTokenizer.open(folder.path(), 7)).encode(WORDS);
    expect(cut).toEqual({ ids: [first, ...whole.slice(-6)], truncated: true });
  });

  it('puts texts in lower case where the model wants it, but no special token', async () => {
    const source = path.join(ENCODERS, 'modernbert');
    const [plain, lower] = [
      await TextTokenizer.open(source, 48),
      await TextTokenizer.open(source, 48, { lowercase: true }),
    ];
    expect(plain.encode('Some TEXT').ids).not.toEqual(plain.encode('some text').ids);
    expect(lower.encode('Some TEXT').ids).toEqual(plain.encode('some text').ids);
    expect(lower.encode('[SEP]').ids).toEqual(plain.encode('[SEP]').ids);
  });
});
