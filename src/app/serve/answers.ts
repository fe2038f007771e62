/** Something that was answered, and what it takes in memory. */
export interface Remembered {
  /** Bytes. */
  readonly size: number;
}

/**
 * Answers by the events that they are for: whoever delivers an event again gets the same one, and two who deliver it at once share the
 * work. Those used longest ago are forgotten; failures are not remembered.
 */
export class Answers<A extends Remembered> {
  /** How often one was there, or under way. */
  repeats = 0;
  private readonly known = new Map<string, A>();
  private readonly underWay = new Map<string, Promise<A>>();
  private bytes = 0;

  constructor(private readonly limits: { readonly answers: number; readonly bytes: number }) {}

  async of(key: string, make: () => Promise<A>): Promise<A> {
    const known = this.known.get(key);
    if (known) {
      this.repeats++;
      this.known.delete(key);
      this.known.set(key, known);
      return known;
    }
    const shared = this.underWay.get(key);
    if (shared) {
      this.repeats++;
      return shared;
    }
    const making = make();
    this.underWay.set(key, making);
    try {
      const answer = await making;
      this.remember(key, answer);
      return answer;
    } finally {
      this.underWay.delete(key);
    }
  }

  private remember(key: string, answer: A): void {
    this.known.set(key, answer);
    this.bytes += answer.size;
    for (const [oldest, { size }] of this.known) {
      if (this.known.size <= this.limits.answers && this.bytes <= this.limits.bytes) return;
      this.known.delete(oldest);
      this.bytes -= size;
    }
  }
}
