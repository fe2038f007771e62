import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError, messageOf } from '../base/errors';
import { widenedHalves } from '../base/half-precision';
import type { EmbeddingContract } from '../keys/embedding-contract';
import { batchesByLength } from './batch';
import { isOutOfMemory } from './device/failure';
import type { Embedded, Embedder, EmbedderOptions } from './embedder';
import type { OnnxModel } from './model';
import { readSignature } from './onnx-signature';
import { pool } from './pooling';
import { weightLimit } from './quantization/processor';
import { quantizeRowWise } from './quantization/row-wise';
import type { Runtime } from './runtime';
import { TextTokenizer, type Tokens } from './tokenizer';

/** Inputs that a text encoder may have. */
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];
/** Names that a text encoder may give to the output with its hidden states. */
const STATES = ['last_hidden_state', 'token_embeddings'];

/**
 * Whether other texts in a batch would change a vector, so texts are embedded one by one. `quantized` scales activations by the
 * largest in the batch. The sums of fp16 round by up to 1e-4, depending on their order (docs/models.md). If the contract names a GPU,
 * its canary texts decide about fp16 instead.
 */
function isAlone({ dtype, device }: EmbeddingContract): boolean {
  return dtype === 'quantized' || (dtype === 'fp16' && device === undefined);
}

/** Embeds with ONNX Runtime. */
export class OnnxEmbedder implements Embedder {
  private constructor(
    private readonly model: OnnxModel,
    private readonly runtime: Runtime,
    private readonly tokenizer: TextTokenizer,
    private readonly session: InferenceSession,
    /** The output that is pooled. */
    private readonly states: string,
    private readonly batchCostTokens: number | undefined,
    /** Limit of the size of a batch; lowered after running out of memory. */
    private batchTokens: number,
  ) {}

  /** @throws ModelError if the model cannot be loaded or is not a text encoder */
  static async open(model: OnnxModel, options: EmbedderOptions, runtime: Runtime): Promise<OnnxEmbedder> {
    const tokenizer = await TextTokenizer.open(model.folder, model.contract.maxTokens, model.contract);
    const file = path.join(model.folder, model.onnxFile);
    checkExternalData(model);
    let session: InferenceSession;
    try {
      const graph = model.contract.dtype === 'q8' ? await quantized(file, model.contract.processor) : file;
      session = await runtime.InferenceSession.create(graph as string, {
        graphOptimizationLevel: 'all',
        intraOpNumThreads: options.threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        ...(options.device && { executionProviders: [options.device] }),
        // Threads that spin while they wait take the cores from other processes.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
    } catch (error) {
      throw new ModelError(`cannot load ${file}: ${messageOf(error)}`, { cause: error });
    }
    const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.includes(name));
    const states = STATES.find((name) => session.outputNames.includes(name));
    if (unknown.length > 0 || !session.inputNames.includes('input_ids') || !states) {
      await session.release();
      throw new ModelError(
        `${file} is not a text encoder: its inputs are ${session.inputNames.join(', ')}, its outputs ${session.outputNames.join(', ')}. A text encoder takes input_ids, optionally attention_mask and token_type_ids, and returns ${STATES.join(' or ')}.`,
      );
    }
    const embedder = new OnnxEmbedder(
      model,
      runtime,
      tokenizer,
      session,
      states,
      options.batchCostTokens,
      options.batchTokens,
    );
    if (isAlone(model.contract)) embedder.embedOneByOne();
    return embedder;
  }

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    const started = performance.now();
    const { dimensions } = this.model.contract;
    const vectors = new Float32Array(texts.length * dimensions);
    const tokenized = texts.map((text) => this.tokenizer.encode(text));
    const lengths = tokenized.map(({ ids }) => ids.length);
    const batches = batchesByLength(lengths, this.batchTokens, this.batchCostTokens).reverse();
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const rows = batch.map((position) => tokenized[position] as Tokens);
      const inferred = await this.infer(rows).catch((error: unknown) => this.halve(rows, error));
      if (!inferred) {
        const half = Math.ceil(batch.length / 2);
        batches.push(batch.slice(half), batch.slice(0, half));
        continue;
      }
      const { hidden, shape } = inferred;
      for (const [row, position] of batch.entries()) {
        const vector = vectors.subarray(position * dimensions, (position + 1) * dimensions);
        pool(hidden, shape, row, lengths[position] as number, this.model.contract, vector);
        if (!vector.every(Number.isFinite)) {
          throw new ModelError(`${this.model.name} returned a non-finite vector for ${describe(texts[position])}`);
        }
      }
      progress?.(batch.length);
    }
    return {
      vectors,
      tokens: lengths.reduce((sum, length) => sum + length, 0),
      truncated: tokenized.filter(({ truncated }) => truncated).length,
      milliseconds: performance.now() - started,
    };
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  /** Limits each further batch to one text. */
  embedOneByOne(): void {
    this.batchTokens = 1;
  }

  /** Lowers the limit if an inference ran out of memory. @throws the error, if the batch cannot be halved */
  private halve(rows: readonly Tokens[], error: unknown): undefined {
    if (rows.length === 1 || !isOutOfMemory(messageOf(error))) throw error;
    const cells = rows.length * Math.max(...rows.map(({ ids }) => ids.length));
    this.batchTokens = Math.min(this.batchTokens, Math.ceil(cells / 2));
  }

  private async infer(rows: readonly Tokens[]) {
    const tokens = Math.max(...rows.map(({ ids }) => ids.length));
    const cells = rows.length * tokens;
    const ids = new BigInt64Array(cells);
    const mask = new BigInt64Array(cells);
    for (const [row, { ids: own }] of rows.entries()) {
      for (const [at, id] of own.entries()) {
        ids[row * tokens + at] = BigInt(id);
        mask[row * tokens + at] = 1n;
      }
    }
    const columns: Record<string, BigInt64Array> = {
      input_ids: ids,
      attention_mask: mask,
      token_type_ids: new BigInt64Array(cells),
    };
    const feeds: Record<string, Tensor> = {};
    for (const name of this.session.inputNames) {
      feeds[name] = new this.runtime.Tensor('int64', columns[name] as BigInt64Array, [rows.length, tokens]);
    }
    const outputs = await this.session.run(feeds).catch((error: unknown) => {
      throw new ModelError(`inference failed on ${rows.length} texts of ${tokens} tokens: ${messageOf(error)}`, {
        cause: error,
      });
    });
    const hidden = outputs[this.states];
    const size = hidden?.dims[2];
    const values = hidden && floatsOf(hidden);
    if (!values || size === undefined || size < this.model.contract.dimensions) {
      throw new ModelError(
        `${this.model.onnxFile} returned ${hidden?.type} of shape [${hidden?.dims}], not float32 or float16 hidden states [texts, tokens, ≥ ${this.model.contract.dimensions}]`,
      );
    }
    return { hidden: values, shape: { tokens, size } };
  }
}

/**
 * Rewrites a model in memory so its products with weights are computed in 8 bits. It does so at each load, which takes less time
 * than verifying a stored file would.
 * @param processor class of instruction sets, as in the contract
 * @throws ModelError if nothing in it can be rewritten
 */
async function quantized(file: string, processor: string | undefined): Promise<Uint8Array> {
  return quantizeRowWise(await readFile(file), weightLimit(processor ?? ''));
}

/** @returns undefined if the tensor is not of floating-point numbers */
function floatsOf(tensor: Tensor): Float32Array | undefined {
  if (tensor.type === 'float32') return tensor.data as Float32Array;
  if (tensor.type !== 'float16') return undefined;
  // A JavaScript engine without Float16Array gets them as their bits.
  if (!(tensor.data instanceof Uint16Array)) return Float32Array.from(tensor.data as Float32Array);
  const widen = widenedHalves();
  return Float32Array.from(tensor.data, (half) => widen[half] as number);
}

/**
 * Refuses weights in files outside the contract, because they could change without changing the keys of vectors.
 * @throws ModelError if such files are named or files are missing
 */
function checkExternalData({ folder, onnxFile, contract }: OnnxModel): void {
  const file = path.join(folder, onnxFile);
  let externalFiles: readonly string[];
  try {
    externalFiles = readSignature(file).externalFiles;
  } catch (error) {
    throw new ModelError(`cannot load ${file}: ${messageOf(error)}`, { cause: error });
  }
  const unknown = externalFiles.filter((name) => !(path.posix.join(path.dirname(onnxFile), name) in contract.files));
  if (unknown.length === 0) return;
  const own = path.basename(onnxFile);
  throw new ModelError(
    `${file} has weights in ${unknown.join(', ')}, which is missing or not named ${own}_data, ${own}_data_1 and so on, or ${own}.data.`,
  );
}

/** Describes a text without showing it, because corpora are private. */
function describe(text: string | undefined): string {
  return `a text of ${text?.length ?? 0} characters`;
}
