import type { Position } from '../base/errors';
import type { GitHubJob } from '../github-cache/job';
import type { TrustScope } from '../keys/trust-scope';
import type { Account } from '../report/account';
import type { Annotations } from '../report/annotations';

/** What started a run, and where it may keep things. */
interface RunOrigin {
  /** Where vectors are kept between runs unless `runner-cache-path` says otherwise. */
  readonly cacheFolder: string;
  /** What tells this project's corpora from those of others that share a cache: the repository, or the working directory. */
  readonly project: string;
  /** The job of GitHub Actions that this is a step of; undefined where it is none. */
  readonly githubJob: GitHubJob | undefined;
  /** The page on which people find this run, what it leaves and what it came to; undefined where there is none. */
  readonly runPage: string | undefined;
  /** Who started the run, where that is known. */
  readonly actor: string | undefined;
  /** What started the run, as far as it says how much its results are to be trusted; undefined where nothing says that. */
  trustScope(): Promise<TrustScope | undefined>;
  /** The pull request that the run is for, if it is for one, and what to tell it with. */
  pullRequest(): Promise<PullRequest | undefined>;
  /** What is checked out around a folder, where that is known: a commit in hexadecimal digits. */
  commit(folder: string): Promise<string | undefined>;
}

/** How a run speaks while it goes on. */
interface RunLog {
  /** Whether a person watches a terminal on which a line can be drawn over. */
  readonly terminal: boolean;
  info(message: string): void;
  warn(message: string, position?: Position): void;
  error(message: string, position?: Position): void;
  /** Tells what a run came to. */
  account(account: Account): void;
  /** Marks lines of the repository, where people see that. */
  annotate(annotations: Annotations): void;
  /** Draws a line over the last one so drawn; only where `terminal`. Undefined clears it. */
  draw(line: string | undefined): void;
  /** Keeps a value out of everything that this platform shows from now on, as far as it can. */
  mask(secret: string): void;
}

/** The place where embed-once runs. */
export interface Platform extends RunOrigin, RunLog {
  readonly name: 'local' | 'github' | 'tekton';
  setOutputs(outputs: Readonly<Record<string, string>>): Promise<void>;
  /** Shows Markdown where people look for the result of a run. */
  writeSummary(markdown: string): Promise<void>;
}

/** A pull request, and the job that runs for it. */
export interface PullRequest {
  /** Root of GitHub's REST API, without a slash at its end. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** Commit that was pushed to it, where that is known. */
  readonly commit?: string;
  /** Whether GitHub gives its jobs a token that can only read: those of forks, and Dependabot's. */
  readonly readOnly: boolean;
  readonly workflow: string;
  readonly job: string;
}
