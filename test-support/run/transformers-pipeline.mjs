// The reference that users know: Transformers.js' feature-extraction pipeline, in a process of its own.
// node transformers-pipeline.mjs MODELS_FOLDER MODEL < texts.json > vectors.f32
import { env, pipeline } from '@huggingface/transformers';

const [models, model] = process.argv.slice(2);
env.localModelPath = models;
env.allowRemoteModels = false;
const extract = await pipeline('feature-extraction', model, { dtype: 'fp32', device: 'cpu' });

let input = '';
for await (const piece of process.stdin) input += piece;
for (const text of JSON.parse(input)) {
  const { data } = await extract(text, { pooling: 'mean', normalize: true });
  process.stdout.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}
