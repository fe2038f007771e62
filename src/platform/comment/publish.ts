import type { Inputs } from '../../inputs/inputs';
import type { Publication } from '../../report/publication';
import type { Platform, PullRequest } from '../platform';
import { GitHubRefusal, PullRequestComments } from './client';
import { commentMarker, commentRefusal } from './decision';

type CommentOf = NonNullable<Publication['comment']>;

/**
 * Shows the run on its pull request: updates the comment of an earlier run, or creates one. If that fails, it reports the reason and
 * the run continues.
 */
export async function publishComment(comment: CommentOf, inputs: Inputs, platform: Platform): Promise<void> {
  if (!inputs.comment) return;
  const pullRequest = await platform.pullRequest();
  const refusal = commentRefusal(inputs, pullRequest);
  // Not a fault: a workflow often runs for pushes too, and a policy on machines without GitHub.
  if (!pullRequest) return platform.info(`no comment: ${refusal}`);
  if (refusal !== undefined) return platform.warn(`no comment: ${refusal}`);
  try {
    platform.info(await put(comment, inputs, platform, pullRequest));
  } catch (error) {
    if (!(error instanceof GitHubRefusal)) throw error;
    const sentence = `no comment on pull request ${pullRequest.number}: ${error.message}`;
    // Expected with a read-only token.
    if (pullRequest.readOnly && (error.status === 403 || error.status === 404)) platform.info(sentence);
    else platform.warn(sentence);
  }
}

/** @returns a sentence on the result. @throws GitHubRefusal */
async function put(
  comment: CommentOf,
  inputs: Inputs,
  { runPage }: Pick<Platform, 'runPage'>,
  pullRequest: PullRequest,
): Promise<string> {
  const { number, commit } = pullRequest;
  const marker = commentMarker(pullRequest, inputs);
  const origin = { marker, ...(runPage !== undefined && { runPage }), ...(commit !== undefined && { commit }) };
  const body = comment(origin);
  const comments = new PullRequestComments(pullRequest, inputs.githubToken);
  const own = await comments.find(marker);
  if (own !== undefined && (await replaced(comments, own, body))) return `comment on pull request ${number} updated`;
  await comments.create(body);
  return `comment on pull request ${number} created`;
}

/** @returns false if the comment was deleted in the meantime */
async function replaced(comments: PullRequestComments, own: number, body: string): Promise<boolean> {
  try {
    await comments.update(own, body);
    return true;
  } catch (error) {
    if (error instanceof GitHubRefusal && error.status === 404) return false;
    throw error;
  }
}
