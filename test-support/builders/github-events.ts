/**
 * Payloads of GitHub's webhooks as a runner finds them at GITHUB_EVENT_PATH, cut to the fields that say who started a run, in
 * the shape of the examples at https://docs.github.com/en/webhooks/webhook-events-and-payloads.
 */
const REPOSITORY = { id: 1, full_name: 'acme/docs', default_branch: 'main', fork: false };
const FORK = { id: 2, full_name: 'mallory/docs', default_branch: 'main', fork: true };

export const repositoryEvent = { repository: REPOSITORY, sender: { login: 'octocat' } };

export function pullRequestEvent(head: typeof REPOSITORY | null = REPOSITORY, login = 'octocat') {
  return {
    action: 'synchronize',
    number: 12,
    pull_request: {
      number: 12,
      user: { login },
      head: { ref: 'main', repo: head },
      base: { ref: 'main', repo: REPOSITORY },
    },
    ...repositoryEvent,
  };
}

export const forkEvent = pullRequestEvent(FORK);

export function reviewEvent(head: typeof REPOSITORY) {
  const { number: _, ...event } = pullRequestEvent(head);
  return event;
}

export function commentEvent(pullRequest: boolean) {
  const link = { url: 'https://api.github.com/repos/acme/docs/pulls/12' };
  return { action: 'created', issue: { number: 12, ...(pullRequest && { pull_request: link }) }, ...repositoryEvent };
}

export function workflowRunEvent(event: string, branch: string, head: typeof REPOSITORY | null = REPOSITORY) {
  return {
    action: 'completed',
    workflow_run: { event, head_branch: branch, head_repository: head },
    ...repositoryEvent,
  };
}

export { FORK, REPOSITORY };
