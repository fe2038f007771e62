import { CacheError, CorpusError, LimitExceeded, ModelError, Refusal } from '../../base/errors';

const RETRY_SECONDS = 5;

/** Turns a failure of the work into a refusal for the sender. */
export function refusalOfError(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof CorpusError) return new Refusal(422, error.message);
  if (error instanceof LimitExceeded) return new Refusal(422, error.message);
  if (error instanceof ModelError) return new Refusal(503, 'The model cannot embed now.', RETRY_SECONDS);
  if (error instanceof CacheError)
    return new Refusal(503, 'A tier failed, and on-cache-failure is fail.', RETRY_SECONDS);
  return new Refusal(500, 'The service failed; its log says how.');
}
