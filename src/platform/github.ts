import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import type { Position } from '../base/errors';
import type { GitHubJob } from '../github-cache/job';
import type { TrustScope } from '../keys/trust-scope';
import type { Account } from '../report/account';
import type { Annotations } from '../report/annotations';
import { checkedOutCommit } from './git-commit';
import { placeInRepository, withoutCommands } from './github-log';
import { githubPullRequest } from './github-pull-request';
import { type Environment, type GitHubEvent, githubTrustScope } from './github-trust';
import type { Platform, PullRequest } from './platform';

/** A step of a GitHub Actions job. */
export class GitHubPlatform implements Platform {
  readonly name = 'github';
  readonly cacheFolder: string;
  readonly project: string;
  readonly githubJob: GitHubJob;
  readonly terminal = false;
  readonly runPage: string | undefined;
  readonly actor: string | undefined;
  private readonly hasSummary: boolean;

  constructor(private readonly environment: Environment) {
    // A hosted runner's tool cache does not outlive the job; a self-hosted one's does.
    this.cacheFolder = path.join(environment.RUNNER_TOOL_CACHE || path.join(homedir(), '.cache'), 'embed-once');
    // Runners check out into different folders.
    this.project = environment.GITHUB_REPOSITORY || process.cwd();
    this.actor = environment.GITHUB_ACTOR || undefined;
    this.runPage = runPage(environment);
    this.githubJob = githubJob(environment);
    this.hasSummary = Boolean(environment.GITHUB_STEP_SUMMARY);
  }

  info(message: string): void {
    core.info(withoutCommands(message));
  }

  warn(message: string, position?: Position): void {
    core.warning(message, this.annotation(position));
  }

  error(message: string, position?: Position): void {
    core.error(message, this.annotation(position));
  }

  account({ groups, last }: Account): void {
    for (const { title, lines, result } of groups) {
      core.startGroup(title);
      for (const line of lines) this.info(line);
      core.endGroup();
      this.info(`${title}: ${result}`);
    }
    this.info(last);
  }

  annotate({ shown, rest }: Annotations): void {
    for (const { level, title, message, position } of shown) {
      const show = level === 'error' ? core.error : core.warning;
      show(message, { title, ...this.annotation(position) });
    }
    for (const line of rest) this.info(line);
  }

  draw(_line: string | undefined): void {}

  async trustScope(): Promise<TrustScope> {
    // An unreadable event makes a run less trusted, never more.
    return githubTrustScope(this.environment, await this.event());
  }

  async pullRequest(): Promise<PullRequest | undefined> {
    return githubPullRequest(this.environment, await this.event());
  }

  async commit(folder: string): Promise<string | undefined> {
    return this.environment.GITHUB_SHA || checkedOutCommit(folder);
  }

  mask(secret: string): void {
    core.setSecret(secret);
  }

  async setOutputs(outputs: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  }

  async writeSummary(markdown: string): Promise<void> {
    if (this.hasSummary) await core.summary.addRaw(markdown, true).write();
  }

  private async event(): Promise<GitHubEvent | undefined> {
    return readFile(this.environment.GITHUB_EVENT_PATH ?? '', 'utf8')
      .then((text) => JSON.parse(text))
      .catch(() => undefined);
  }

  private annotation(position: Position | undefined): core.AnnotationProperties {
    const surroundings = { workspace: this.environment.GITHUB_WORKSPACE, folder: process.cwd() };
    const place = position && placeInRepository(position, surroundings);
    return place ? { file: place.file, ...(place.line !== undefined && { startLine: place.line }) } : {};
  }
}

function githubJob(environment: Environment): GitHubJob {
  // Inputs hold secrets, and GitHub's command files belong to this step.
  const kept = Object.entries(environment).filter(
    (variable): variable is [string, string] =>
      variable[1] !== undefined &&
      !/^(INPUT_|EMBED_ONCE_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|TOKEN)$)/.test(variable[0]),
  );
  return {
    hosted: environment.RUNNER_ENVIRONMENT === 'github-hosted',
    hasService: Boolean(environment.ACTIONS_RESULTS_URL || environment.ACTIONS_CACHE_URL),
    environment: Object.fromEntries(kept),
    temporaryFolder: environment.RUNNER_TEMP || tmpdir(),
    repository: `${environment.GITHUB_SERVER_URL ?? ''}/${environment.GITHUB_REPOSITORY ?? ''}`,
  };
}

/** The run's page holds its summaries and artifacts. */
function runPage({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }: Environment) {
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
