import type { Inputs } from '../inputs/inputs';

/** A job of GitHub Actions, as far as its cache service is concerned. */
export interface GitHubJob {
  /** GitHub's own runner, whose disk goes when the job ends. */
  readonly hosted: boolean;
  /** Whether the step was given a service: steps that `run` a command are not, and some installations have none. */
  readonly hasService: boolean;
  /** What the service's client needs of the environment, and nothing that is secret for other reasons. */
  readonly environment: Readonly<Record<string, string>>;
  /** Emptied by the runner when the job ends. */
  readonly temporaryFolder: string;
  /** Host and repository: whose entries the service has. */
  readonly repository: string;
}

export interface Decision {
  readonly used: boolean;
  /** For people. */
  readonly why: string;
  /** Worth a warning: it was asked for, and cannot be. */
  readonly refused?: boolean;
}

type DecidingInputs = Pick<Inputs, 'githubCache' | 'runnerCache' | 'cacheMode' | 'redisUrl'>;

/** The only place that decides whether the runner cache is carried from job to job by GitHub's cache. */
export function decideGitHubCache(inputs: DecidingInputs, job: GitHubJob | undefined): Decision {
  const asked = inputs.githubCache === 'on';
  if (inputs.githubCache === 'off') return { used: false, why: 'github-cache: off' };
  if (inputs.runnerCache === 'off' || inputs.cacheMode === 'off') {
    return { used: false, why: 'there is no runner cache to carry' };
  }
  if (!job) return { used: false, refused: asked, why: 'this is not a job of GitHub Actions' };
  if (!asked && !job.hosted) {
    return { used: false, why: 'this runner is not one of GitHub’s, so its disk may outlive the job' };
  }
  if (!job.hosted && inputs.cacheMode === 'read-only') {
    return { used: false, refused: asked, why: 'cache-mode: read-only leaves the folder of this runner as it is' };
  }
  if (!asked && inputs.redisUrl) return { used: false, why: 'jobs share Redis' };
  if (!job.hasService) {
    return {
      used: false,
      refused: asked,
      why: 'this step has no cache service: use embed-once with uses, not run, where the installation has one',
    };
  }
  return { used: true, why: asked ? 'github-cache: on' : 'a runner of GitHub’s, whose disk goes when the job ends' };
}
