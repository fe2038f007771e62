import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError, messageOf } from '../errors';

/**
 * Ideographs beyond the basic plane, as the reference tokenizer spaces them out (`handle_chinese_chars`).
 * @huggingface/tokenizers 0.2.0 looks at 16-bit units and misses them, which turns each run of them into one word.
 */
const HIGH_IDEOGRAPHS =
  /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** Token ids of one text, special tokens included. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly truncated: boolean;
}

/** A model's own tokenizer, cutting at `maxTokens` as the reference does: the text is cut, special tokens stay. */
export class TextTokenizer {
  /** Special tokens after the text, which must survive the cut. */
  private readonly suffix: number;

  private constructor(
    private readonly tokenizer: Tokenizer,
    private readonly maxTokens: number,
    private readonly spacesIdeographs: boolean,
  ) {
    const whole = tokenizer.encode('a').ids;
    const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
    this.suffix = whole.length - bare.length - whole.indexOf(bare[0] as number);
  }

  /** @throws ModelError if the folder's tokenizer cannot be used */
  static async open(folder: string, maxTokens: number): Promise<TextTokenizer> {
    try {
      const definition = JSON.parse(await readFile(path.join(folder, 'tokenizer.json'), 'utf8'));
      const config = await readFile(path.join(folder, 'tokenizer_config.json'), 'utf8').then(JSON.parse, () => ({}));
      const spacesIdeographs = JSON.stringify(definition.normalizer ?? {}).includes('"handle_chinese_chars":true');
      return new TextTokenizer(new Tokenizer(definition, config), maxTokens, spacesIdeographs);
    } catch (error) {
      throw new ModelError(`cannot use the tokenizer in ${folder}: ${messageOf(error)}`, { cause: error });
    }
  }

  encode(text: string): Tokens {
    const { ids } = this.tokenizer.encode(this.spacesIdeographs ? text.replace(HIGH_IDEOGRAPHS, ' $& ') : text);
    if (ids.length <= this.maxTokens) return { ids, truncated: false };
    const cut = [...ids.slice(0, this.maxTokens - this.suffix), ...ids.slice(ids.length - this.suffix)];
    return { ids: cut, truncated: true };
  }
}
