import path from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError, messageOf } from '../errors';
import { batchesByLength } from './batch';
import { isOutOfMemory } from './device/failure';
import type { Embedded, Embedder, EmbedderOptions } from './embedder';
import type { OnnxModel } from './model';
import { pool } from './pooling';
import type { Runtime } from './runtime';
import { TextTokenizer, type Tokens } from './tokenizer';

/** What a text encoder may be fed. */
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

/** Embeds with ONNX Runtime. */
export class OnnxEmbedder implements Embedder {
  private constructor(
    private readonly model: OnnxModel,
    private readonly runtime: Runtime,
    private readonly tokenizer: TextTokenizer,
    private readonly session: InferenceSession,
    /** Bound on the size of a batch, lowered when memory does not suffice for it. */
    private batchTokens: number,
  ) {}

  /** @throws ModelError if the model cannot be loaded, or is no text encoder */
  static async open(model: OnnxModel, options: EmbedderOptions, runtime: Runtime): Promise<OnnxEmbedder> {
    const tokenizer = await TextTokenizer.open(model.folder, model.contract.maxTokens);
    const file = path.join(model.folder, model.onnxFile);
    let session: InferenceSession;
    try {
      session = await runtime.InferenceSession.create(file, {
        graphOptimizationLevel: 'all',
        intraOpNumThreads: options.threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        ...(options.device && { executionProviders: [options.device] }),
      });
    } catch (error) {
      throw new ModelError(`cannot load ${file}: ${messageOf(error)}`, { cause: error });
    }
    const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.includes(name));
    if (unknown.length > 0 || !session.inputNames.includes('input_ids')) {
      throw new ModelError(
        `${file} is no text encoder: its inputs are ${session.inputNames.join(', ')}, its outputs ${session.outputNames.join(', ')}.`,
      );
    }
    return new OnnxEmbedder(model, runtime, tokenizer, session, options.batchTokens);
  }

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    const started = performance.now();
    const { dimensions } = this.model.contract;
    const vectors = new Float32Array(texts.length * dimensions);
    const tokenized = texts.map((text) => this.tokenizer.encode(text));
    const lengths = tokenized.map(({ ids }) => ids.length);
    const batches = batchesByLength(lengths, this.batchTokens).reverse();
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
    const hidden = outputs.last_hidden_state ?? outputs[this.session.outputNames[0] as string];
    const size = hidden?.dims[2];
    if (hidden?.type !== 'float32' || size === undefined || size < this.model.contract.dimensions) {
      throw new ModelError(
        `${this.model.onnxFile} gave ${hidden?.type} of shape [${hidden?.dims}], not float32 hidden states [texts, tokens, ≥ ${this.model.contract.dimensions}]`,
      );
    }
    return { hidden: hidden.data as Float32Array, shape: { tokens, size } };
  }
}

/** Names a text without showing it: corpora are private. */
function describe(text: string | undefined): string {
  return `a text of ${text?.length ?? 0} characters`;
}
