import { type TextKey, textKey } from '../keys/text-key';
import type { CorpusRecord } from './record';

/**
 * The texts with the smallest keys. Keys are as good as random, so this is a random sample of the different texts of a corpus,
 * and the same one in whichever order they come. Memory is that of twice the sample.
 */
export class CorpusSample {
  private records = new Map<TextKey, CorpusRecord>();
  private largest: TextKey | undefined;

  constructor(private readonly most: number) {}

  /** The first record with a text counts. */
  add({ text, source, line, id }: CorpusRecord): void {
    const key = textKey(text);
    if ((this.largest !== undefined && key > this.largest) || this.records.has(key)) return;
    // A copy: what the text was cut from, a large piece of the corpus, should not stay.
    const own = Buffer.from(text).toString();
    this.records.set(key, { text: own, source, line, ...(id !== undefined && { id }) });
    if (this.records.size >= 2 * this.most) this.shrink();
  }

  /** Texts in memory. */
  get held(): number {
    return this.records.size;
  }

  /** In the order of their keys. */
  take(): CorpusRecord[] {
    this.shrink();
    return [...this.records.values()];
  }

  private shrink(): void {
    const kept = [...this.records].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, this.most);
    this.records = new Map(kept);
    if (kept.length === this.most) this.largest = kept.at(-1)?.[0];
  }
}
