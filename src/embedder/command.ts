import { ModelError } from '../base/errors';
import { LineProgram, NoJson, ProgramDied } from '../base/line-program';
import { checkedVectors } from './checked-vectors';
import type { Embedded, Embedder } from './embedder';
import type { CommandModel } from './external-model';

/** Most texts per line sent to the program. */
const LINE_TEXTS = 256;

/**
 * Embeds with a program of the user that runs for the whole run. It reads a line of JSON, `{"texts": ["…"]}`, and answers with a line
 * of JSON, `{"vectors": [[…]]}` with an optional `"tokens"`. If it dies, it is restarted once and gets the same line again.
 */
export class CommandEmbedder implements Embedder {
  private running: LineProgram | undefined;
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

  /** @throws ModelError if the program dies a second time or does not answer with JSON */
  private async ask(question: { texts: readonly string[] }): Promise<{ vectors?: unknown; tokens?: unknown }> {
    for (;;) {
      this.running ??= new LineProgram(this.model.command);
      try {
        return await this.running.ask(JSON.stringify(question));
      } catch (error) {
        if (error instanceof NoJson) throw new ModelError(`embedder-command ${error.message}`, { cause: error });
        if (!(error instanceof ProgramDied)) throw error;
        this.running = undefined;
        if (this.restarted) throw new ModelError(`embedder-command ended twice: ${error.message}`, { cause: error });
        this.restarted = true;
      }
    }
  }
}
