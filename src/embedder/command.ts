import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ModelError, messageOf } from '../errors';
import { checkedVectors } from './checked-vectors';
import type { Embedded, Embedder } from './embedder';
import type { CommandModel } from './external-model';

/** Texts in one line to the program. */
const LINE_TEXTS = 256;
/** How much of what it last wrote to stderr an error shows, in characters. */
const LAST_WORDS = 1_000;
/** What it gets to end by itself once there is nothing left to do. */
const GRACE_MS = 2_000;

/** Why a program is of no more use. */
class Died extends Error {}

/**
 * Embeds with a program of the user, which stays for the whole run: a line of JSON in, `{"texts": ["…"]}`, a line of JSON out,
 * `{"vectors": [[…]]}` and, if it likes, `"tokens"`. If it dies it is started once more, and gets the same line again.
 */
export class CommandEmbedder implements Embedder {
  private running: Program | undefined;
  private restarted = false;
  /** One line at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly model: CommandModel) {}

  embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    const embedded = this.turn.then(() => this.embedInTurn(texts, progress));
    this.turn = embedded.catch(() => {});
    return embedded;
  }

  async close(): Promise<void> {
    await this.running?.end();
  }

  private async embedInTurn(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    const started = performance.now();
    const { dimensions, normalize } = this.model.contract;
    const vectors = new Float32Array(texts.length * dimensions);
    let tokens = 0;
    for (let from = 0; from < texts.length; from += LINE_TEXTS) {
      const some = texts.slice(from, from + LINE_TEXTS);
      const answer = await this.ask({ texts: some });
      const expected = { texts: some.length, dimensions, normalize };
      vectors.set(checkedVectors(answer.vectors, expected, 'embedder-command'), from * dimensions);
      tokens += typeof answer.tokens === 'number' ? answer.tokens : 0;
      progress?.(some.length);
    }
    return { vectors, tokens, truncated: 0, milliseconds: performance.now() - started };
  }

  /** @throws ModelError if the program dies a second time, or answers something else */
  private async ask(question: { texts: readonly string[] }): Promise<{ vectors?: unknown; tokens?: unknown }> {
    for (;;) {
      this.running ??= new Program(this.model.command);
      try {
        return await this.running.ask(question);
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        this.running = undefined;
        if (this.restarted) throw new ModelError(`embedder-command ended twice: ${error.message}`, { cause: error });
        this.restarted = true;
      }
    }
  }
}

/** One life of the program. */
class Program {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private lastWords = '';
  private readonly ended: Promise<Died>;

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

  /** @throws Died if it ends before it answers; ModelError if the answer is not JSON */
  async ask(question: object): Promise<{ vectors?: unknown; tokens?: unknown }> {
    this.child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw await this.ended;
    try {
      return JSON.parse(value) ?? {};
    } catch {
      throw new ModelError(
        `embedder-command wrote a line of ${value.length} characters to stdout that is not JSON. What it has to say besides belongs on stderr.`,
      );
    }
  }

  async end(): Promise<void> {
    this.child.stdin?.end();
    await Promise.race([this.ended, wait(GRACE_MS, undefined, { ref: false })]);
    this.child.kill();
  }

  private died(how: string): Died {
    const words = this.lastWords.trim();
    return new Died(words ? `${how}. Its last words: ${words}` : `${how}, without a word on stderr`);
  }
}
