import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PullRequestComments } from '../../../../src/platform/comment/client';
import { GitHubApi, refuseCalls } from '../../../../test-support/servers/github-api';

const MARKER = '<!-- embed-once:0123456789abcdef -->';
const TOKEN = 'canary-token-4d2e';
let api: GitHubApi;
let comments: PullRequestComments;

beforeAll(async () => {
  api = await GitHubApi.start();
  comments = new PullRequestComments({ api: api.url, repository: 'acme/docs', number: 12 }, TOKEN);
});
beforeEach(() => api.begin());
afterAll(() => api.stop());

/** What a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error('not refused');
    },
    (error) => error,
  );
}

describe('PullRequestComments', () => {
  it('finds the comment that begins with a marker, on any page', async () => {
    for (let at = 0; at < 150; at++) api.add(`comment ${at}`);
    const own = api.add(`${MARKER}\nof mine`, 'Bot');
    expect(await comments.find(MARKER)).toBe(own.id);
    expect(api.calls.map(({ url }) => url)).toEqual([
      '/repos/acme/docs/issues/12/comments?per_page=100&page=1',
      '/repos/acme/docs/issues/12/comments?per_page=100&page=2',
    ]);
    expect(api.calls[0]?.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('passes over another marker, one that only stands inside, and one that a stranger copied', async () => {
    api.add('<!-- embed-once:ffffffffffffffff -->', 'Bot');
    api.add(`see ${MARKER}`, 'Bot');
    api.add(`${MARKER}\nforged`, 'User', 'CONTRIBUTOR');
    expect(await comments.find(MARKER)).toBeUndefined();
    const member = api.add(`${MARKER}\nby the token of a person`, 'User', 'MEMBER');
    expect(await comments.find(MARKER)).toBe(member.id);
  });

  it('creates and changes', async () => {
    await comments.create('first');
    await comments.update(api.comments[0]?.id as number, 'second');
    expect(api.comments.map(({ body }) => body)).toEqual(['second']);
  });

  it.each([
    [401, {}, /HTTP 401\). The github-token is invalid/],
    [403, {}, /HTTP 403\). Give the job the permission pull-requests: write/],
    [403, { 'x-ratelimit-remaining': '0' }, /rate limit is exceeded \(HTTP 403\)/],
    [404, {}, /HTTP 404\). The github-token cannot access this pull request/],
    [422, {}, /HTTP 422/],
    [429, { 'retry-after': '60' }, /rate limit is exceeded \(HTTP 429\)/],
    [500, {}, /HTTP 500\)$/],
  ])(
    'ends in a sentence at %i %j, without the token and without what GitHub said',
    async (status, headers, sentence) => {
      api.begin(refuseCalls('GET', status, { headers: headers as Record<string, string> }));
      const error = await refusal(comments.find(MARKER));
      expect(error).toMatchObject({ name: 'GitHubRefusal', status });
      expect(error.message).toMatch(sentence);
      expect(error.message).not.toMatch(/canary|refused Bearer/);
      expect(api.calls).toHaveLength(1);
    },
  );

  it('waits once for as long as GitHub asks, where that is short', async () => {
    api.begin(refuseCalls('POST', 429, { headers: { 'retry-after': '0' }, times: 1 }));
    await comments.create('after a pause');
    expect(api.comments).toHaveLength(1);
    api.begin(refuseCalls('POST', 429, { headers: { 'retry-after': '0' } }));
    expect((await refusal(comments.create('never'))).message).toContain('HTTP 429');
    expect(api.calls).toHaveLength(2);
  });

  it('sends the token nowhere but to the API', async () => {
    const elsewhere = await GitHubApi.start();
    const location = `${elsewhere.url}/repos/acme/docs/issues/12/comments`;
    api.begin(refuseCalls('GET', 302, { headers: { location } }));
    const error = await refusal(comments.find(MARKER));
    await elsewhere.stop();
    expect(error.message).toContain('did not answer');
    expect(elsewhere.calls).toEqual([]);
  });

  it('ends in a sentence where nobody answers, or with what is not JSON', async () => {
    const nobody = new PullRequestComments({ api: 'http://127.0.0.1:4', repository: 'acme/docs', number: 12 }, TOKEN);
    expect((await refusal(nobody.find(MARKER))).message).toMatch(/^GitHub's API did not answer: /);
    api.begin((_, response) => {
      response.end('<html>');
      return true;
    });
    expect((await refusal(comments.find(MARKER))).message).toBe("GitHub's API did not return JSON");
  });
});
