import { createHash } from 'node:crypto';
import type { Inputs } from '../../inputs/inputs';
import type { PullRequest } from '../platform';

type DecidingInputs = Pick<Inputs, 'comment' | 'githubToken'>;

/** Returns why a requested comment is impossible; undefined if it is possible. */
export function commentRefusal(
  { githubToken }: DecidingInputs,
  pullRequest: PullRequest | undefined,
): string | undefined {
  if (!pullRequest) return 'the run is not for a pull request (event pull_request)';
  if (githubToken === '') return 'github-token is empty. Set it to github.token';
  return undefined;
}

/**
 * Returns the marker that identifies our comment: one per workflow, job, mode, corpus, and golden set of a pull request. It holds
 * only hexadecimal digits, so none of these values can end the HTML comment.
 */
export function commentMarker(
  { workflow, job }: Pick<PullRequest, 'workflow' | 'job'>,
  { mode, corpus, goldenSet }: Pick<Inputs, 'mode' | 'corpus' | 'goldenSet'>,
): string {
  const whole = JSON.stringify([workflow, job, mode, corpus, goldenSet]);
  return `<!-- embed-once:${createHash('sha256').update(whole).digest('hex').slice(0, 16)} -->`;
}
