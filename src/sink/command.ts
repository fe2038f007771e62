import { decimalArray } from '../base/decimal';
import { SinkError } from '../base/errors';
import { LineProgram, NoJson, ProgramDied } from '../base/line-program';
import type { SinkField } from '../inputs/values/sink-fields';
import type { ListedDocument, PlaceRange, Publication, Sink, SinkDocument, SinkTarget } from './sink';

/** Characters of a program's error that messages show. */
const LONGEST_FAULT = 500;

export interface CommandSinkOptions extends SinkTarget {
  /** The command line of the program. */
  readonly command: string;
  /** The distance metric and the metadata fields for filters. The program may ignore both. */
  readonly metric: 'cosine' | 'l2' | 'ip';
  readonly fields: readonly SinkField[];
}

/**
 * An index that the user's program writes. Each call is one line of JSON to the program and one line back; docs/sinks.md lists them.
 * If its input ends without a `publish`, the program discards everything that readers do not see yet.
 */
export class CommandSink implements Sink {
  readonly kind = 'command';
  readonly address = 'sink-command';
  readonly index: string;
  readonly generation: string;
  private readonly program: LineProgram;
  /** Serializes the calls: the program gets one line at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | undefined;

  private constructor(private readonly options: CommandSinkOptions) {
    this.index = options.index;
    this.generation = options.generation;
    this.program = new LineProgram(options.command);
  }

  /** @throws SinkError if the program refuses or its answer is invalid; every call throws it likewise */
  static async open(options: CommandSinkOptions): Promise<CommandSink> {
    const sink = new CommandSink(options);
    try {
      const { index, generation, dimensions, exclusive, metric } = options;
      const fields = Object.fromEntries(options.fields.map(({ name, kind }) => [name, kind]));
      await sink.ask('open', { index, generation, dimensions, exclusive, metric, fields });
      return sink;
    } catch (error) {
      await sink.close();
      throw error;
    }
  }

  async digests(documents: readonly SinkDocument[]): Promise<(string | undefined)[]> {
    if (documents.length === 0) return [];
    const { digests } = await this.ask(
      'digests',
      documents.map(({ id }) => id),
    );
    if (!Array.isArray(digests) || digests.length !== documents.length || !digests.every(isDigest)) {
      throw this.fault(`did not return a list of ${documents.length} digests, each a string or null`);
    }
    return digests.map((digest) => digest ?? undefined);
  }

  async upsert(documents: readonly SinkDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const rows = documents.map(({ vector, ...others }) => {
      return `${JSON.stringify(others).slice(0, -1)},"vector":${decimalArray(vector)}}`;
    });
    await this.send('upsert', `[${rows.join(',')}]`);
  }

  async list({ after, before }: PlaceRange, limit: number): Promise<ListedDocument[]> {
    const { documents } = await this.ask('list', { after: [after.place, after.id], before, limit });
    if (!Array.isArray(documents) || documents.length > limit || !documents.every(isListed)) {
      throw this.fault(`did not return a list of at most ${limit} documents, each [place, id]`);
    }
    return documents.map(([place, id]) => ({ place, id }));
  }

  async remove(documents: readonly ListedDocument[]): Promise<number> {
    if (documents.length === 0) return 0;
    const { removed } = await this.ask(
      'remove',
      documents.map(({ place, id }) => [place, id]),
    );
    return this.count(removed, 'removed');
  }

  async publish(complete: number | undefined): Promise<Publication> {
    const answer = await this.ask('publish', { complete: complete ?? null });
    const { switched, live, dropped = [] } = answer;
    if (typeof switched !== 'boolean' || typeof live !== 'boolean' || !isStrings(dropped)) {
      throw this.fault('did not answer publish with valid documents, switched, live and dropped');
    }
    return { documents: this.count(answer.documents, 'documents'), switched, live, dropped };
  }

  close(): Promise<void> {
    this.closed ??= this.program.end();
    return this.closed;
  }

  private ask(question: string, about: object): Promise<Readonly<Record<string, unknown>>> {
    return this.send(question, JSON.stringify(about));
  }

  private send(question: string, json: string): Promise<Readonly<Record<string, unknown>>> {
    const answered = this.turn.then(() => this.answered(`{${JSON.stringify(question)}:${json}}`));
    this.turn = answered.catch(() => {});
    return answered;
  }

  private async answered(line: string): Promise<Readonly<Record<string, unknown>>> {
    try {
      const answer = await this.program.ask(line);
      if (typeof answer.error === 'string') throw this.fault(`failed: ${answer.error.slice(0, LONGEST_FAULT)}`);
      return answer;
    } catch (error) {
      if (error instanceof NoJson) throw this.fault(error.message, error);
      if (error instanceof ProgramDied) throw this.fault(`ended: ${error.message}`, error);
      throw error;
    }
  }

  private count(value: unknown, name: string): number {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    throw this.fault(`did not return a number of documents as ${name}`);
  }

  private fault(what: string, cause?: unknown): SinkError {
    return new SinkError(
      `sink-command ${what.replace(/\.+$/, '')}. The index ${JSON.stringify(this.options.index)} was not switched.`,
      { cause },
    );
  }
}

function isDigest(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isListed(value: unknown): value is [string, string] {
  return isStrings(value) && value.length === 2;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
