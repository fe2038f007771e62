import type { Publication, Sink } from './sink';

/** A run's changes to a downstream index. Each document counts once. */
export interface SinkFacts extends Pick<Sink, 'kind' | 'address' | 'index' | 'generation'> {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Whether readers see this generation. */
  published: boolean;
  /** Why this run did not publish; absent if it did, or if only a complete run publishes. */
  readonly refusal?: string;
  /** Skipped records, because of which nothing was removed. */
  readonly removesNone?: number;
  /** Documents in the generation; absent if nothing was published. */
  documents?: number;
  readonly switched: boolean;
  readonly dropped: Publication['dropped'];
}

/** Adds up the facts of several updates. */
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
