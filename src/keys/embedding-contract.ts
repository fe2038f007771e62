import { createHash } from 'node:crypto';

export type Pooling = 'mean' | 'cls' | 'last';

/**
 * Everything besides the text that decides a vector. Two runs share vectors only if their contracts are equal.
 * Adding or changing a field here invalidates every stored vector; docs/keys.md describes the effect on users.
 * @members the fingerprint is the digest of exactly this object, so regrouping it would invalidate every stored vector
 */
export interface EmbeddingContract {
  /** The embedder and its revision, raised when a change to our code changes vectors. */
  readonly embedder: string;
  /** The user's name for a service or a program, whose model we cannot inspect. */
  readonly engine?: Readonly<Record<string, string>>;
  /** SHA-256 (hex) of every model file read, by its path inside the model folder. */
  readonly files: Readonly<Record<string, string>>;
  /** `engine`: the service or program does its own pooling. */
  readonly pooling: Pooling | 'engine';
  readonly normalize: boolean;
  /** Longer texts are truncated to this length, special tokens included. 0: the service or program truncates them. */
  readonly maxTokens: number;
  readonly textPrefix: string;
  /** Components of a vector, after any Matryoshka truncation. */
  readonly dimensions: number;
  /** Arithmetic of the model, not of the stored vector; `engine` if unknown. */
  readonly dtype: string;
  /**
   * The device that ran the model, if `device-vectors: own` asks for separate keys. Its 16-bit arithmetic may round differently
   * in a different batch (HALF_BATCH_TOLERANCE). Absent if vectors match those of the CPU.
   */
  readonly device?: 'cuda' | 'webgpu';
  /** The revision of our own quantization code, if it quantizes weights and activations. */
  readonly quantization?: string;
  /** Class of the processor, if integer arithmetic makes results depend on it. */
  readonly processor?: string;
  /** Set if the model lowercases texts before tokenizing them. */
  readonly lowercase?: true;
  /** The stored dtype, to which every vector is rounded. Absent for fp32. */
  readonly cacheDtype?: 'fp16';
}

/** Hex SHA-256 of the canonical form: 64 digits. */
export type Fingerprint = string;

export function fingerprint(contract: EmbeddingContract): Fingerprint {
  return createHash('sha256').update(canonicalJson(contract)).digest('hex');
}

/** Returns JSON with sorted keys and no spaces: equal values give equal bytes (RFC 8785 for the types used here). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value);
}
