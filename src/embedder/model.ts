import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { InputError, ModelError, messageOf } from '../base/errors';
import { exists } from '../base/exists';
import type { Inputs } from '../inputs/inputs';
import { type EmbeddingContract, type Fingerprint, fingerprint } from '../keys/embedding-contract';
import { FileDigests } from '../keys/file-digest';
import { type ModelSettings, readSettings, SETTINGS_FILES } from './model-settings';
import { readSignature } from './onnx-signature';
import { choosePrefix } from './prompt';
import { instructionSet, ROW_WISE, readProcessor, weightLimit } from './quantization/processor';

/** Revision of the code in this folder that turns texts into vectors. Raise it when a change alters vectors. */
const EMBEDDER = 'onnx/1';
/** Files that, like the weights, count byte by byte. */
const READ_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** Names of Transformers.js, except that its q8 is `quantized` here; our q8 is computed from the fp32 weights at load time. */
const ONNX_FILES = {
  fp32: 'onnx/model.onnx',
  fp16: 'onnx/model_fp16.onnx',
  q8: 'onnx/model.onnx',
  quantized: 'onnx/model_quantized.onnx',
  q4: 'onnx/model_q4.onnx',
} as const;
type OnnxDtype = keyof typeof ONNX_FILES;
/** Order of preference of `dtype: auto`: the most exact that the folder offers, and never integers. */
const AUTO_DTYPES: readonly OnnxDtype[] = ['fp32', 'fp16'];
/** These may use integer arithmetic, whose results differ by processor. */
const INTEGER_DTYPES: readonly OnnxDtype[] = ['q8', 'quantized', 'q4'];
/** Weights beside an .onnx file, as Transformers.js (`_data`, `_data_1`) and torch (`.data`) name them. */
const EXTERNAL_DATA = /^(_data(_\d+)?|\.data)$/;

export type ModelInputs = Pick<
  Inputs,
  | 'model'
  | 'dtype'
  | 'pooling'
  | 'normalize'
  | 'maxTokens'
  | 'prompt'
  | 'textPrefix'
  | 'dimensions'
  | 'cacheDtype'
  | 'device'
  | 'deviceVectors'
>;

/** A model on disk, not loaded yet. Plain data, because it is sent to the worker thread. */
export interface OnnxModel {
  readonly kind: 'onnx';
  readonly folder: string;
  /** For display; not part of any key. */
  readonly name: string;
  readonly onnxFile: string;
  readonly contract: EmbeddingContract;
  readonly fingerprint: Fingerprint;
}

export interface OpenModelOptions {
  /** Folder that stores digests of files; undefined to store none. */
  readonly digestFolder: string | undefined;
  /** For display; by default the name of the folder. */
  readonly name?: string;
  /** Receives warnings about settings that may be unintended. */
  warn?(message: string): void;
}

/**
 * Reads the settings in a model folder and fixes the embedding contract. Loads neither weights nor runtime.
 * @throws InputError if the folder, or an input about it, is unusable
 */
export async function openOnnxModel(
  folder: string,
  inputs: ModelInputs,
  options: OpenModelOptions,
): Promise<OnnxModel> {
  const warn = (message: string): void => options.warn?.(message);
  const settings = await readSettings(folder, inputs.pooling);
  const dtype = await chooseDtype(folder, inputs.dtype);
  const onnxFile = ONNX_FILES[dtype];
  await refuseOthers(folder, onnxFile, settings);
  const present = [...(await presentFiles(folder, READ_FILES)), onnxFile, ...(await dataFiles(folder, onnxFile))];
  const contract: EmbeddingContract = {
    embedder: EMBEDDER,
    files: await digestFiles(folder, present, options.digestFolder),
    pooling: settings.pooling ?? assumedPooling(warn),
    normalize: inputs.normalize === 'auto' ? settings.normalize : inputs.normalize === 'true',
    maxTokens: maxTokens(inputs.maxTokens, settings),
    textPrefix: choosePrefix(inputs, settings, warn),
    dimensions: dimensions(inputs.dimensions, settings),
    dtype,
    ...ownDevice(inputs),
    ...(settings.lowercase && { lowercase: true }),
    ...(INTEGER_DTYPES.includes(dtype) && (await integerArithmetic(dtype))),
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

/** Earlier checks refuse `auto` and `cpu` together with `own`. */
function ownDevice({
  device,
  deviceVectors,
}: Pick<Inputs, 'device' | 'deviceVectors'>): Pick<EmbeddingContract, 'device'> {
  return deviceVectors === 'own' && (device === 'cuda' || device === 'webgpu') ? { device } : {};
}

/** @returns the files of a model that are read for a dtype */
export function neededFiles(names: readonly string[], dtype: Inputs['dtype']): string[] {
  const weights = wantedDtypes(dtype)
    .map((one) => ONNX_FILES[one])
    .find((file) => names.includes(file));
  return names.filter(
    (name) =>
      READ_FILES.includes(name) ||
      SETTINGS_FILES.includes(name) ||
      (weights && (name === weights || isDataOf(weights, name))),
  );
}

function wantedDtypes(asked: Inputs['dtype']): readonly OnnxDtype[] {
  return asked === 'auto' ? AUTO_DTYPES : [asked];
}

function isDataOf(onnxFile: string, name: string): boolean {
  return name.startsWith(onnxFile) && EXTERNAL_DATA.test(name.slice(onnxFile.length));
}

async function dataFiles(folder: string, onnxFile: string): Promise<string[]> {
  const names = await readdir(path.join(folder, path.dirname(onnxFile)));
  return names
    .map((name) => `${path.dirname(onnxFile)}/${name}`)
    .filter((name) => isDataOf(onnxFile, name))
    .sort();
}

/**
 * Checks the files without a runtime; the embedder checks the inputs and outputs of the graph later.
 * @throws InputError if the model is not a text encoder
 */
async function refuseOthers(folder: string, onnxFile: string, { hiddenSize }: ModelSettings): Promise<void> {
  // Do not read it: a run without misses does not need half a megabyte of JSON.
  const faults = (await presentFiles(folder, ['tokenizer.json'])).length === 0 ? ['tokenizer.json is missing'] : [];
  if (!Number.isInteger(hiddenSize)) faults.push('config.json has no hidden_size');
  if (faults.length === 0) return;
  const signature = signatureOf(folder, onnxFile);
  throw new InputError([`model: ${folder} is not a text encoder: ${faults.join(', and ')}. ${signature}`]);
}

function signatureOf(folder: string, onnxFile: string): string {
  try {
    const { inputs, outputs } = readSignature(path.join(folder, onnxFile));
    return `The inputs of ${onnxFile} are ${inputs.join(', ')}, its outputs ${outputs.join(', ')}.`;
  } catch (error) {
    return `${onnxFile} cannot be read: ${messageOf(error)}.`;
  }
}

/** The default of Transformers.js, whose conversions seldom state the pooling. A model trained with another one returns poor vectors. */
function assumedPooling(warn: (message: string) => void): 'mean' {
  warn(
    'model: it has no 1_Pooling/config.json, so pooling is mean. Set pooling to the method of its authors, such as cls for BGE, or to mean.',
  );
  return 'mean';
}

function maxTokens(asked: number, settings: ModelSettings): number {
  if (asked > settings.positions) {
    throw new InputError([
      `max-tokens: ${asked} is more than the ${settings.positions} tokens that this model can read.`,
    ]);
  }
  return asked || Math.min(settings.sentenceTokens ?? settings.positions, settings.positions);
}

function dimensions(asked: number, settings: ModelSettings): number {
  if (asked > settings.hiddenSize) {
    throw new InputError([
      `dimensions: ${asked} is more than the ${settings.hiddenSize} components of this model's vectors.`,
    ]);
  }
  return asked || Math.min(settings.dimensions ?? settings.hiddenSize, settings.hiddenSize);
}

async function chooseDtype(folder: string, asked: Inputs['dtype']): Promise<OnnxDtype> {
  const wanted = wantedDtypes(asked);
  for (const dtype of wanted) {
    if ((await presentFiles(folder, [ONNX_FILES[dtype]])).length > 0) return dtype;
  }
  const files = wanted.map((dtype) => path.join(folder, ONNX_FILES[dtype])).join(' or ');
  throw new InputError([`model: cannot find ${files}. dtype is ${asked}. ${await offeredFiles(folder)}`]);
}

async function offeredFiles(folder: string): Promise<string> {
  const names = (await readdir(path.join(folder, 'onnx')).catch(() => [])).filter((name) => name.endsWith('.onnx'));
  return names.length > 0 ? `onnx/ has ${names.sort().join(', ')}.` : 'onnx/ has no .onnx file.';
}

/** The part of the contract for integer arithmetic: our quantization, if used, and the class of processors with the same results. */
async function integerArithmetic(dtype: OnnxDtype): Promise<Pick<EmbeddingContract, 'quantization' | 'processor'>> {
  const processor = instructionSet(await readProcessor());
  if (dtype !== 'q8') return { processor };
  return { quantization: `${ROW_WISE}, weights to ±${weightLimit(processor)}`, processor };
}

async function presentFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const present = await Promise.all(names.map((name) => exists(path.join(folder, name))));
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
