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

/** What a text encoder may be fed. */
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];
/** What a text encoder may call the states of its tokens. */
const STATES = ['last_hidden_state', 'token_embeddings'];

/**
 * Whether batch-mates would change a vector, so that a batch is one text: the activations of `quantized` are scaled by the largest
 * in the batch, and the sums of fp16 are rounded where their order shows, by up to 1e-4 (docs/models.md). Where the contract names a
 * GPU it is that GPU's canary texts that say whether fp16 must be alone.
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
    /** Bound on the size of a batch, lowered when memory does not suffice for it. */
    private batchTokens: number,
  ) {}

  /** @throws ModelError if the model cannot be loaded, or is no text encoder */
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
        // A thread that spins while it waits takes the processor from whoever else is on the machine.
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
        `${file} is no text encoder: its inputs are ${session.inputNames.join(', ')}, its outputs ${session.outputNames.join(', ')}. A text encoder takes input_ids, and at most attention_mask and token_type_ids besides, and gives ${STATES.join(' or ')}.`,
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
          throw new ModelError(`${this.model.name} gave a vector that is not finite, for ${describe(texts[position])}`);
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

  /** From now on a batch is one text. */
  embedOneByOne(): void {
    this.batchTokens = 1;
  }

  /** Lowers the bound if an inference failed for want of memory. @throws what it failed with, if there is nothing to halve */
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
        `${this.model.onnxFile} gave ${hidden?.type} of shape [${hidden?.dims}], not float32 or float16 hidden states [texts, tokens, ≥ ${this.model.contract.dimensions}]`,
      );
    }
    return { hidden: values, shape: { tokens, size } };
  }
}

/**
 * A model whose products with weights are computed in 8 bits, made in memory at each load: that takes less time than it would
 * to make sure that a file kept from last time is still what it was.
 * @param processor class of instruction sets, as the contract names it
 * @throws ModelError if nothing in it can be rewritten
 */
async function quantized(file: string, processor: string | undefined): Promise<Uint8Array> {
  return quantizeRowWise(await readFile(file), weightLimit(processor ?? ''));
}

/** @returns undefined for what are no floating-point numbers */
function floatsOf(tensor: Tensor): Float32Array | undefined {
  if (tensor.type === 'float32') return tensor.data as Float32Array;
  if (tensor.type !== 'float16') return undefined;
  // Where JavaScript has no halves, they come as their bits.
  if (!(tensor.data instanceof Uint16Array)) return Float32Array.from(tensor.data as Float32Array);
  const widen = widenedHalves();
  return Float32Array.from(tensor.data, (half) => widen[half] as number);
}

/**
 * Weights in files that the contract does not count could change without the key of a vector changing.
 * @throws ModelError if there are such, or files that are missing
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
    `${file} has weights in ${unknown.join(', ')}, which is not there or not called ${own}_data, ${own}_data_1 and so on, or ${own}.data.`,
  );
}

/** Names a text without showing it: corpora are private. */
function describe(text: string | undefined): string {
  return `a text of ${text?.length ?? 0} characters`;
}
