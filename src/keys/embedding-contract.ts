import { createHash } from 'node:crypto';

export type Pooling = 'mean' | 'cls' | 'last';

/**
 * Everything besides the text that decides a vector. Two runs share vectors only if all of it is equal.
 * Adding or changing a field here makes every stored vector new; docs/keys.md says what that means for users.
 * @members the fingerprint is the digest of exactly this object, so regrouping it would make every stored vector new
 */
export interface EmbeddingContract {
  /** The embedder and the revision of how it computes, raised when a change of our code changes vectors. */
  readonly embedder: string;
  /** Of a service or a program, which cannot be looked into: what the user calls it. */
  readonly engine?: Readonly<Record<string, string>>;
  /** SHA-256 (hex) of every model file that is read, by its path inside the model folder. */
  readonly files: Readonly<Record<string, string>>;
  /** `engine`: how a service or a program does it is its own affair. */
  readonly pooling: Pooling | 'engine';
  readonly normalize: boolean;
  /** Longer texts are cut here; special tokens are counted. 0: where a service or a program cuts them. */
  readonly maxTokens: number;
  readonly textPrefix: string;
  /** Components of a vector, after any Matryoshka cut. */
  readonly dimensions: number;
  /** Arithmetic of the model, not of the stored vector; `engine` where that is not known. */
  readonly dtype: string;
  /**
   * Where the model was computed, if `device-vectors: own` asks for keys of its own. Then 16-bit arithmetic may round otherwise with
   * other batch-mates (HALF_BATCH_TOLERANCE). Absent for vectors as on the CPU.
   */
  readonly device?: 'cuda' | 'webgpu';
  /** Where our own code makes integers of weights and activations: the revision of how. Absent elsewhere. */
  readonly quantization?: string;
  /** Class of the processor, where arithmetic is in integers and results depend on it. Absent elsewhere. */
  readonly processor?: string;
  /** Where the model puts texts in lower case before its tokenizer does anything. Absent elsewhere. */
  readonly lowercase?: true;
  /** Of the stored vector, to which every vector is rounded. Absent for fp32. */
  readonly cacheDtype?: 'fp16';
}

/** Hex SHA-256 of the canonical form: 64 digits. */
export type Fingerprint = string;

export function fingerprint(contract: EmbeddingContract): Fingerprint {
  return createHash('sha256').update(canonicalJson(contract)).digest('hex');
}

/** JSON with sorted keys and no spaces, so that equal values are equal bytes (RFC 8785 for the types used here). */
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
