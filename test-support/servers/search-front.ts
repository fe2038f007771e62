import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createClient } from 'redis';
import { recorded } from './recordings';
import type { RedisServer } from './redis-server';
import { failure, type Resp, type RespList, readResp, simple, writeResp } from './resp';

interface Index {
  readonly prefix: string;
  readonly json: boolean;
}

/**
 * No RediSearch: stands before a real Redis, which answers everything but FT.* and JSON.*. Those are answered as was recorded from a real
 * one; an index has the documents that the Redis has under its prefix. JSON documents are strings.
 */
export class SearchFront {
  /** All commands of FT and JSON that came, word by word. */
  readonly commands: string[][] = [];
  /** Names of all commands that came. */
  readonly names: string[] = [];
  /** Bytes that clients sent. */
  received = 0;
  /** FT.INFO says so often that it is still indexing. */
  indexingFor = 0;
  /** No more documents than these are indexed. */
  indexesAtMost = Number.POSITIVE_INFINITY;
  private readonly indexes = new Map<string, Index>();
  private readonly aliases = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly redis: RedisServer,
    private readonly own: Awaited<ReturnType<RedisServer['client']>>,
    private readonly sockets = new Set<Socket>(),
  ) {}

  static async start(redis: RedisServer): Promise<SearchFront> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const own = createClient({ url: redis.url });
    own.on('error', () => {});
    await own.connect();
    const front = new SearchFront(server, redis, own);
    server.on('connection', (socket) => front.serve(socket));
    return front;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.own.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(client: Socket): void {
    const server = connect(this.redis.port, '127.0.0.1');
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          client.destroy();
          server.destroy();
        });
    }
    /** For each command that went on, who waits for its reply. */
    const awaited: ((reply: Buffer) => void)[] = [];
    onValues(server, (bytes) => awaited.shift()?.(bytes));
    let last: Promise<unknown> = Promise.resolve();
    let protocol: 2 | 3 = 2;
    client.on('data', (data) => {
      this.received += data.length;
    });
    onValues(client, (bytes, resp) => {
      const words = (resp as RespList).elements.map((word) =>
        'value' in word ? (word.value as Buffer) : Buffer.alloc(0),
      );
      const name = String(words[0]).toUpperCase();
      this.names.push(name);
      if (name === 'HELLO') protocol = Number(String(words[1])) as 2 | 3;
      const spoken = protocol;
      const before = last;
      const isOurs = /^(FT|JSON)\./.test(name);
      if (isOurs) this.commands.push(words.map(String));
      const reply = isOurs
        ? before.then(async () => writeResp(await this.answer(words, spoken)))
        : new Promise<Buffer>((resolve) => {
            awaited.push(resolve);
            server.write(bytes);
          });
      last = Promise.all([before, reply]).then(([, answer]) => client.write(answer));
      last.catch(() => client.destroy());
    });
  }

  private async answer(bytes: readonly Buffer[], protocol: 2 | 3): Promise<Resp> {
    const [command = '', name = '', ...words] = bytes.map(String);
    switch (command) {
      case 'FT.CREATE':
        return this.create(name, words);
      case 'FT.INFO':
        return this.info(this.aliases.get(name) ?? name, protocol);
      case 'FT.ALIASUPDATE':
        if (!this.indexes.has(words[0] ?? '')) return failure(`${words[0]}: no such index`);
        this.aliases.set(name, words[0] as string);
        return simple('OK');
      case 'FT.DROPINDEX':
        if (words.length > 0) return failure('not what is expected: DD deletes everything in one go');
        if (!this.indexes.delete(name)) return failure(`${name}: no such index`);
        for (const [alias, index] of this.aliases) if (index === name) this.aliases.delete(alias);
        return simple('OK');
      case 'JSON.SET':
        await this.own.set(name, words[1] ?? '');
        return simple('OK');
      case 'JSON.GET': {
        const stored = await this.own.get(name);
        if (stored === null)
          return { type: protocol === 3 ? '_' : '$', value: protocol === 3 ? Buffer.alloc(0) : null };
        if (words.length === 0) return { type: '$', value: Buffer.from(stored) };
        const field = /^\$\.(\w+)$/.exec(words[0] ?? '')?.[1] ?? '';
        const value = JSON.parse(stored)[field];
        return { type: '$', value: Buffer.from(JSON.stringify(value === undefined ? [] : [value])) };
      }
      default:
        return failure(`ERR unknown command '${command}'`);
    }
  }

  private create(name: string, words: readonly string[]): Resp {
    if (this.indexes.has(name)) return failure('Index already exists');
    const [on, kind, prefix, count, documents, schema] = words.filter((word) => word !== 'SKIPINITIALSCAN');
    if (on !== 'ON' || prefix !== 'PREFIX' || count !== '1' || schema !== 'SCHEMA' || !documents) {
      return failure(`ERR not what was recorded: ${words.join(' ')}`);
    }
    this.indexes.set(name, { prefix: documents, json: kind === 'JSON' });
    return simple('OK');
  }

  private async info(name: string, protocol: 2 | 3): Promise<Resp> {
    const index = this.indexes.get(name);
    if (!index) return failure(`${name}: no such index`);
    const documents = Math.min((await this.own.keys(`${index.prefix}*`)).length, this.indexesAtMost);
    const indexing = this.indexingFor-- > 0;
    const values: Record<string, string> = {
      index_name: name,
      num_docs: String(documents),
      hash_indexing_failures: '0',
      indexing: indexing ? '1' : '0',
    };
    return withValues((readResp(recorded(protocol, 'info').reply) as { resp: Resp }).resp, values);
  }
}

/** Calls for each value of RESP that arrives, with its bytes. */
function onValues(socket: Socket, take: (bytes: Buffer, resp: Resp) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    let at = 0;
    for (let next = readResp(rest, at); next; next = readResp(rest, at)) {
      take(rest.subarray(at, next.end), next.resp);
      at = next.end;
    }
    rest = rest.subarray(at);
  });
}

/** The first level of a map, with other values. */
function withValues(resp: Resp, values: Readonly<Record<string, string>>): Resp {
  if (!('elements' in resp)) return resp;
  const elements = resp.elements.map((element, at) => {
    const before = at % 2 === 1 ? resp.elements[at - 1] : undefined;
    const value = before && 'value' in before ? values[String(before.value)] : undefined;
    return value === undefined || !('value' in element) ? element : { type: element.type, value: Buffer.from(value) };
  });
  return { type: resp.type, elements };
}
