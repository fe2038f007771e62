import { describe, expect, it } from '@jest/globals';
import { type GitHubEvent, githubTrustScope } from '../../../src/platform/github-trust';
import {
  commentEvent,
  FORK,
  forkEvent,
  pullRequestEvent,
  REPOSITORY,
  repositoryEvent,
  reviewEvent,
  workflowRunEvent,
} from '../../../test-support/builders/github-events';

const MAIN = 'refs/heads/main';
const MERGE = 'refs/pull/12/merge';

function scopeOf(name: string, ref: string, event: GitHubEvent | undefined) {
  return githubTrustScope({ GITHUB_EVENT_NAME: name, GITHUB_REF: ref }, event);
}

describe('githubTrustScope', () => {
  it.each([
    ['push', 'push', MAIN, repositoryEvent],
    ['by hand', 'workflow_dispatch', MAIN, repositoryEvent],
    ['schedule', 'schedule', MAIN, { schedule: '0 3 * * *' }],
    ['by an API call', 'repository_dispatch', MAIN, repositoryEvent],
    ['after a push to main', 'workflow_run', MAIN, workflowRunEvent('push', 'main')],
  ])('trusts the default branch: %s', (_, name, ref, event) => {
    expect(scopeOf(name, ref, event as GitHubEvent)).toMatchObject({ name: 'trusted', source: 'event' });
  });

  it.each([
    ['from a fork', 'pull_request', MERGE, forkEvent, 'pull request 12 from a fork'],
    ['from a fork since deleted', 'pull_request', MERGE, pullRequestEvent(null), 'pull request 12 from a fork'],
    ['of this repository', 'pull_request', MERGE, pullRequestEvent(), 'pull request 12'],
    ['by Dependabot', 'pull_request', MERGE, pullRequestEvent(REPOSITORY, 'dependabot[bot]'), 'pull request 12'],
    ['target', 'pull_request_target', MAIN, forkEvent, 'pull request 12 from a fork (pull_request_target)'],
    ['target, internal', 'pull_request_target', MAIN, pullRequestEvent(), 'pull request 12 (pull_request_target)'],
    ['review', 'pull_request_review', MERGE, reviewEvent(FORK), 'pull request 12 from a fork (pull_request_review)'],
    ['comment', 'issue_comment', MAIN, commentEvent(true), 'pull request 12 (issue_comment)'],
  ])('gives a pull request a scope of its own: %s', (_, name, ref, event, why) => {
    expect(scopeOf(name, ref, event)).toEqual({ name: 'pr-12', source: 'event', why });
  });

  it.each([
    [
      'push to a branch',
      'push',
      'refs/heads/feature/Ünïcode_x',
      repositoryEvent,
      /^branch-feature-n-code-x-[0-9a-f]{8}$/,
    ],
    ['a tag', 'push', 'refs/tags/v1.2', repositoryEvent, /^tag-v1-2-[0-9a-f]{8}$/],
    ['a tag named like the default branch', 'push', 'refs/tags/main', repositoryEvent, /^tag-main-/],
    ['by hand, on a branch', 'workflow_dispatch', 'refs/heads/fix', repositoryEvent, /^branch-fix-/],
    ['merge queue', 'merge_group', 'refs/heads/gh-readonly-queue/main/pr-12-abc', repositoryEvent, /^queue-/],
    ['issue comment', 'issue_comment', MAIN, commentEvent(false), /^issue-12$/],
    ['after a pull request', 'workflow_run', MAIN, workflowRunEvent('pull_request', 'main', FORK), /^run-main-/],
    ['after a push to a fork', 'workflow_run', MAIN, workflowRunEvent('push', 'main', FORK), /^run-main-/],
    [
      'after a push to a fork since deleted',
      'workflow_run',
      MAIN,
      workflowRunEvent('push', 'main', null),
      /^run-main-/,
    ],
    ['after a push to a branch', 'workflow_run', MAIN, workflowRunEvent('push', 'fix'), /^run-fix-/],
    ['after a pull request from main', 'workflow_run', MAIN, workflowRunEvent('pull_request', 'main'), /^run-main-/],
    ['a new discussion', 'discussion', MAIN, repositoryEvent, /^event-discussion-/],
    ['a release', 'release', 'refs/tags/v1', repositoryEvent, /^event-release-/],
    ['an event that does not exist yet', 'thought', MAIN, repositoryEvent, /^event-thought-/],
    ['no event name', '', '', undefined, /^event-[0-9a-f]{8}$/],
    ['an unreadable payload', 'push', MAIN, undefined, /^ref-refs-heads-main-/],
    ['a payload that is no object', 'pull_request', MERGE, 7 as unknown as GitHubEvent, /^event-pull-request-/],
  ])('trusts nothing else: %s', (_, name, ref, event, pattern) => {
    const scope = scopeOf(name, ref, event as GitHubEvent);
    expect(scope.name).toMatch(pattern);
    // What the input takes, and what may stand in a key and in the name of a folder.
    expect(scope.name).toMatch(/^[a-z0-9][a-z0-9-]{0,47}$/);
  });

  it('gives branches whose names differ in punctuation only scopes of their own', () => {
    const names = ['a/b', 'a-b', 'A-b'].map((name) => scopeOf('push', `refs/heads/${name}`, repositoryEvent).name);
    expect(new Set(names).size).toBe(3);
  });
});
