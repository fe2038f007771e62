import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import type { Position } from '../errors';
import type { TrustScope } from '../trust-scope';
import { type Environment, githubTrustScope } from './github-trust';
import type { Platform } from './platform';

/** A step of a GitHub Actions job. */
export class GitHubPlatform implements Platform {
  readonly name = 'github';
  readonly cacheFolder: string;
  readonly project: string;
  readonly terminal = false;
  private readonly hasSummary: boolean;

  constructor(private readonly environment: Environment) {
    // A hosted runner's tool cache does not outlive the job; a self-hosted one's does.
    this.cacheFolder = path.join(environment.RUNNER_TOOL_CACHE || path.join(homedir(), '.cache'), 'embed-once');
    // Runners check out into folders of different names.
    this.project = environment.GITHUB_REPOSITORY || process.cwd();
    this.hasSummary = Boolean(environment.GITHUB_STEP_SUMMARY);
  }

  info(message: string): void {
    core.info(message);
  }

  warn(message: string, position?: Position): void {
    core.warning(message, annotation(position));
  }

  error(message: string, position?: Position): void {
    core.error(message, annotation(position));
  }

  draw(_line: string | undefined): void {}

  async trustScope(): Promise<TrustScope> {
    // Whatever cannot be read leaves a run less trusted, never more.
    const event = await readFile(this.environment.GITHUB_EVENT_PATH ?? '', 'utf8')
      .then((text) => JSON.parse(text))
      .catch(() => undefined);
    return githubTrustScope(this.environment, event);
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
}

function annotation(position: Position | undefined): core.AnnotationProperties {
  if (!position) return {};
  return { file: position.source, ...(position.line !== undefined && { startLine: position.line }) };
}
