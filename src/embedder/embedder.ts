import type { Device } from './device/choose';
import type { DeviceFacts } from './device/open-on-device';

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
}

/** Computes vectors. A text's vector is the same whichever texts are embedded with it. */
export interface Embedder {
  /** Where it computes; undefined before the first text, and where that is not ours to know. */
  readonly device?: DeviceFacts | undefined;
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
  /** Threads of the inference runtime. */
  readonly threads: number;
  /** The CPU unless given. */
  readonly device?: Device;
}
