import type { Position } from '../base/errors';
import type { GitHubJob } from '../github-cache/job';
import type { TrustScope } from '../keys/trust-scope';
import type { Account } from '../report/account';
import type { Annotations } from '../report/annotations';

/** The origin of a run, and the folder for its vectors. */
interface RunOrigin {
  /** Keeps vectors between runs unless `runner-cache-path` overrides it. */
  readonly cacheFolder: string;
  /** Distinguishes this project's corpora from others that share a cache: the repository, or the working directory. */
  readonly project: string;
  /** The GitHub Actions job of this step; undefined elsewhere. */
  readonly githubJob: GitHubJob | undefined;
  /** The page of this run, with its results and artifacts; undefined if none exists. */
  readonly runPage: string | undefined;
  /** The user that started the run, if known. */
  readonly actor: string | undefined;
  /** Returns the trust scope of the event that started the run; undefined without an event. */
  trustScope(): Promise<TrustScope | undefined>;
  /** Returns the pull request of the run, if any, with the details for a comment on it. */
  pullRequest(): Promise<PullRequest | undefined>;
  /** Returns the commit checked out in a folder's repository, in hexadecimal digits, if known. */
  commit(folder: string): Promise<string | undefined>;
}

/** The output channels of a run. */
interface RunLog {
  /** Whether the output is a terminal that can redraw a line. */
  readonly terminal: boolean;
  info(message: string): void;
  warn(message: string, position?: Position): void;
  error(message: string, position?: Position): void;
  /** Prints the account of a run. */
  account(account: Account): void;
  /** Annotates lines of the repository, if the platform shows annotations. */
  annotate(annotations: Annotations): void;
  /** Redraws the current line; undefined clears it. Only if `terminal`. */
  draw(line: string | undefined): void;
  /** Masks a value in all later output, as far as the platform can. */
  mask(secret: string): void;
}

/** The environment of a run. */
export interface Platform extends RunOrigin, RunLog {
  readonly name: 'local' | 'github' | 'tekton';
  setOutputs(outputs: Readonly<Record<string, string>>): Promise<void>;
  /** Appends Markdown to the run's summary. */
  writeSummary(markdown: string): Promise<void>;
}

/** A pull request and the job that runs for it. */
export interface PullRequest {
  /** Root of GitHub's REST API, without a trailing slash. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** The head commit, if known. */
  readonly commit?: string;
  /** Whether GitHub gives its jobs a read-only token, as for forks and Dependabot. */
  readonly readOnly: boolean;
  readonly workflow: string;
  readonly job: string;
}
