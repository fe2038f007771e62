import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Runtime } from '../../src/embedder/runtime';

export interface DeviceStandIn {
  /** Rows × tokens of the largest batch that memory suffices for. */
  readonly cells?: number;
  /** What is said of a larger one. */
  readonly message?: string;
  /** What is added to each number that a batch of several texts gives. */
  readonly shift?: number;
  /** Told the size of each batch, on the device only. */
  asked?(cells: number): void;
}

/** No GPU: a stand-in that computes in real sessions on the CPU, and has the limits of a device where one is asked for. */
export function deviceRuntime(runtime: Runtime, device: DeviceStandIn): Runtime {
  const create = async (file: string, { executionProviders, ...options }: InferenceSession.SessionOptions) => {
    const session = await runtime.InferenceSession.create(file, options);
    if (!executionProviders) return session;
    return {
      inputNames: session.inputNames,
      outputNames: session.outputNames,
      run: (feeds: InferenceSession.FeedsType) => runOn(device, session, feeds),
      release: () => session.release(),
    };
  };
  return { ...runtime, InferenceSession: { create } } as unknown as Runtime;
}

async function runOn(
  { cells = Number.POSITIVE_INFINITY, message = 'CUDA failure 2: out of memory', shift = 0, asked }: DeviceStandIn,
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
) {
  const [rows = 0, tokens = 0] = (feeds.input_ids as Tensor).dims;
  asked?.(rows * tokens);
  if (rows * tokens > cells) throw new Error(message);
  const outputs = await session.run(feeds);
  if (rows > 1 && shift !== 0) {
    for (const { data } of Object.values(outputs)) {
      const numbers = data as Float32Array;
      for (const at of numbers.keys()) numbers[at] = (numbers[at] as number) + (at % 2) * shift;
    }
  }
  return outputs;
}
