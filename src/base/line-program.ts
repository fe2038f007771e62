import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from './errors';

/** How much of what it last wrote to stderr an error shows, in characters. */
const LAST_WORDS = 1_000;
/** What it gets to end by itself once there is nothing left to do. */
const GRACE_MS = 2_000;

/** Why a program is of no more use. */
export class ProgramDied extends Error {}

/** A program wrote what is no JSON, and no text of which may be shown. */
export class NoJson extends Error {}

/** One life of a program of the user that answers each line of JSON on stdin with a line of JSON on stdout. */
export class LineProgram {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private lastWords = '';
  private readonly ended: Promise<ProgramDied>;

  constructor(command: string) {
    // The user's own command line, as their shell would read it.
    this.child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdin?.on('error', () => {});
    this.child.stderr?.on('data', (piece) => {
      this.lastWords = (this.lastWords + piece).slice(-LAST_WORDS);
    });
    this.lines = createInterface({ input: this.child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    this.ended = once(this.child, 'close').then(
      ([code, signal]) => this.died(signal ? `it was killed by ${signal}` : `it ended with code ${code}`),
      (error) => this.died(messageOf(error)),
    );
  }

  /**
   * Asks one question; the next one only when this is answered.
   * @param line JSON
   * @throws ProgramDied if it ends before it answers; NoJson if the answer is not JSON
   */
  async ask(line: string): Promise<Readonly<Record<string, unknown>>> {
    this.child.stdin?.write(`${line}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw await this.ended;
    try {
      return JSON.parse(value) ?? {};
    } catch {
      throw new NoJson(
        `wrote a line of ${value.length} characters to stdout that is not JSON. What it has to say besides belongs on stderr.`,
      );
    }
  }

  async end(): Promise<void> {
    this.child.stdin?.end();
    await Promise.race([this.ended, wait(GRACE_MS, undefined, { ref: false })]);
    this.child.kill();
  }

  private died(how: string): ProgramDied {
    const words = this.lastWords.trim();
    return new ProgramDied(words ? `${how}. Its last words: ${words}` : `${how}, without a word on stderr`);
  }
}
