import { setTimeout as wait } from 'node:timers/promises';
import type { Reply } from './service';

/** An event in either mode, as it goes over HTTP. */
export interface SentEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What takes events, such as a Service. */
export interface Step {
  post(headers: Readonly<Record<string, string>>, body: string): Promise<Reply>;
}

/**
 * A Knative Sequence in memory: hands the answer of each step on to the next and the last one to `reply`; tries again what Knative tries
 * again (no answer, 404, 408, 409, 429, 5xx), with growing pauses; sends to `deadLetters` what is left after that, and at once what has
 * any other code.
 */
export class Sequence {
  readonly reply: SentEvent[] = [];
  readonly deadLetters: { readonly event: SentEvent; readonly step: number; readonly status: number | undefined }[] =
    [];
  /** Deliveries that failed and were tried again, by status; none is 0. */
  readonly retries = new Map<number, number>();

  constructor(
    private readonly steps: readonly Step[],
    private readonly delivery: { readonly retry: number; readonly backoffMs: number },
  ) {}

  /** Returns when the event is at its end. */
  async send(event: SentEvent): Promise<void> {
    let under = event;
    for (const [at, step] of this.steps.entries()) {
      const reply = await this.deliver(step, under);
      if (reply?.status !== 200) {
        this.deadLetters.push({ event: under, step: at, status: reply?.status });
        return;
      }
      const attributes = Object.entries(reply.headers).filter(([name]) => /^(ce-|content-type$)/.test(name));
      under = { headers: Object.fromEntries(attributes), body: reply.body };
    }
    this.reply.push(under);
  }

  private async deliver(step: Step, { headers, body }: SentEvent): Promise<Reply | undefined> {
    const { retry, backoffMs } = this.delivery;
    for (let attempt = 0; ; attempt++) {
      const reply = await step.post(headers, body).catch(() => undefined);
      const again = reply === undefined || reply.status >= 500 || [404, 408, 409, 429].includes(reply.status);
      if (!again || attempt === retry) return reply;
      const status = reply?.status ?? 0;
      this.retries.set(status, (this.retries.get(status) ?? 0) + 1);
      // Events of a cluster come one by one; these here would all come back in the same moment.
      await wait(backoffMs * 2 ** Math.min(attempt, 4) * (0.5 + Math.random()));
    }
  }
}
