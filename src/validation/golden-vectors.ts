import type { Vector } from '../cache/vector-cache';
import type { CorpusRecord } from '../corpus/record';
import type { Resolver } from '../resolve';
import type { ResolvedWindow } from '../window';
import type { GoldenText } from './golden-set';

/** Gathers the present vectors of golden texts while a corpus goes by. */
export class GoldenVectors {
  private readonly wanted: ReadonlySet<string>;
  private readonly vectors = new Map<string, Vector>();

  constructor(private readonly golden: readonly GoldenText[]) {
    this.wanted = new Set(golden.map(({ text }) => text));
  }

  take({ records, vectors }: ResolvedWindow): void {
    if (this.vectors.size === this.wanted.size) return;
    for (const [index, { text }] of records.entries()) {
      // A copy: what it is a view of should not stay.
      if (this.wanted.has(text) && !this.vectors.has(text)) this.vectors.set(text, (vectors[index] as Vector).slice());
    }
  }

  /** Golden texts that were in nothing taken so far. */
  missing(): GoldenText[] {
    return this.golden.filter(({ text }) => !this.vectors.has(text));
  }

  /** Finds or computes what is missing, so that every golden text is judged whether the corpus still holds it or not. */
  async complete(resolver: Resolver): Promise<ReadonlyMap<string, Vector>> {
    const missing: CorpusRecord[] = this.missing().map(({ text }, index) => ({
      text,
      source: 'golden set',
      line: index + 1,
    }));
    for await (const window of resolver.resolve(inOneGo(missing))) this.take(window);
    return this.vectors;
  }
}

async function* inOneGo(records: CorpusRecord[]): AsyncGenerator<CorpusRecord[]> {
  if (records.length > 0) yield records;
}
