import type { Inputs } from '../../inputs/inputs';
import type { Publication } from '../../report/publication';
import type { Platform, PullRequest } from '../platform';
import { GitHubRefusal, PullRequestComments } from './client';
import { commentMarker, commentRefusal } from './decision';

type CommentOf = NonNullable<Publication['comment']>;

/**
 * Shows the run on its pull request, in the comment that an earlier run made, or in a new one. Whatever keeps it from that is told, and the
 * run goes on.
 */
export async function publishComment(comment: CommentOf, inputs: Inputs, platform: Platform): Promise<void> {
  if (!inputs.comment) return;
  const pullRequest = await platform.pullRequest();
  const refusal = commentRefusal(inputs, pullRequest);
  // A workflow often runs for pushes, too, and a policy on machines without GitHub.
  if (!pullRequest) return platform.info(`no comment: ${refusal}`);
  if (refusal !== undefined) return platform.warn(`no comment: ${refusal}`);
  try {
    platform.info(await put(comment, inputs, platform, pullRequest));
  } catch (error) {
    if (!(error instanceof GitHubRefusal)) throw error;
    const sentence = `no comment on pull request ${pullRequest.number}: ${error.message}`;
    // Of a token that can only read nothing else was to be expected.
    if (pullRequest.readOnly && (error.status === 403 || error.status === 404)) platform.info(sentence);
    else platform.warn(sentence);
  }
}

/** @returns what was done. @throws GitHubRefusal */
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

/** @returns false if it was deleted since it was found */
async function replaced(comments: PullRequestComments, own: number, body: string): Promise<boolean> {
  try {
    await comments.update(own, body);
    return true;
  } catch (error) {
    if (error instanceof GitHubRefusal && error.status === 404) return false;
    throw error;
  }
}
