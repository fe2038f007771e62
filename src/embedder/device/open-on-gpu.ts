import { DeviceUnusable, messageOf } from '../../base/errors';
import type { EmbedderOptions } from '../embedder';
import type { OnnxModel } from '../model';
import { OnnxEmbedder } from '../onnx';
import type { Runtime } from '../runtime';
import { checkCanaries } from './canary-check';
import type { Gpu } from './choose';
import type { CanaryFacts } from './device-facts';
import { explainFailure } from './failure';

/**
 * Loads the model on a GPU and checks its vectors of canary texts. If a batch changes vectors too much, texts are embedded one by one.
 * @throws DeviceUnusable
 */
export async function openOnGpu(
  model: OnnxModel,
  { device, ...options }: EmbedderOptions & { readonly device: Gpu },
  runtime: Runtime,
): Promise<{ readonly embedder: OnnxEmbedder; readonly canaries: CanaryFacts }> {
  // TF32 rounds factors to 11 bits. ONNX Runtime for Node has no option to disable it, but NVIDIA's libraries read this variable
  // when they start. The device order makes the first GPU the one that nvidia-smi lists first.
  if (device === 'cuda') Object.assign(process.env, { NVIDIA_TF32_OVERRIDE: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
  const opened: OnnxEmbedder[] = [];
  try {
    const embedder = await OnnxEmbedder.open(model, { ...options, device }, runtime);
    opened.push(embedder);
    const reference = await OnnxEmbedder.open(model, { ...options, batchTokens: 1 }, runtime);
    opened.push(reference);
    const canaries = await checkCanaries(device, { embedder, reference, contract: model.contract });
    await reference.close();
    if (canaries.oneByOne) embedder.embedOneByOne();
    return { embedder, canaries };
  } catch (error) {
    await Promise.all(opened.map((embedder) => embedder.close()));
    throw error instanceof DeviceUnusable ? error : explainFailure(device, messageOf(error), error);
  }
}
