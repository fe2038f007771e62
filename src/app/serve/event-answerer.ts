import { createHash } from 'node:crypto';
import { ModelError } from '../../base/errors';
import type { Admission } from './admission';
import { Answers } from './answers';
import type { AnswerEvent, ReceivedEvent } from './event-types';
import type { EventWork } from './event-work';

/** Enough for redeliveries after a lost reply; an older event is looked up in the tiers. */
const REMEMBERED = { answers: 1024, bytes: 64 * 2 ** 20 };
/** Failures of the model without a success after which it counts as broken. */
const MODEL_FAILURES = 3;

interface SizedAnswer {
  readonly event: AnswerEvent;
  readonly size: number;
}

/** Answers each event once, however often it is delivered. */
export class EventAnswerer {
  readonly answers = new Answers<SizedAnswer>(REMEMBERED);
  private modelFailures = 0;

  constructor(
    private readonly work: EventWork,
    private readonly admission: Admission,
    /** Of the answers. */
    private readonly source: string,
  ) {}

  /** Whether the model still embeds, as far as known. */
  get alive(): boolean {
    return this.modelFailures < MODEL_FAILURES;
  }

  /** @throws Refusal, or the error of the work */
  async answer(received: ReceivedEvent): Promise<AnswerEvent> {
    const id = answerId(received);
    const { event } = await this.answers.of(id, () => this.admission.run(() => this.make(id, received)));
    return event;
  }

  private async make(id: string, received: ReceivedEvent): Promise<SizedAnswer> {
    try {
      const outcome = await this.work.of(received);
      this.modelFailures = 0;
      const { source } = this;
      const event = { id, source, time: new Date().toISOString(), routing: received.routing, ...outcome };
      return { event, size: JSON.stringify(event).length };
    } catch (error) {
      if (error instanceof ModelError) this.modelFailures++;
      throw error;
    }
  }
}

/**
 * The same for the same event in every replica, so that steps that follow know a repeated answer too. The data is part of it: an id that
 * is given to two events would else get one the answer of the other.
 */
function answerId({ source, id, type, data }: Pick<ReceivedEvent, 'source' | 'id' | 'type' | 'data'>): string {
  return createHash('sha256')
    .update(JSON.stringify([source, id, type, data]))
    .digest('base64url');
}
