import { type TextKey, textKey } from '../keys/text-key';
import type { CorpusRecord } from './record';

/**
 * Keeps the texts with the smallest keys. Keys are as good as random, so this is a random sample of the different texts of a corpus,
 * and independent of their order. Holds at most twice the sample in memory.
 */
export class CorpusSample {
  private records = new Map<TextKey, CorpusRecord>();
  private largest: TextKey | undefined;

  constructor(private readonly most: number) {}

  /** Adds a record. Of several records with one text, the first is kept. */
  add({ text, source, line, id }: CorpusRecord): void {
    const key = textKey(text);
    if ((this.largest !== undefined && key > this.largest) || this.records.has(key)) return;
    // Copies the text: otherwise the large piece of the corpus that it was cut from would stay in memory.
    const own = Buffer.from(text).toString();
    this.records.set(key, { text: own, source, line, ...(id !== undefined && { id }) });
    if (this.records.size >= 2 * this.most) this.shrink();
  }

  /** Number of texts in memory. */
  get held(): number {
    return this.records.size;
  }

  /** Returns the sample in the order of keys. */
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
