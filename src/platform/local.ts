import { homedir } from 'node:os';
import path from 'node:path';
import type { Position } from '../base/errors';
import type { TrustScope } from '../keys/trust-scope';
import { type Account, renderAccount } from '../report/account';
import type { Annotations } from '../report/annotations';
import { shortened } from '../report/progress';
import { checkedOutCommit } from './git-commit';
import type { Platform } from './platform';

/** Columns of a terminal that does not report its width. */
const USUAL_COLUMNS = 80;

type Environment = Readonly<Record<string, string | undefined>>;

/** A terminal, or a program that captures the output: results on stdout, warnings and errors on stderr. */
export class LocalPlatform implements Platform {
  readonly name: Platform['name'] = 'local';
  readonly cacheFolder: string;
  readonly project = process.cwd();
  readonly githubJob = undefined;
  readonly terminal = process.stderr.isTTY === true;
  readonly runPage = undefined;
  readonly actor = undefined;
  private drawn = false;

  constructor(environment: Environment) {
    this.cacheFolder = path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'embed-once');
  }

  info(message: string): void {
    this.print(process.stdout, message);
  }

  // The message already names its position; only GitHub also uses it for annotations.
  warn(message: string, _position?: Position): void {
    this.print(process.stderr, `warning: ${message}`);
  }

  error(message: string, _position?: Position): void {
    this.print(process.stderr, `error: ${message}`);
  }

  account(account: Account): void {
    this.info(renderAccount(account));
  }

  // The account already lists them, with their positions.
  annotate(_annotations: Annotations): void {}

  draw(line: string | undefined): void {
    if (line === undefined && !this.drawn) return;
    // A wrapped line could not be overwritten.
    const shown = line === undefined ? '' : shortened(line, (process.stderr.columns || USUAL_COLUMNS) - 1);
    process.stderr.write(`\r\u001b[2K${shown}`);
    this.drawn = line !== undefined;
  }

  async trustScope(): Promise<TrustScope | undefined> {
    return undefined;
  }

  async pullRequest(): Promise<undefined> {
    return undefined;
  }

  commit(folder: string): Promise<string | undefined> {
    return checkedOutCommit(folder);
  }

  // A terminal has no secret masking. embed-once never prints secrets anyway.
  mask(_secret: string): void {}

  async setOutputs(_outputs: Readonly<Record<string, string>>): Promise<void> {}

  async writeSummary(_markdown: string): Promise<void> {}

  private print(stream: NodeJS.WriteStream, message: string): void {
    this.draw(undefined);
    stream.write(`${message}\n`);
  }
}
