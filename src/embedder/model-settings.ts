import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { Pooling } from '../keys/embedding-contract';

/** What a folder says about itself besides the files that count byte by byte. Of these only the conclusions count. */
export const SETTINGS_FILES = [
  'sentence_bert_config.json',
  'modules.json',
  '1_Pooling/config.json',
  'config_sentence_transformers.json',
];
/** BERT's, and the limit of most small encoders, where a model does not say. */
const USUAL_MAX_TOKENS = 512;
/**
 * They number positions from behind the padding token's number, so that as many of `max_position_embeddings` are for no token
 * (create_position_ids_from_input_ids in transformers).
 */
const POSITIONS_BEHIND_PADDING = /^(roberta|xlm-roberta|xlm-roberta-xl|camembert|mpnet|data2vec-text|xmod)$/;
/** Modules of sentence-transformers that are applied here. Dropout does nothing but in training. */
const APPLIED_MODULES = ['Transformer', 'Pooling', 'Normalize', 'Dropout'];
const POOLINGS: Readonly<Record<string, Pooling>> = { cls: 'cls', mean: 'mean', lasttoken: 'last' };
/** As sentence-transformers before version 6 wrote them: a flag each. */
const POOLING_FLAG = /^pooling_mode_(.*?)(_tokens?)?$/;

/** What a model folder says about itself. */
export interface ModelSettings {
  readonly hiddenSize: number;
  /** Most tokens that the model can read. */
  readonly positions: number;
  /** Where its authors cut texts. */
  readonly sentenceTokens: number | undefined;
  /** Undefined where the folder does not say. */
  readonly pooling: Pooling | undefined;
  readonly normalize: boolean;
  /** Whether texts are put in lower case first. */
  readonly lowercase: boolean;
  /** Components that its authors keep. */
  readonly dimensions: number | undefined;
  /** What its authors put before texts, by name. */
  readonly prompts: Readonly<Record<string, string>>;
  readonly defaultPrompt: string | undefined;
  /** Whether the tokens of a prompt count in the vector. */
  readonly poolsPrompt: boolean;
}

/**
 * @param pooling as asked for; what the folder says about it counts for auto only
 * @throws InputError if what the folder asks for is not applied here
 */
export async function readSettings(folder: string, pooling: Inputs['pooling']): Promise<ModelSettings> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InputError([
      `model: ${folder} is not a folder. Give a folder with config.json, tokenizer.json and onnx/model.onnx, the name of a model on the hub (owner/name), or nothing for the model that ships with embed-once.`,
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
    // Folders without modules.json are Transformers.js exports, whose models are used normalized.
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

/** A module that is left out would leave a vector that is not the model's. */
function checkModules(modules: unknown, folder: string): void {
  if (!Array.isArray(modules)) return;
  for (const module of modules) {
    if (APPLIED_MODULES.includes(kindOf(module))) continue;
    throw new InputError([
      `model: ${path.join(folder, 'modules.json')} asks for ${module.path || module.name}, a ${kindOf(module)}. Of sentence-transformers' modules only Transformer, Pooling and Normalize are applied here: use embedder command with sentence-transformers, or another model.`,
    ]);
  }
}

function kindOf(module: { readonly type?: unknown }): string {
  return String(module.type).split('.').at(-1) as string;
}

/** sentence-transformers' own pooling settings, old and new. */
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
    `pooling: ${path.join(folder, '1_Pooling/config.json')} asks for ${modes.join(' and ')}, which is none of mean, cls, last. Set pooling if one of them will do.`,
  ]);
}

// biome-ignore lint/suspicious/noExplicitAny: other people's JSON; each field is checked where it is used.
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
