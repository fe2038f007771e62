import type { Gpu } from './device/choose';
import type { DeviceChoice, DeviceFacts } from './device/device-facts';

/** Vectors of some texts, in the order of the texts. */
export interface Embedded {
  /** `[texts, dimensions]`, row by row. */
  readonly vectors: Float32Array;
  /** Tokens processed by the model, without padding. */
  readonly tokens: number;
  /** Number of texts longer than the model reads; their vectors ignore the rest. */
  readonly truncated: number;
  /** Time spent on these texts, including tokenizing but not loading the model. */
  readonly milliseconds: number;
  /** Time to load runtime and model, reported with the first texts. */
  readonly loadMilliseconds?: number;
}

/** Computes vectors. A text's vector does not depend on the texts embedded with it. */
export interface Embedder {
  /** The device; undefined before the first text, and for external embedders. */
  readonly device?: DeviceFacts | undefined;
  /**
   * Chooses the device without loading a model. Absent for external embedders.
   * @throws ModelError if the requested device is unusable
   */
  decide?(): Promise<DeviceChoice>;
  /**
   * @param progress called after each batch with its number of texts
   * @throws ModelError
   */
  embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded>;
  close(): Promise<void>;
}

/** Options of an embedder besides the contract. Plain data, because it is sent to the worker thread. */
export interface EmbedderOptions {
  /** Limit of the size of a batch: texts × tokens of the longest. */
  readonly batchTokens: number;
  /** Fixed cost of a batch, in tokens; by default that of a CPU. */
  readonly batchCostTokens?: number;
  /** Threads of the inference runtime. */
  readonly threads: number;
  /** By default the CPU. */
  readonly device?: Gpu;
  /** For CUDA: a folder with native libraries of a runtime that includes the provider. By default those of `dist`. */
  readonly natives?: string;
}
