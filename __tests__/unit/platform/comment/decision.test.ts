import { describe, expect, it } from '@jest/globals';
import { commentMarker, commentRefusal } from '../../../../src/platform/comment/decision';
import { githubPullRequest } from '../../../../src/platform/github-pull-request';
import { forkEvent, pullRequestEvent, repositoryEvent } from '../../../../test-support/builders/github-events';

const ENVIRONMENT = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REPOSITORY: 'acme/docs',
  GITHUB_WORKFLOW: 'Embeddings',
  GITHUB_JOB: 'embed',
};

describe('githubPullRequest', () => {
  it('knows the pull request, its API and its job', () => {
    expect(githubPullRequest(ENVIRONMENT, pullRequestEvent())).toEqual({
      api: 'https://api.github.com',
      repository: 'acme/docs',
      number: 12,
      readOnly: false,
      workflow: 'Embeddings',
      job: 'embed',
    });
  });

  it('takes the API of an installation of its own, and a commit that is one', () => {
    const event = pullRequestEvent();
    const of = (sha: string) => {
      const head = { ...event.pull_request.head, sha };
      const environment = { ...ENVIRONMENT, GITHUB_API_URL: 'https://git.example.com/api/v3/' };
      return githubPullRequest(environment, { ...event, pull_request: { ...event.pull_request, head } });
    };
    expect(of('ab'.repeat(20))).toMatchObject({ api: 'https://git.example.com/api/v3', commit: 'ab'.repeat(20) });
    expect(of('](https://x)')?.commit).toBeUndefined();
  });

  it('expects a token that can only read for forks and Dependabot', () => {
    expect(githubPullRequest(ENVIRONMENT, forkEvent)?.readOnly).toBe(true);
    expect(githubPullRequest(ENVIRONMENT, pullRequestEvent(null))?.readOnly).toBe(true);
    const dependabot = { ...ENVIRONMENT, GITHUB_ACTOR: 'dependabot[bot]' };
    expect(githubPullRequest(dependabot, pullRequestEvent())?.readOnly).toBe(true);
  });

  it.each([
    ['pull_request_target', 'acme/docs', pullRequestEvent()],
    ['push', 'acme/docs', repositoryEvent],
    ['pull_request', 'acme/docs/../../user', pullRequestEvent()],
    ['pull_request', 'acme/docs', undefined],
    ['pull_request', 'acme/docs', { number: '12/../13' as unknown as number }],
  ])('is none for the event %s of %s', (name, repository, event) => {
    const environment = { ...ENVIRONMENT, GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: repository };
    expect(githubPullRequest(environment, event)).toBeUndefined();
  });
});

describe('commentRefusal', () => {
  const pullRequest = githubPullRequest(ENVIRONMENT, pullRequestEvent());

  it('wants a pull request, and a token', () => {
    const refusal = (githubToken: string, one = pullRequest) => commentRefusal({ comment: true, githubToken }, one);
    expect(refusal('token')).toBeUndefined();
    expect(refusal('')).toMatch(/^github-token is empty/);
    expect(commentRefusal({ comment: true, githubToken: 'token' }, undefined)).toMatch(/not for a pull request/);
  });
});

describe('commentMarker', () => {
  const inputs = { mode: 'run', corpus: ['a.txt'], goldenSet: 'golden.jsonl' } as const;
  const job = { workflow: 'Embeddings', job: 'embed' };

  it('is one for each workflow, job, mode, corpus and golden set', () => {
    const others = [
      commentMarker({ ...job, workflow: '--> <b>' }, inputs),
      commentMarker({ ...job, job: 'other' }, inputs),
      commentMarker(job, { ...inputs, mode: 'plan' }),
      commentMarker(job, { ...inputs, corpus: ['b.txt'] }),
      commentMarker(job, { ...inputs, goldenSet: '' }),
    ];
    const all = [commentMarker(job, inputs), ...others];
    expect(new Set(all).size).toBe(6);
    for (const marker of all) expect(marker).toMatch(/^<!-- embed-once:[0-9a-f]{16} -->$/);
    expect(commentMarker(job, inputs)).toBe(all[0]);
  });
});
