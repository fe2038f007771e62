import { describe, expect, it } from '@jest/globals';
import { detectPlatform } from '../../../src/platform/detect';

describe('detectPlatform', () => {
  it.each([
    [{ GITHUB_ACTIONS: 'true' }, 'github'],
    [{ GITHUB_ACTIONS: 'true', TEKTON_RESULTS_DIR: '/results' }, 'github'],
    [{ TEKTON_RESULTS_DIR: '/results' }, 'tekton'],
    [{}, 'local'],
    [{ GITHUB_ACTIONS: 'false' }, 'local'],
  ])('with %j is %s', async (environment, name) => {
    expect((await detectPlatform(environment)).name).toBe(name);
  });

  it.each([
    [{ GITHUB_ACTIONS: 'true', RUNNER_TOOL_CACHE: '/tools' }, '/tools/embed-once'],
    [{ TEKTON_RESULTS_DIR: '/results', XDG_CACHE_HOME: '/cache' }, '/cache/embed-once'],
    [{ XDG_CACHE_HOME: '/cache' }, '/cache/embed-once'],
  ])('with %j keeps vectors in %s', async (environment, folder) => {
    expect((await detectPlatform(environment)).cacheFolder).toBe(folder);
  });

  it.each([
    [{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'org/project' }, 'org/project'],
    [{ GITHUB_ACTIONS: 'true' }, process.cwd()],
    [{ TEKTON_RESULTS_DIR: '/results', GITHUB_REPOSITORY: 'org/project' }, process.cwd()],
    [{}, process.cwd()],
  ])('with %j takes the project to be %s', async (environment, project) => {
    expect((await detectPlatform(environment)).project).toBe(project);
  });
});
