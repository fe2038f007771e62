/** How an index is built: what `validation-index` says, in full. */
export interface VectorIndexForm {
  /** flat compares every vector; hnsw is quicker on many, and approximate. */
  readonly algorithm: 'flat' | 'hnsw';
  readonly metric: 'cosine' | 'l2' | 'ip';
  readonly dtype: 'float32' | 'float16';
}

/** What the words of `validation-index` may be, those that are meant by leaving them out first. */
export const VECTOR_INDEX_WORDS = {
  algorithm: ['flat', 'hnsw'],
  metric: ['cosine', 'l2', 'ip'],
  dtype: ['float32', 'float16'],
} as const satisfies { readonly [Part in keyof VectorIndexForm]: readonly VectorIndexForm[Part][] };

/** @throws Error if a word is not known, or two contradict each other */
export function parseVectorIndex(words: readonly string[]): VectorIndexForm {
  const known: readonly string[] = Object.values(VECTOR_INDEX_WORDS).flat();
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`must be of the words ${known.join(', ')}, and ${unknown} is none`);
  const chosen = (part: keyof VectorIndexForm): string => {
    const options: readonly string[] = VECTOR_INDEX_WORDS[part];
    const named = options.filter((option) => words.includes(option));
    if (named.length > 1) throw new Error(`says both ${named.join(' and ')}`);
    return named[0] ?? (options[0] as string);
  };
  return { algorithm: chosen('algorithm'), metric: chosen('metric'), dtype: chosen('dtype') } as VectorIndexForm;
}

/** The whole form in words, as it may be given. */
export function vectorIndexWords({ algorithm, metric, dtype }: VectorIndexForm): string {
  return [algorithm, metric, dtype].join(',');
}
