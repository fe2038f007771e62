import { CacheError, CorpusError, EmbedOnceError, LimitExceeded, ModelError } from '../../base/errors';

/**
 * A request that gets no event for an answer. The message is for whoever sent it, and holds nothing of the texts. Knative tries again
 * after 404, 408, 409, 429 and 5xx, and gives up after any other: so what can never work has one of the others.
 */
export class Refusal extends EmbedOnceError {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds after which it is worth trying again; only where it is. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

const RETRY_SECONDS = 5;

/** What a failure of the work is to those who sent the event. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof CorpusError) return new Refusal(422, error.message);
  if (error instanceof LimitExceeded) return new Refusal(422, error.message);
  if (error instanceof ModelError) return new Refusal(503, 'The model cannot embed now.', RETRY_SECONDS);
  if (error instanceof CacheError)
    return new Refusal(503, 'A tier failed, and on-cache-failure is fail.', RETRY_SECONDS);
  return new Refusal(500, 'The service failed; its log says how.');
}
