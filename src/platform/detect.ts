import { LocalPlatform } from './local';
import type { Platform } from './platform';
import { TektonPlatform, tektonResultsFolder } from './tekton';

/** Detects the platform of this run; no other module decides it. */
export async function detectPlatform(environment: Readonly<Record<string, string | undefined>>): Promise<Platform> {
  if (environment.GITHUB_ACTIONS === 'true') {
    const { GitHubPlatform } = await import('./github');
    return new GitHubPlatform(environment);
  }
  const results = tektonResultsFolder(environment);
  return results ? new TektonPlatform(environment, results) : new LocalPlatform(environment);
}
