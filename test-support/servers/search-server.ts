import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { halfBits, widenedHalves } from '../../src/base/half-precision';
import { recorded } from './recordings';
import { bulk, failure, integer, list, type Resp, type RespList, readResp, simple, writeResp } from './resp';

/** Looked up once: in a test, each use of a global is slow. */
const { fround } = Math;

interface Index {
  readonly prefix: string;
  readonly dtype: string;
  readonly dimensions: number;
  readonly metric: string;
  /** Names of documents that were indexed and that could not be, in the order in which they came. */
  readonly documents: Map<string, Float32Array>;
  readonly failed: Map<string, string>;
}

/** What goes otherwise than usual. */
export interface SearchServerBehaviour {
  /** Of the replies, whatever the client asked for: a Valkey-search answers RESP3 as RESP2. */
  readonly protocol?: 2 | 3;
  /** FT.INFO says so often that it is still indexing. */
  readonly indexingFor?: number;
  /** No document beyond so many is indexed. */
  readonly indexesAtMost?: number;
  /** Documents that a search names without their fields, as it does when they expire meanwhile. */
  readonly expiring?: readonly string[];
  /** Such as those of Valkey-search. */
  readonly refuses?: {
    readonly sortBy?: boolean;
    readonly deleteDocuments?: boolean;
    readonly commands?: readonly string[];
  };
  /** HNSW finds only every other neighbour below this EF_RUNTIME. */
  readonly poorBelow?: number;
  /** After so many commands the connections end. */
  readonly diesAfter?: number;
}

/**
 * No RediSearch: a stand-in that checks the commands which this product sends and answers as was recorded from a real one, byte for
 * byte (a test replays the recordings to it).
 */
export class SearchServer {
  /** Names of the commands that came, in order. */
  readonly commands: string[] = [];
  behaviour: SearchServerBehaviour = {};
  private readonly indexes = new Map<string, Index>();
  private readonly hashes = new Map<string, Map<string, Buffer>>();
  private readonly strings = new Map<string, string>();
  readonly expiries = new Map<string, number>();
  private infos = 0;

  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  static async start(behaviour: SearchServerBehaviour = {}): Promise<SearchServer> {
    const sockets = new Set<Socket>();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stand = new SearchServer(server, sockets);
    stand.behaviour = behaviour;
    server.on('connection', (socket) => stand.serve(socket));
    return stand;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  get indexNames(): string[] {
    return [...this.indexes.keys()];
  }

  get keys(): string[] {
    return [...this.hashes.keys(), ...this.strings.keys()];
  }

  forget(key: string): void {
    this.strings.delete(key);
    this.delete(key);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {}).on('close', () => this.sockets.delete(socket));
    let protocol: 2 | 3 = 2;
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      const replies: Buffer[] = [];
      for (let next = readResp(rest); next; next = readResp(rest)) {
        rest = rest.subarray(next.end);
        const words = (next.resp as RespList).elements.map((word) =>
          'value' in word ? (word.value as Buffer) : Buffer.alloc(0),
        );
        this.commands.push(String(words[0]));
        if (this.commands.length > (this.behaviour.diesAfter ?? Number.POSITIVE_INFINITY)) return void socket.destroy();
        if (String(words[0]) === 'HELLO') {
          protocol = Number(String(words[1])) as 2 | 3;
          replies.push(writeResp(list([bulk('proto'), integer(protocol)], protocol === 3 ? '%' : '*')));
        } else {
          replies.push(this.answer(words, this.behaviour.protocol ?? protocol));
        }
      }
      if (replies.length > 0) socket.write(Buffer.concat(replies));
    });
  }

  /** @returns the bytes of the reply */
  answer(words: readonly Buffer[], protocol: 2 | 3): Buffer {
    return writeResp(this.reply(words, protocol));
  }

  private reply(bytes: readonly Buffer[], protocol: 2 | 3): Resp {
    const [command = '', ...words] = bytes.map(String);
    if (this.behaviour.refuses?.commands?.includes(command)) {
      return failure(`NOPERM User someone has no permissions to run the '${command.toLowerCase()}' command`);
    }
    const [key = ''] = words;
    switch (command) {
      case 'SELECT':
      case 'CLIENT':
        return simple('OK');
      case 'COMMAND':
        return list(words.slice(1).map((name) => (name === 'FT.SEARCH' ? list([bulk(name)]) : NULL[protocol])));
      case 'MODULE':
        return list([list([bulk('name'), bulk('search'), bulk('ver'), integer(80_002)], protocol === 3 ? '%' : '*')]);
      case 'HSET':
        return integer(this.set(key, bytes.slice(2)));
      case 'DEL':
        return integer(this.delete(key) ? 1 : 0);
      case 'PEXPIRE':
        this.delete(key);
        return integer(1);
      case 'EXPIRE':
        this.expiries.set(key, Number(words[1]) * 1000);
        return integer(1);
      case 'PTTL':
        return integer(this.expiries.get(key) ?? -2);
      case 'SET':
        this.strings.set(key, words[1] ?? '');
        return simple('OK');
      case 'MGET':
        return list(
          words.map((name) => (this.strings.has(name) ? bulk(this.strings.get(name) as string) : NULL[protocol])),
        );
      case 'FT._LIST':
        return list([...this.indexes.keys()].map(simple), protocol === 3 ? '~' : '*');
      case 'FT.CREATE':
        return this.create(words);
      case 'FT.DROPINDEX':
        return this.drop(words);
      case 'FT.INFO':
        return this.info(key, protocol);
      case 'FT.SEARCH':
        return this.search(bytes, protocol);
      default:
        return failure(`ERR unknown command '${command}'`);
    }
  }

  private create([name = '', ...words]: readonly string[]): Resp {
    if (this.indexes.has(name)) return failure('Index already exists');
    const form = words.join(' ').replace(/text TAG (SEPARATOR \S+ )?/, '');
    const match =
      /^ON HASH (?:PREFIX 1 (\S+) )?SCHEMA v VECTOR (FLAT|HNSW) (\d+) TYPE (FLOAT32|FLOAT16) DIM (\d+)(?: DISTANCE_METRIC (COSINE|L2|IP))?( M 16 EF_CONSTRUCTION 200)?$/.exec(
        form,
      );
    if (!match) return failure(`ERR not what was recorded: ${form}`);
    const [, prefix = '', algorithm, count, dtype = '', dimensions, metric, hnsw] = match;
    if (metric === undefined) {
      return failure(
        `Missing mandatory parameter: cannot create ${algorithm} index without specifying DISTANCE_METRIC argument`,
      );
    }
    if (count !== (hnsw ? '10' : '6')) return failure('Bad number of attributes');
    const index = { prefix, dtype, dimensions: Number(dimensions), metric, documents: new Map(), failed: new Map() };
    this.indexes.set(name, index);
    for (const [document, fields] of this.hashes) this.index(index, document, fields);
    return simple('OK');
  }

  private set(key: string, words: readonly Buffer[]): number {
    const fields = this.hashes.get(key) ?? new Map<string, Buffer>();
    const before = fields.size;
    for (let at = 0; at < words.length; at += 2) fields.set(String(words[at]), words[at + 1] as Buffer);
    this.hashes.set(key, fields);
    for (const index of this.indexes.values()) this.index(index, key, fields);
    return fields.size - before;
  }

  private index(index: Index, key: string, fields: ReadonlyMap<string, Buffer>): void {
    const blob = fields.get('v');
    if (!key.startsWith(index.prefix) || !blob) return;
    const expected = index.dimensions * (index.dtype === 'FLOAT32' ? 4 : 2);
    if (blob.length !== expected) {
      index.failed.set(key, `Could not add vector with blob size ${blob.length} (expected size ${expected})`);
    } else if (
      index.documents.has(key) ||
      index.documents.size < (this.behaviour.indexesAtMost ?? Number.POSITIVE_INFINITY)
    ) {
      index.documents.set(key, prepared(vectorIn(blob, index.dtype), index));
    }
  }

  private delete(key: string): boolean {
    for (const index of this.indexes.values()) index.documents.delete(key);
    this.expiries.delete(key);
    return this.hashes.delete(key);
  }

  private drop([name = '', option]: readonly string[]): Resp {
    const index = this.indexes.get(name);
    if (!index) return failure(`${name}: no such index`);
    if (option === 'DD' && this.behaviour.refuses?.deleteDocuments)
      return failure('ERR wrong number of arguments for FT.DROPINDEX');
    this.indexes.delete(name);
    if (option === 'DD')
      for (const document of [...index.documents.keys(), ...index.failed.keys()]) this.delete(document);
    return simple('OK');
  }

  /** What was recorded, with the numbers of this index. */
  private info(name: string, protocol: 2 | 3): Resp {
    const index = this.indexes.get(name);
    if (!index) return failure(`${name}: no such index`);
    const failures = String(index.failed.size);
    const [lastKey, lastFailure] = [...index.failed].at(-1) ?? ['N/A', 'N/A'];
    const indexing = this.infos++ < (this.behaviour.indexingFor ?? 0);
    const values: Record<string, string> = {
      index_name: name,
      num_docs: String(index.documents.size),
      hash_indexing_failures: failures,
      indexing: indexing ? '1' : '0',
      percent_indexed: indexing ? '0.5' : '1',
      'indexing failures': failures,
      'last indexing error': lastFailure,
      'last indexing error key': lastKey,
    };
    const { resp } = readResp(recorded(protocol, 'info').reply) as { resp: Resp };
    return withValues(resp, values);
  }

  private search(bytes: readonly Buffer[], protocol: 2 | 3): Resp {
    const [, name = '', query = '', ...words] = bytes.map(String);
    const index = this.indexes.get(name);
    if (!index) return failure(`No such index ${name}`);
    const after = (word: string) => words.indexOf(word) + 1 || Number.POSITIVE_INFINITY;
    const match = /^\*=>\[KNN (\d+) @(\w+) \$q( EF_RUNTIME \$(\w+))?( AS (\w+))?\]$/.exec(query);
    if (!match || words[after('DIALECT')] !== '2')
      return failure(`Syntax error at offset ${query.indexOf('=>')} near >[`);
    const [, k, field = '', , effortName, , score = '__v_score'] = match;
    if (field !== 'v') return failure(`Unknown field at offset ${query.indexOf('@')} near ${field}`);
    const parameters = new Map<string, Buffer>();
    const first = after('PARAMS');
    for (let at = first + 1; at < first + 1 + Number(words[first] ?? 0); at += 2) {
      parameters.set(words[at] as string, bytes[at + 4] as Buffer);
    }
    const blob = parameters.get('q');
    if (!blob) return failure('No such parameter `q`');
    const expected = index.dimensions * (index.dtype === 'FLOAT32' ? 4 : 2);
    if (blob.length !== expected) {
      return failure(
        `Error parsing vector similarity query: query vector blob size (${blob.length}) does not match index's expected size (${expected}).`,
      );
    }
    const sorted = words.includes('SORTBY');
    if (sorted && this.behaviour.refuses?.sortBy) return failure('Unexpected argument `SORTBY`');
    const wanted = prepared(vectorIn(blob, index.dtype), index);
    const effort = effortName === undefined ? Number.POSITIVE_INFINITY : Number(String(parameters.get(effortName)));
    const poor = effort < (this.behaviour.poorBelow ?? 0);
    const all = nearestIn(index, wanted, Number(k) * (poor ? 2 : 1));
    const nearest = (poor ? all.filter((_, at) => at % 2 === 1) : all).slice(0, Number(k));
    if (!sorted) nearest.sort((a, b) => a.at - b.at);
    const limit = words.includes('LIMIT') ? Number(words[after('LIMIT') + 1]) : 10;
    const shown = nearest.slice(0, limit);
    const returned = words.includes('RETURN')
      ? words.slice(after('RETURN') + 1, after('RETURN') + 1 + Number(words[after('RETURN')]))
      : undefined;
    const fieldsOf = (document: string, between: number): Resp | undefined => {
      if (words.includes('NOCONTENT')) return undefined;
      if (this.behaviour.expiring?.includes(document)) return NULL[protocol];
      const stored = [...(this.hashes.get(document) ?? [])].filter(([name]) => returned?.includes(name) ?? true);
      const scored: [string, Buffer][] =
        (returned?.includes(score) ?? true) ? [[score, Buffer.from(spoken(between))]] : [];
      return list(
        [...scored, ...stored].flatMap(([name, value]) => [bulk(name), bulk(value)]),
        protocol === 3 ? '%' : '*',
      );
    };
    if (protocol === 2) {
      const documents = shown.flatMap(({ document, distance: between }) => {
        const fields = fieldsOf(document, between);
        return [bulk(document), ...(fields ? [fields] : [])];
      });
      return list([integer(nearest.length), ...documents]);
    }
    const results = shown.map(({ document, distance: between }) => {
      const fields = fieldsOf(document, between);
      const attributes = fields ? [simple('extra_attributes'), fields] : [];
      return list([simple('id'), bulk(document), ...attributes, simple('values'), list([])], '%');
    });
    const parts = {
      attributes: list([]),
      format: simple('STRING'),
      results: list(results),
      total_results: integer(nearest.length),
      warning: list([]),
    };
    return list(
      Object.entries(parts).flatMap(([name, value]) => [simple(name), value]),
      '%',
    );
  }
}

const NULL: Record<2 | 3, Resp> = { 2: { type: '$', value: null }, 3: { type: '_', value: Buffer.alloc(0) } };

function vectorIn(blob: Buffer, dtype: string): Float32Array {
  const copy = new Uint8Array(blob).buffer;
  if (dtype === 'FLOAT32') return new Float32Array(copy);
  return Float32Array.from(new Uint16Array(copy), (half) => widenedHalves()[half] as number);
}

/** COSINE scales to length 1, and rounds to the type of the index. */
function prepared(vector: Float32Array, { metric, dtype }: Pick<Index, 'metric' | 'dtype'>): Float32Array {
  if (metric !== 'COSINE') return vector;
  let squares = 0;
  for (const component of vector) squares += component * component;
  const length = Math.sqrt(squares);
  return vector.map((component) => {
    const one = component / length;
    return dtype === 'FLOAT32' ? one : (widenedHalves()[halfBits(one)] as number);
  });
}

/** Nearest first, of equally near ones the one that was indexed first. */
function nearestIn({ documents, metric }: Index, wanted: Float32Array, k: number) {
  const nearest: { document: string; at: number; distance: number }[] = [];
  let at = 0;
  for (const [document, vector] of documents) {
    const between = distance(wanted, vector, metric);
    if (nearest.length < k || between < (nearest.at(-1)?.distance ?? 0)) {
      const place = nearest.findIndex((one) => one.distance > between);
      nearest.splice(place < 0 ? nearest.length : place, 0, { document, at, distance: between });
      nearest.length = Math.min(nearest.length, k);
    }
    at++;
  }
  return nearest;
}

/** In single precision, as the server computes. */
function distance(a: Float32Array, b: Float32Array, metric: string): number {
  const squared = metric === 'L2';
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    const [one, other] = [a[at] as number, b[at] as number];
    sum = fround(sum + fround(squared ? fround(one - other) ** 2 : one * other));
  }
  return squared ? sum : fround(1 - sum);
}

/** As C prints %.12g. */
function spoken(value: number): string {
  if (value === 0) return '0';
  return String(Number(value.toPrecision(12)));
}

/** The same reply, in which names in lists of names and values have other values. */
function withValues(resp: Resp, values: Readonly<Record<string, string>>): Resp {
  if (!('elements' in resp) || isOfTheText(resp)) return resp;
  const elements = resp.elements.map((element, at) => {
    const before = at % 2 === 1 ? resp.elements[at - 1] : undefined;
    const name = before && 'value' in before ? String(before.value) : '';
    const value = values[name];
    if (value === undefined || !('value' in element)) return withValues(element, values);
    return { type: element.type, value: Buffer.from(value) };
  });
  return { type: resp.type, elements };
}

/** Errors are told of each field as well. */
function isOfTheText({ elements }: RespList): boolean {
  return (
    elements.length > 1 &&
    elements.slice(0, 2).every((one, at) => 'value' in one && String(one.value) === ['identifier', 'text'][at])
  );
}
