/**
 * Embeds a file of texts, one a line, as a user of a JavaScript library would, and prints what it took as JSON.
 *
 *   node embedder-peers.mjs ENGINE TEXTS ONNX_FOLDER MAX_TOKENS
 *
 * ENGINE is transformers.js, or onnxruntime-node: a loop of one's own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const BATCH = 32;
const DIMENSIONS = 384;
const [engine, file, folder, maxTokens] = process.argv.slice(2);

/** The model of embed-once, with Transformers.js' own pipeline, which cuts at what the tokenizer's own settings say. */
async function transformersJs() {
  const { env, pipeline } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(folder);
  const extract = await pipeline('feature-extraction', path.basename(folder), { dtype: 'fp32' });
  return async (texts) => (await extract(texts, { pooling: 'mean', normalize: true })).data;
}

async function onnxruntimeNode() {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const read = (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
  const session = await InferenceSession.create(path.join(folder, 'onnx/model.onnx'));
  return async (texts) => {
    const rows = texts.map((text) => {
      const { ids } = tokenizer.encode(text);
      return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids.at(-1)];
    });
    const tokens = Math.max(...rows.map((ids) => ids.length));
    const [ids, mask] = [new BigInt64Array(rows.length * tokens), new BigInt64Array(rows.length * tokens)];
    for (const [row, own] of rows.entries()) {
      ids.set(own.map(BigInt), row * tokens);
      mask.fill(1n, row * tokens, row * tokens + own.length);
    }
    const tensor = (values) => new Tensor('int64', values, [rows.length, tokens]);
    const { last_hidden_state: hidden } = await session.run({
      input_ids: tensor(ids),
      attention_mask: tensor(mask),
      token_type_ids: tensor(new BigInt64Array(ids.length)),
    });
    return pooled(hidden.data, rows, tokens);
  };
}

function pooled(hidden, rows, tokens) {
  const vectors = new Float32Array(rows.length * DIMENSIONS);
  for (const [row, ids] of rows.entries()) {
    const vector = vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    for (let token = 0; token < ids.length; token++) {
      const from = (row * tokens + token) * DIMENSIONS;
      for (let at = 0; at < DIMENSIONS; at++) vector[at] += hidden[from + at];
    }
    const norm = Math.hypot(...vector);
    for (let at = 0; at < DIMENSIONS; at++) vector[at] /= norm;
  }
  return vectors;
}

/** In batches of texts of like length, which is what the libraries advise. @returns the vector of the first text */
async function embedAll(embed, texts) {
  const order = texts.map((_, at) => at).sort((a, b) => texts[b].length - texts[a].length);
  let first;
  for (let from = 0; from < order.length; from += BATCH) {
    const batch = order.slice(from, from + BATCH);
    const vectors = await embed(batch.map((at) => texts[at]));
    const row = batch.indexOf(0);
    if (row >= 0) first = vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS);
  }
  return first;
}

const texts = readFileSync(file, 'utf8').trimEnd().split('\n');
const embed = engine === 'transformers.js' ? await transformersJs() : await onnxruntimeNode();
await embedAll(embed, texts.slice(0, BATCH));
const started = performance.now();
const first = await embedAll(embed, texts);
const milliseconds = performance.now() - started;
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
console.log(JSON.stringify({ milliseconds, peakBytes: Number(peak) * 1024, first: [...first] }));
