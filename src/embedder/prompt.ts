import { InputError } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { ModelSettings } from './model-settings';

/**
 * Chooses the prefix of each text. Like sentence-transformers, it uses a prompt of the model by default only if the model names a
 * default prompt.
 * @param warn called if the model has prompts and none is chosen
 * @throws InputError if the model has no such prompt
 */
export function choosePrefix(
  inputs: Pick<Inputs, 'prompt' | 'textPrefix'>,
  settings: Pick<ModelSettings, 'prompts' | 'defaultPrompt' | 'poolsPrompt'>,
  warn: (message: string) => void,
): string {
  const prefix = prefixOf(inputs, settings, warn);
  if (prefix !== '' && !settings.poolsPrompt) {
    throw new InputError([
      'prompt: embed-once cannot leave the tokens of a prompt out of vectors, which this model requires (include_prompt: false in 1_Pooling/config.json). Set prompt to none and leave text-prefix empty, or use embedder command with sentence-transformers.',
    ]);
  }
  return prefix;
}

function prefixOf(
  { prompt, textPrefix }: Pick<Inputs, 'prompt' | 'textPrefix'>,
  { prompts, defaultPrompt }: Pick<ModelSettings, 'prompts' | 'defaultPrompt'>,
  warn: (message: string) => void,
): string {
  if (textPrefix !== '') {
    if (['auto', 'none'].includes(prompt)) return textPrefix;
    throw new InputError([`prompt: ${prompt} is given together with text-prefix. Give only one of them.`]);
  }
  if (prompt === 'none') return '';
  const name = prompt === 'auto' ? defaultPrompt : prompt;
  if (name === undefined) {
    if (Object.values(prompts).some((text) => text !== '')) {
      warn(
        `model: it has the prompts ${listed(prompts)}, but none is chosen: texts are embedded without a prompt. Set prompt to one of them, or to none.`,
      );
    }
    return '';
  }
  const text = Object.hasOwn(prompts, name) ? prompts[name] : undefined;
  if (text === undefined) {
    throw new InputError([`prompt: the model has no ${JSON.stringify(name)}. It has ${listed(prompts) || 'none'}.`]);
  }
  return text;
}

function listed(prompts: Readonly<Record<string, string>>): string {
  return Object.entries(prompts)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} (${JSON.stringify(text)})`)
    .join(', ');
}
