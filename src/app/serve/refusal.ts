import { CacheError, CorpusError, EmbedOnceError, LimitExceeded, ModelError } from '../../base/errors';

/**
 * A request that gets no event as an answer. The message is for the sender, and contains no part of the texts. Knative retries 404, 408,
 * 409, 429 and 5xx, and gives up after any other status, so a request that can never succeed gets one of those.
 */
export class Refusal extends EmbedOnceError {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds after which a retry makes sense; absent if none does. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

const RETRY_SECONDS = 5;

/** Turns a failure of the work into a refusal for the sender. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof CorpusError) return new Refusal(422, error.message);
  if (error instanceof LimitExceeded) return new Refusal(422, error.message);
  if (error instanceof ModelError) return new Refusal(503, 'The model cannot embed now.', RETRY_SECONDS);
  if (error instanceof CacheError)
    return new Refusal(503, 'A tier failed, and on-cache-failure is fail.', RETRY_SECONDS);
  return new Refusal(500, 'The service failed; its log says how.');
}
