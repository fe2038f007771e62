/** The build of an index: `validation-index` in full. */
export interface VectorIndexForm {
  /** flat compares every vector; hnsw is approximate, and faster on many. */
  readonly algorithm: 'flat' | 'hnsw';
  readonly metric: 'cosine' | 'l2' | 'ip';
  readonly dtype: 'float32' | 'float16';
}

/** The words of `validation-index`; the first of each group is the default. */
export const VECTOR_INDEX_WORDS = {
  algorithm: ['flat', 'hnsw'],
  metric: ['cosine', 'l2', 'ip'],
  dtype: ['float32', 'float16'],
} as const satisfies { readonly [Part in keyof VectorIndexForm]: readonly VectorIndexForm[Part][] };

/** @throws Error if a word is unknown, or two contradict each other */
export function parseVectorIndex(words: readonly string[]): VectorIndexForm {
  const known: readonly string[] = Object.values(VECTOR_INDEX_WORDS).flat();
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new Error(`must consist of the words ${known.join(', ')}, and ${unknown} is not one`);
  const chosen = (part: keyof VectorIndexForm): string => {
    const options: readonly string[] = VECTOR_INDEX_WORDS[part];
    const named = options.filter((option) => words.includes(option));
    if (named.length > 1) throw new Error(`contains both ${named.join(' and ')}`);
    return named[0] ?? (options[0] as string);
  };
  return { algorithm: chosen('algorithm'), metric: chosen('metric'), dtype: chosen('dtype') } as VectorIndexForm;
}

/** Returns the form in words, as a user would give it. */
export function vectorIndexWords({ algorithm, metric, dtype }: VectorIndexForm): string {
  return [algorithm, metric, dtype].join(',');
}
