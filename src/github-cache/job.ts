import type { Inputs } from '../inputs/inputs';

/** The facts about a GitHub Actions job that its cache service depends on. */
export interface GitHubJob {
  /** Whether the runner is hosted by GitHub, so its disk is deleted when the job ends. */
  readonly hosted: boolean;
  /** Whether the step has a cache service. Steps that `run` a command have none, and neither do some installations. */
  readonly hasService: boolean;
  /** The environment variables that the service's client needs, without other secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The runner empties it when the job ends. */
  readonly temporaryFolder: string;
  /** Host and repository that own the entries. */
  readonly repository: string;
}

export interface Decision {
  readonly used: boolean;
  /** A reason for the log and the report. */
  readonly why: string;
  /** Whether to warn: the inputs request the cache, but it cannot be used. */
  readonly refused?: boolean;
}

type DecidingInputs = Pick<Inputs, 'githubCache' | 'runnerCache' | 'cacheMode' | 'redisUrl'>;

/** The only place that decides whether GitHub's cache carries the runner cache from job to job. */
export function decideGitHubCache(inputs: DecidingInputs, job: GitHubJob | undefined): Decision {
  const asked = inputs.githubCache === 'on';
  if (inputs.githubCache === 'off') return { used: false, why: 'github-cache: off' };
  if (inputs.runnerCache === 'off' || inputs.cacheMode === 'off') {
    return { used: false, why: 'there is no runner cache to carry' };
  }
  if (!job) return { used: false, refused: asked, why: 'this is not a job of GitHub Actions' };
  if (!asked && !job.hosted) {
    return { used: false, why: 'this runner is not hosted by GitHub, so its disk may outlive the job' };
  }
  if (!job.hosted && inputs.cacheMode === 'read-only') {
    return { used: false, refused: asked, why: 'cache-mode: read-only does not change the folder of this runner' };
  }
  if (!asked && inputs.redisUrl) return { used: false, why: 'jobs share Redis' };
  if (!job.hasService) {
    return {
      used: false,
      refused: asked,
      why: 'this step has no cache service: call embed-once with uses rather than run, if the installation has one',
    };
  }
  return {
    used: true,
    why: asked ? 'github-cache: on' : 'this runner is hosted by GitHub, so its disk is deleted when the job ends',
  };
}
