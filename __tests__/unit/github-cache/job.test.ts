import { describe, expect, it } from '@jest/globals';
import { decideGitHubCache, type GitHubJob } from '../../../src/github-cache/job';
import { parseRedisUrl } from '../../../src/inputs/values/redis-url';
import { inputsWith } from '../../../test-support/builders/default-model';

const HOSTED: GitHubJob = {
  hosted: true,
  hasService: true,
  environment: {},
  temporaryFolder: '/tmp',
  repository: 'https://github.com/acme/docs',
};
const OWN = { ...HOSTED, hosted: false };
const redisUrl = parseRedisUrl('redis://cache:6379');

describe('decideGitHubCache', () => {
  it.each([
    ['on a runner of GitHub’s', {}, HOSTED, true, undefined],
    ['where read-only', { cacheMode: 'read-only' }, HOSTED, true, undefined],
    ['where turned off', { githubCache: 'off' }, HOSTED, false, undefined],
    ['where jobs share Redis', { redisUrl }, HOSTED, false, undefined],
    ['with Redis, where asked', { redisUrl, githubCache: 'on' }, HOSTED, true, undefined],
    ['on a runner of one’s own', {}, OWN, false, undefined],
    ['there, where asked', { githubCache: 'on' }, OWN, true, undefined],
    ['there, where its folder may not be written', { githubCache: 'on', cacheMode: 'read-only' }, OWN, false, true],
    ['without a runner cache', { runnerCache: 'off', githubCache: 'on' }, HOSTED, false, undefined],
    ['without any cache', { cacheMode: 'off', githubCache: 'on' }, HOSTED, false, undefined],
    ['without a service', {}, { ...HOSTED, hasService: false }, false, false],
    ['without a service, where asked', { githubCache: 'on' }, { ...HOSTED, hasService: false }, false, true],
    ['elsewhere', {}, undefined, false, false],
    ['elsewhere, where asked', { githubCache: 'on' }, undefined, false, true],
  ] as const)('%s', (_, inputs, job, used, refused) => {
    const decision = decideGitHubCache(inputsWith(inputs), job);
    expect(decision).toMatchObject({ used });
    expect(decision.refused).toBe(refused);
    expect(decision.why).not.toBe('');
  });
});
