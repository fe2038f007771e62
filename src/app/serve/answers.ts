/** An answer, and its size in memory. */
export interface Remembered {
  /** Bytes. */
  readonly size: number;
}

/**
 * Keeps answers by event: an event that is delivered again gets the same answer, and simultaneous deliveries share the work. The least
 * recently used answers are evicted; failures are not kept.
 */
export class Answers<A extends Remembered> {
  /** Events whose answer was kept or in progress. */
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
