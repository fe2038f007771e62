import { describe, expect, it } from '@jest/globals';
import { GitHubPlatform } from '../../../src/platform/github';

describe('the job that GitHubPlatform tells of', () => {
  const environment = {
    PATH: '/bin',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: '/temp',
    ACTIONS_RESULTS_URL: 'https://results.example',
    ACTIONS_RUNTIME_TOKEN: 'token of the service',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/docs',
    GITHUB_TOKEN: 'secret',
    GITHUB_OUTPUT: '/output',
    'INPUT_REDIS-URL': 'secret',
    EMBED_ONCE_CACHE_SIGNING_KEY: 'secret',
    UNSET: undefined,
  };

  it('has what the client of the cache service needs, and no other secret', () => {
    const { githubJob } = new GitHubPlatform(environment);
    expect(githubJob).toMatchObject({
      hosted: true,
      hasService: true,
      temporaryFolder: '/temp',
      repository: 'https://github.com/acme/docs',
    });
    expect(Object.keys(githubJob.environment)).toEqual([
      'PATH',
      'RUNNER_ENVIRONMENT',
      'RUNNER_TEMP',
      'ACTIONS_RESULTS_URL',
      'ACTIONS_RUNTIME_TOKEN',
      'GITHUB_SERVER_URL',
      'GITHUB_REPOSITORY',
    ]);
  });

  it('knows a runner that is not GitHub’s, and a step without a service', () => {
    const { githubJob } = new GitHubPlatform({ RUNNER_ENVIRONMENT: 'self-hosted' });
    expect(githubJob).toMatchObject({ hosted: false, hasService: false });
  });
});
