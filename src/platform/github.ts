import { homedir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import type { Position } from '../errors';
import type { Platform } from './platform';

/** A step of a GitHub Actions job. */
export class GitHubPlatform implements Platform {
  readonly name = 'github';
  readonly cacheFolder: string;
  readonly project: string;
  readonly terminal = false;
  private readonly hasSummary: boolean;

  constructor(environment: Readonly<Record<string, string | undefined>>) {
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
