import type { Position } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { CorpusRecord } from '../../corpus/record';
import type { Resolver } from '../../resolve/resolve';
import type { ResolvedWindow } from '../../resolve/window';
import type { GoldenText } from './golden-set';

/** Collects the vectors and positions of golden texts while a corpus streams. */
export class GoldenVectors {
  readonly positions = new Map<string, Position>();
  private readonly wanted: ReadonlySet<string>;
  private readonly vectors = new Map<string, Vector>();

  constructor(private readonly golden: readonly GoldenText[]) {
    this.wanted = new Set(golden.map(({ text }) => text));
  }

  take({ records, vectors }: Pick<ResolvedWindow, 'records' | 'vectors'>): void {
    if (this.positions.size === this.wanted.size) return;
    for (const [index, { text, source, line }] of records.entries()) {
      if (!this.wanted.has(text) || this.positions.has(text)) continue;
      this.positions.set(text, { source, line });
      this.put(text, vectors[index] as Vector);
    }
  }

  /** Golden texts not seen so far. */
  missing(): GoldenText[] {
    return this.golden.filter(({ text }) => !this.positions.has(text));
  }

  /** Resolves the missing texts, so every golden text is judged, even if it is not in the corpus. */
  async complete(resolver: Resolver): Promise<ReadonlyMap<string, Vector>> {
    const missing: CorpusRecord[] = this.golden
      .filter(({ text }) => !this.vectors.has(text))
      .map(({ text }, index) => ({ text, source: 'golden set', line: index + 1 }));
    for await (const { records, vectors } of resolver.resolve(inOneGo(missing))) {
      for (const [index, { text }] of records.entries()) this.put(text, vectors[index] as Vector);
    }
    return this.vectors;
  }

  /** Copies the vector, because a view would keep its whole buffer in memory. */
  private put(text: string, vector: Vector): void {
    if (!this.vectors.has(text)) this.vectors.set(text, vector.slice());
  }
}

/** Yields the records as one batch. */
export async function* inOneGo(records: CorpusRecord[]): AsyncGenerator<CorpusRecord[]> {
  if (records.length > 0) yield records;
}
