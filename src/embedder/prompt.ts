import { InputError } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { ModelSettings } from './model-settings';

/**
 * What is put before each text. As sentence-transformers does, a model's prompt is used without being asked for only if the
 * model names one as its default.
 * @param warn told if the model brings prompts, and nothing says which
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
      'prompt: this model leaves the tokens of a prompt out of its vectors (include_prompt: false in 1_Pooling/config.json), which is not done here. Set prompt to none and text-prefix to nothing, or use embedder command with sentence-transformers.',
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
    throw new InputError([`prompt: ${prompt} is given, and text-prefix too. Give one of them.`]);
  }
  if (prompt === 'none') return '';
  const name = prompt === 'auto' ? defaultPrompt : prompt;
  if (name === undefined) {
    if (Object.values(prompts).some((text) => text !== '')) {
      warn(
        `model: it brings the prompts ${listed(prompts)}, and none is chosen: texts go in as they are. Set prompt to one of them, or to none.`,
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
