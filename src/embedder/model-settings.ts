import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { Pooling } from '../keys/embedding-contract';

/** Settings files of a model folder. The contract has only the settings read from them, not their bytes. */
export const SETTINGS_FILES = [
  'sentence_bert_config.json',
  'modules.json',
  '1_Pooling/config.json',
  'config_sentence_transformers.json',
];
/** The limit of BERT and most small encoders, used if a model states none. */
const USUAL_MAX_TOKENS = 512;
/**
 * These models number positions from the padding token's id plus 1, so that many of `max_position_embeddings` are unused
 * (create_position_ids_from_input_ids in transformers).
 */
const POSITIONS_BEHIND_PADDING = /^(roberta|xlm-roberta|xlm-roberta-xl|camembert|mpnet|data2vec-text|xmod)$/;
/** Supported modules of sentence-transformers. Dropout has an effect only in training. */
const APPLIED_MODULES = ['Transformer', 'Pooling', 'Normalize', 'Dropout'];
const POOLINGS: Readonly<Record<string, Pooling>> = { cls: 'cls', mean: 'mean', lasttoken: 'last' };
/** sentence-transformers before version 6 wrote one flag per pooling. */
const POOLING_FLAG = /^pooling_mode_(.*?)(_tokens?)?$/;

/** The settings in a model folder. */
export interface ModelSettings {
  readonly hiddenSize: number;
  /** Most tokens that the model can read. */
  readonly positions: number;
  /** Limit at which its authors truncate texts, in tokens. */
  readonly sentenceTokens: number | undefined;
  /** Undefined if the folder has no pooling settings. */
  readonly pooling: Pooling | undefined;
  readonly normalize: boolean;
  /** Whether texts are converted to lower case first. */
  readonly lowercase: boolean;
  /** Components that its authors keep. */
  readonly dimensions: number | undefined;
  /** Its authors' prefixes for texts, by name. */
  readonly prompts: Readonly<Record<string, string>>;
  readonly defaultPrompt: string | undefined;
  /** Whether pooling includes the tokens of a prompt. */
  readonly poolsPrompt: boolean;
}

/**
 * @param pooling the input; only `auto` uses the folder's setting
 * @throws InputError if the folder asks for something unsupported
 */
export async function readSettings(folder: string, pooling: Inputs['pooling']): Promise<ModelSettings> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InputError([
      `model: ${folder} is not a folder. Give a folder with config.json, tokenizer.json and onnx/model.onnx, or the name of a model on the hub (owner/name). Leave model empty for the model that ships with embed-once.`,
    ]);
  }
  const config = await readJson(folder, 'config.json', true);
  const sentence = await readJson(folder, 'sentence_bert_config.json', false);
  const tokenizer = await readJson(folder, 'tokenizer_config.json', false);
  const modules = await readJson(folder, 'modules.json', false);
  const pooled = await readJson(folder, '1_Pooling/config.json', false);
  const transformers = await readJson(folder, 'config_sentence_transformers.json', false);
  checkModules(modules, folder);
  return {
    hiddenSize: config.hidden_size ?? config.dim ?? config.d_model ?? config.n_embd,
    positions: Math.min(positionsOf(config), Number(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY)),
    sentenceTokens: sentence.max_seq_length ?? undefined,
    pooling: pooling === 'auto' ? poolingOf(pooled, folder) : pooling,
    // Folders without modules.json are exports for Transformers.js, whose users normalize vectors.
    normalize: !Array.isArray(modules) || modules.some((module) => kindOf(module) === 'Normalize'),
    lowercase: sentence.do_lower_case === true,
    dimensions: transformers.truncate_dim ?? undefined,
    prompts: { ...transformers.prompts },
    defaultPrompt: transformers.default_prompt_name ?? undefined,
    poolsPrompt: pooled.include_prompt !== false,
  };
}

function positionsOf(config: Record<string, unknown>): number {
  const all = Number(config.max_position_embeddings ?? config.n_positions ?? USUAL_MAX_TOKENS);
  if (!POSITIONS_BEHIND_PADDING.test(String(config.model_type))) return all;
  return all - Number(config.pad_token_id ?? 1) - 1;
}

/** Skipping a module would give vectors that differ from the model's. */
function checkModules(modules: unknown, folder: string): void {
  if (!Array.isArray(modules)) return;
  for (const module of modules) {
    if (APPLIED_MODULES.includes(kindOf(module))) continue;
    throw new InputError([
      `model: ${path.join(folder, 'modules.json')} asks for ${module.path || module.name}, a ${kindOf(module)}. embed-once supports only Transformer, Pooling and Normalize of sentence-transformers. Use embedder command with sentence-transformers, or another model.`,
    ]);
  }
}

function kindOf(module: { readonly type?: unknown }): string {
  return String(module.type).split('.').at(-1) as string;
}

/** Reads the pooling settings of sentence-transformers, old and new. */
function poolingOf(config: Record<string, unknown>, folder: string): Pooling | undefined {
  if (Object.keys(config).length === 0) return undefined;
  const flags = Object.keys(config).filter((name) => POOLING_FLAG.test(name) && config[name] === true);
  const modes = config.pooling_mode
    ? [config.pooling_mode].flat().map(String)
    : flags.map((flag) => String(POOLING_FLAG.exec(flag)?.[1]));
  const [mode = 'mean'] = modes;
  const known = modes.length > 1 ? undefined : POOLINGS[mode];
  if (known) return known;
  throw new InputError([
    `pooling: ${path.join(folder, '1_Pooling/config.json')} asks for ${modes.join(' and ')}, which is none of mean, cls, last. Set pooling if one of them is suitable.`,
  ]);
}

// biome-ignore lint/suspicious/noExplicitAny: external JSON; each field is checked where it is used.
async function readJson(folder: string, name: string, required: boolean): Promise<any> {
  const file = path.join(folder, name);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!required) return {};
    throw new InputError([`model: cannot read ${file}: ${messageOf(error)}`], { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([`model: ${file} is not JSON: ${messageOf(error)}`], { cause: error });
  }
}
