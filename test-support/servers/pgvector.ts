import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SeenDocument, SinkKind } from '../../__tests__/contract/sink.contract';
import { parseSinkFields } from '../../src/inputs/values/sink-fields';
import { CommandSink } from '../../src/sink/command';
import { PythonEnvironment } from '../run/python-environment';

const EXAMPLE = path.resolve('examples/sink-pgvector/sink.py');
const SERVE = path.resolve('test-support/servers/serve-pgvector.py');

/** PostgreSQL with pgvector, and psycopg. */
const ENVIRONMENT = new PythonEnvironment('pgvector');

/** Why PostgreSQL cannot be started; undefined if it can. */
export function whyNoPgvector(): string | undefined {
  return ENVIRONMENT.missing;
}

/** A real PostgreSQL with pgvector. */
export class Postgres {
  private constructor(
    readonly address: string,
    private readonly stopIt: () => Promise<void>,
  ) {}

  static async start(folder: string): Promise<Postgres> {
    const server = spawn(ENVIRONMENT.python, [SERVE, path.join(folder, 'postgres')], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const [address] = await Promise.race([
      once(createInterface({ input: server.stdout }), 'line'),
      once(server, 'close').then(() => {
        throw new Error('PostgreSQL does not start');
      }),
    ]);
    return new Postgres(address, async () => {
      server.stdin.end();
      if (server.exitCode === null) await once(server, 'close');
    });
  }

  stop(): Promise<void> {
    return this.stopIt();
  }

  get command(): string {
    return `'${ENVIRONMENT.python}' '${EXAMPLE}' '${this.address}'`;
  }

  /** Rows of a query, as JSON. */
  query(sql: string): Record<string, unknown>[] | undefined {
    const program = [
      'import json, sys, psycopg, psycopg.rows',
      'with psycopg.connect(sys.argv[1], row_factory=psycopg.rows.dict_row) as db:',
      '  print(json.dumps(db.execute(sys.argv[2]).fetchall()))',
    ].join('\n');
    try {
      const args = ['-c', program, this.address, sql];
      return JSON.parse(
        execFileSync(ENVIRONMENT.python, args, {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          maxBuffer: 1 << 28,
        }),
      );
    } catch (error) {
      if (/UndefinedTable/.test((error as { stderr?: string }).stderr ?? '')) return undefined;
      throw error;
    }
  }
}

/** The example, behind a real database. */
export function pgvectorKind(database: () => Postgres, missing: string | undefined): SinkKind {
  return {
    name: 'command, examples/sink-pgvector',
    missing,
    open: (target) =>
      CommandSink.open({
        ...target,
        command: database().command,
        metric: 'cosine',
        fields: parseSinkFields('page:numeric'),
      }),
    async seen(index) {
      const columns = 'id, text, source, metadata, embedding::text AS vector';
      const found = database().query(`SELECT ${columns} FROM "${index}"`);
      return (
        found &&
        new Map(
          found.map(({ id, vector, ...row }) => [
            String(id),
            { ...row, vector: JSON.parse(String(vector)) } as SeenDocument,
          ]),
        )
      );
    },
  };
}
