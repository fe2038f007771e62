import type { Gpu } from './device/choose';
import type { DeviceChoice, DeviceFacts } from './device/device-facts';

/** Vectors of some texts, in their order. */
export interface Embedded {
  /** `[texts, dimensions]`, row by row. */
  readonly vectors: Float32Array;
  /** Tokens that went through the model, padding not counted. */
  readonly tokens: number;
  /** Texts that were longer than the model reads; what is beyond does not count in their vectors. */
  readonly truncated: number;
  /** Time spent on these texts, tokenizing included; loading the model is not. */
  readonly milliseconds: number;
  /** What the first texts had to wait for besides: until runtime and model were loaded. */
  readonly loadMilliseconds?: number;
}

/** Computes vectors. A text's vector is the same whichever texts are embedded with it. */
export interface Embedder {
  /** Where it computes; undefined before the first text, and where that is not ours to know. */
  readonly device?: DeviceFacts | undefined;
  /**
   * Decides where it is going to compute, without loading a model. Absent where that is not ours to decide.
   * @throws ModelError if it cannot be where it was asked to be
   */
  decide?(): Promise<DeviceChoice>;
  /**
   * @param progress told, batch by batch, how many more of the texts are done
   * @throws ModelError
   */
  embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded>;
  close(): Promise<void>;
}

/** What an embedder needs to know, besides the contract, to compute. Plain data: it crosses to the worker thread. */
export interface EmbedderOptions {
  /** Bound on the size of a batch: texts × tokens of the longest. */
  readonly batchTokens: number;
  /** What a batch costs besides its tokens, in tokens. As on a CPU unless given. */
  readonly batchCostTokens?: number;
  /** Threads of the inference runtime. */
  readonly threads: number;
  /** The CPU unless given. */
  readonly device?: Gpu;
  /** For CUDA: a folder with the native libraries of a runtime that has its provider. Those of `dist` unless given. */
  readonly natives?: string;
}
