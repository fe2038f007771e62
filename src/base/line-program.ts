import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from './errors';

/** Length of the end of stderr that an error shows, in characters. */
const LAST_WORDS = 1_000;
/** Time that the program gets to exit after its last question. */
const GRACE_MS = 2_000;

/** The program exited, and cannot answer any more. */
export class ProgramDied extends Error {}

/** The program wrote a line that is not JSON. The message quotes none of it. */
export class NoJson extends Error {}

/** One process of a user's program that answers each line of JSON on stdin with a line of JSON on stdout. */
export class LineProgram {
  private readonly child: ChildProcess;
  /** Answers that nobody has taken yet. */
  private readonly lines: string[] = [];
  private death: ProgramDied | undefined;
  private wake: () => void = () => {};
  private lastWords = '';
  private readonly ended: Promise<ProgramDied>;

  constructor(command: string) {
    // The shell parses the user's own command line.
    this.child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdin?.on('error', () => {});
    this.child.stderr?.on('data', (piece) => {
      this.lastWords = (this.lastWords + piece).slice(-LAST_WORDS);
    });
    this.readLines();
    this.ended = once(this.child, 'close').then(
      ([code, signal]) => this.died(signal ? `killed by ${signal}` : `exit code ${code}`),
      (error) => this.died(messageOf(error)),
    );
    void this.ended.then((death) => {
      this.death = death;
      this.wake();
    });
  }

  /**
   * Asks one question. Ask the next one only after the answer.
   * @param line JSON
   * @throws ProgramDied if it exits before it answers; NoJson if the answer is not JSON
   */
  async ask(line: string): Promise<Readonly<Record<string, unknown>>> {
    // JSON leaves these as they are, and readline of Node 24, which the program may use, ends a line at them.
    const escaped = line.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    this.child.stdin?.write(`${escaped}\n`);
    const value = await this.nextLine();
    try {
      return JSON.parse(value) ?? {};
    } catch {
      throw new NoJson(
        `wrote a line of ${value.length} characters to stdout that is not JSON. Write log messages to stderr.`,
      );
    }
  }

  async end(): Promise<void> {
    this.child.stdin?.end();
    await Promise.race([this.ended, wait(GRACE_MS, undefined, { ref: false })]);
    this.child.kill();
  }

  private async nextLine(): Promise<string> {
    for (;;) {
      const line = this.lines.shift();
      if (line !== undefined) return line;
      if (this.death) throw this.death;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Splits at line feeds alone, which readline of Node 24 does not. */
  private readLines(): void {
    let parts: string[] = [];
    const stdout = this.child.stdout?.setEncoding('utf8');
    stdout?.on('data', (piece: string) => {
      const [first = '', ...more] = piece.split('\n');
      parts.push(first);
      for (const next of more) {
        this.lines.push(parts.join(''));
        parts = [next];
      }
      if (more.length > 0) this.wake();
    });
    stdout?.on('end', () => {
      const last = parts.join('');
      if (last !== '') this.lines.push(last);
    });
  }

  private died(how: string): ProgramDied {
    const words = this.lastWords.trim();
    return new ProgramDied(words ? `${how}. End of stderr: ${words}` : `${how}, nothing on stderr`);
  }
}
