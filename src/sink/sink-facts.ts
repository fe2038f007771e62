import type { Publication, Sink } from './sink';

/** What a run did to an index downstream. Documents are counted, each once. */
export interface SinkFacts extends Pick<Sink, 'kind' | 'address' | 'index' | 'generation'> {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Whether readers see it. */
  published: boolean;
  /** Why this run did not publish; absent where it did, and where only a complete run is to. */
  readonly refusal?: string;
  /** Records that were skipped, for which reason nothing was removed. */
  readonly removesNone?: number;
  /** Documents that the generation has; absent where nothing was published. */
  documents?: number;
  readonly switched: boolean;
  readonly dropped: Publication['dropped'];
}

/** Of several documents that one after the other were brought up to date. */
export function sumOfFacts(sum: SinkFacts | undefined, facts: SinkFacts): SinkFacts {
  if (!sum) return facts;
  const { added, changed, removed, unchanged, removesNone = 0 } = sum;
  const skipped = removesNone + (facts.removesNone ?? 0);
  return {
    ...facts,
    added: added + facts.added,
    changed: changed + facts.changed,
    removed: removed + facts.removed,
    unchanged: unchanged + facts.unchanged,
    ...(skipped > 0 && { removesNone: skipped }),
  };
}
