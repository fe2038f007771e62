import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError, ModelError, messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { type EmbeddingContract, type Fingerprint, fingerprint, type Pooling } from '../keys/embedding-contract';
import { FileDigests } from '../keys/file-digest';

/** Revision of the code in this folder that turns texts into vectors. Raise it when a change alters vectors. */
const EMBEDDER = 'onnx/1';
/** Every byte of these counts, beside those of the weights. */
const READ_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** What a folder says about itself besides, of which only the conclusions count. */
const SETTINGS_FILES = ['sentence_bert_config.json', 'modules.json', '1_Pooling/config.json'];
/** BERT's, and the limit of most small encoders, where a model does not say. */
const USUAL_MAX_TOKENS = 512;
/** In the order of preference of `dtype: auto`: never less exact than what the folder offers. */
const ONNX_FILES = { fp32: 'onnx/model.onnx', fp16: 'onnx/model_fp16.onnx' } as const;

export type ModelInputs = Pick<
  Inputs,
  | 'model'
  | 'dtype'
  | 'pooling'
  | 'normalize'
  | 'maxTokens'
  | 'textPrefix'
  | 'dimensions'
  | 'cacheDtype'
  | 'device'
  | 'deviceVectors'
>;

/** A model, known by its files but not loaded. Plain data: it crosses to the worker thread. */
export interface OnnxModel {
  readonly kind: 'onnx';
  readonly folder: string;
  /** For people; no part of any key. */
  readonly name: string;
  readonly onnxFile: string;
  readonly contract: EmbeddingContract;
  readonly fingerprint: Fingerprint;
}

export interface OpenModelOptions {
  /** Where digests of files are remembered; undefined remembers nothing. */
  readonly digestFolder: string | undefined;
  /** For people. That of the folder unless given. */
  readonly name?: string;
}

/**
 * Reads what a model folder says about itself and fixes the embedding contract. Loads neither weights nor runtime.
 * @throws InputError if the folder, or an input about it, cannot be used
 */
export async function openOnnxModel(
  folder: string,
  inputs: ModelInputs,
  options: OpenModelOptions,
): Promise<OnnxModel> {
  const settings = await readSettings(folder);
  const dtype = await chooseDtype(folder, inputs.dtype);
  const onnxFile = ONNX_FILES[dtype];
  const present = await presentFiles(folder, [...READ_FILES, onnxFile, `${onnxFile}_data`]);
  const contract: EmbeddingContract = {
    embedder: EMBEDDER,
    files: await digestFiles(folder, present, options.digestFolder),
    pooling: inputs.pooling === 'auto' ? settings.pooling : inputs.pooling,
    normalize: inputs.normalize === 'auto' ? settings.normalize : inputs.normalize === 'true',
    maxTokens: maxTokens(inputs.maxTokens, settings),
    textPrefix: inputs.textPrefix,
    dimensions: dimensions(inputs.dimensions, settings.hiddenSize),
    dtype,
    ...ownDevice(inputs),
    ...(inputs.cacheDtype === 'fp16' && { cacheDtype: inputs.cacheDtype }),
  };
  return {
    kind: 'onnx',
    folder,
    name: options.name ?? path.basename(folder),
    onnxFile,
    contract,
    fingerprint: fingerprint(contract),
  };
}

/** `auto` and `cpu` are refused together with `own` before. */
function ownDevice({
  device,
  deviceVectors,
}: Pick<Inputs, 'device' | 'deviceVectors'>): Pick<EmbeddingContract, 'device'> {
  return deviceVectors === 'own' && (device === 'cuda' || device === 'webgpu') ? { device } : {};
}

/** @returns of all files of a model, those that are read for a dtype */
export function neededFiles(names: readonly string[], dtype: Inputs['dtype']): string[] {
  const offered = Object.values(dtype === 'auto' ? ONNX_FILES : { asked: ONNX_FILES[dtype] });
  const weights = offered.find((file) => names.includes(file));
  const needed = [...READ_FILES, ...SETTINGS_FILES, ...(weights ? [weights, `${weights}_data`] : [])];
  return needed.filter((name) => names.includes(name));
}

interface ModelSettings {
  readonly hiddenSize: number;
  readonly positions: number;
  readonly sentenceTokens: number | undefined;
  readonly pooling: Pooling;
  readonly normalize: boolean;
}

async function readSettings(folder: string): Promise<ModelSettings> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InputError([
      `model: ${folder} is not a folder. Give a folder with config.json, tokenizer.json and onnx/model.onnx, the name of a model on the hub (owner/name), or nothing for the model that ships with embed-once.`,
    ]);
  }
  const config = await readJson(folder, 'config.json', true);
  // Only whether it is there: the embedder reads it, and a run without misses has no use for half a megabyte of JSON.
  if ((await presentFiles(folder, ['tokenizer.json'])).length === 0) {
    throw new InputError([`model: there is no ${path.join(folder, 'tokenizer.json')}`]);
  }
  const hiddenSize = config.hidden_size ?? config.dim ?? config.d_model;
  if (!Number.isInteger(hiddenSize)) {
    throw new InputError([`model: ${path.join(folder, 'config.json')} gives no hidden_size; is this a text encoder?`]);
  }
  const sentence = await readJson(folder, 'sentence_bert_config.json', false);
  const tokenizer = await readJson(folder, 'tokenizer_config.json', false);
  const modules = await readJson(folder, 'modules.json', false);
  return {
    hiddenSize,
    positions: Math.min(
      Number(config.max_position_embeddings ?? USUAL_MAX_TOKENS),
      Number(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY),
    ),
    sentenceTokens: sentence.max_seq_length ?? undefined,
    pooling: poolingOf(await readJson(folder, '1_Pooling/config.json', false), folder),
    // Folders without modules.json are Transformers.js exports, whose models are used normalized.
    normalize: !Array.isArray(modules) || modules.some(({ type }) => String(type).endsWith('.Normalize')),
  };
}

/** sentence-transformers' own pooling settings; mean where there are none, as Transformers.js users know it. */
function poolingOf(config: Record<string, unknown>, folder: string): Pooling {
  if (config.pooling_mode_cls_token) return 'cls';
  if (config.pooling_mode_lasttoken) return 'last';
  const other = Object.keys(config).find((name) => name.startsWith('pooling_mode_') && config[name] === true);
  if (other && other !== 'pooling_mode_mean_tokens') {
    throw new InputError([
      `pooling: ${path.join(folder, '1_Pooling/config.json')} asks for ${other}, which is none of mean, cls, last. Set pooling if one of them will do.`,
    ]);
  }
  return 'mean';
}

function maxTokens(asked: number, settings: ModelSettings): number {
  if (asked > settings.positions) {
    throw new InputError([`max-tokens: ${asked} is more than the ${settings.positions} tokens this model can read.`]);
  }
  return asked || Math.min(settings.sentenceTokens ?? settings.positions, settings.positions);
}

function dimensions(asked: number, hiddenSize: number): number {
  if (asked > hiddenSize) {
    throw new InputError([`dimensions: ${asked} is more than the ${hiddenSize} components this model gives.`]);
  }
  return asked || hiddenSize;
}

async function chooseDtype(folder: string, asked: Inputs['dtype']): Promise<keyof typeof ONNX_FILES> {
  const offered = Object.keys(ONNX_FILES) as (keyof typeof ONNX_FILES)[];
  const wanted = asked === 'auto' ? offered : [asked];
  for (const dtype of wanted) {
    if ((await presentFiles(folder, [ONNX_FILES[dtype]])).length > 0) return dtype;
  }
  const files = wanted.map((dtype) => path.join(folder, ONNX_FILES[dtype])).join(' nor ');
  throw new InputError([`model: there is no ${files}. dtype is ${asked}.`]);
}

async function presentFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const present = await Promise.all(
    names.map((name) =>
      access(path.join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => present[index]);
}

async function digestFiles(folder: string, names: readonly string[], digestFolder: string | undefined) {
  const digests = await FileDigests.open(digestFolder);
  const files: Record<string, string> = {};
  for (const name of names) {
    try {
      files[name] = await digests.sha256(path.join(folder, name));
    } catch (error) {
      throw new ModelError(`cannot read ${path.join(folder, name)}: ${messageOf(error)}`, { cause: error });
    }
  }
  await digests.save();
  return files;
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
