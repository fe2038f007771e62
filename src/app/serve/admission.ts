import { Refusal } from '../../base/errors';

const LONGEST_RETRY_SECONDS = 60;
/** Weight of the latest event in the moving mean of event durations. */
const LATEST = 0.2;

/** Limits the events at work and the events that wait, in order. All others are refused. */
export class Admission {
  atWork = 0;
  private readonly queue: (() => void)[] = [];
  /** Moving mean. */
  private meanSeconds = 1;

  constructor(
    private readonly concurrency: number,
    private readonly places: number,
  ) {}

  get waiting(): number {
    return this.queue.length;
  }

  /** @throws Refusal with 429 if no place is left */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.atWork < this.concurrency) this.atWork++;
    else if (this.queue.length < this.places) await new Promise<void>((resolve) => this.queue.push(resolve));
    else throw new Refusal(429, 'Too many events are waiting.', this.retryAfter());
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.meanSeconds += LATEST * ((performance.now() - started) / 1000 - this.meanSeconds);
      const next = this.queue.shift();
      // The place passes to the next one in line; a newcomer cannot take it.
      if (next) next();
      else this.atWork--;
    }
  }

  /** Seconds until the events that wait now are done. */
  private retryAfter(): number {
    const seconds = ((this.queue.length + 1) * this.meanSeconds) / this.concurrency;
    return Math.min(LONGEST_RETRY_SECONDS, Math.max(1, Math.ceil(seconds)));
  }
}
