import { createHash } from 'node:crypto';
import type { Inputs } from '../../inputs/inputs';
import type { PullRequest } from '../platform';

type DecidingInputs = Pick<Inputs, 'comment' | 'githubToken'>;

/** Why there is no comment, though one is asked for; undefined where there may be one, or none is wanted. */
export function commentRefusal(
  { githubToken }: DecidingInputs,
  pullRequest: PullRequest | undefined,
): string | undefined {
  if (!pullRequest) return 'the run is not for a pull request (event pull_request)';
  if (githubToken === '') return 'no github-token is given. Give it github.token';
  return undefined;
}

/**
 * By which a comment is found again: one for each workflow, job, mode, corpus and golden set of a pull request. Digits only, so that nothing of
 * them can end the comment of HTML that it is.
 */
export function commentMarker(
  { workflow, job }: Pick<PullRequest, 'workflow' | 'job'>,
  { mode, corpus, goldenSet }: Pick<Inputs, 'mode' | 'corpus' | 'goldenSet'>,
): string {
  const whole = JSON.stringify([workflow, job, mode, corpus, goldenSet]);
  return `<!-- embed-once:${createHash('sha256').update(whole).digest('hex').slice(0, 16)} -->`;
}
