import type { Environment, GitHubEvent } from './github-trust';
import type { PullRequest } from './platform';

/** A commit, as in an event payload. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * Returns the pull request of a `pull_request` event, and of no other event: `pull_request_target` and comment events run with
 * permissions that untrusted content must not reach.
 * @param event the payload; undefined if unreadable
 */
export function githubPullRequest(environment: Environment, event: GitHubEvent | undefined): PullRequest | undefined {
  const { GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: repository = '', GITHUB_ACTOR: actor } = environment;
  const number = event?.pull_request?.number ?? event?.number;
  if (name !== 'pull_request' || !/^[\w.-]+\/[\w.-]+$/.test(repository) || !Number.isSafeInteger(number)) {
    return undefined;
  }
  const head = event?.pull_request?.head;
  const commit = head?.sha;
  return {
    api: (environment.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, ''),
    repository,
    number: number as number,
    ...(commit !== undefined && COMMIT.test(commit) && { commit }),
    readOnly: head?.repo?.full_name !== repository || actor === 'dependabot[bot]',
    workflow: environment.GITHUB_WORKFLOW ?? '',
    job: environment.GITHUB_JOB ?? '',
  };
}
