/** Where one server listens. IPv6 addresses stand without brackets. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** A parsed Redis URL. User and password are as the server wants them: escapes resolved, empty if not given. */
export interface RedisTarget {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly username: string;
  readonly password: string;
  /** One for a single node; the sentinels, or some nodes of the cluster, for the others. */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  /** The name by which the sentinels know the master; empty for other kinds. */
  readonly masterName: string;
  readonly database: number;
  /** Scheme, hosts, ports, master name and database, for people. */
  readonly address: string;
  /** Strings that logs must not show. Hosts such as `localhost` or `redis` are words, not secrets. */
  readonly secrets: readonly string[];
}

/** What `redis-url` may be, for people. */
export const REDIS_URL_FORMS =
  'redis://host:port/database, redis+sentinel://host:port,host:port/master-name/database or redis+cluster://host:port,host:port, each with user:password@ before the hosts, and with rediss instead of redis for TLS';

const DEFAULT_PORT = 6379;
const DEFAULT_SENTINEL_PORT = 26_379;
const KINDS = { '': 'single', '+sentinel': 'sentinel', '+cluster': 'cluster' } as const;

/**
 * Takes a Redis URL apart. Not by `URL`, which knows no list of hosts. As there, the last `@` before the path ends user and
 * password, and what follows `?` or `#` is ignored.
 * @throws Error that says what is wrong, without any of the value
 */
export function parseRedisUrl(url: string): RedisTarget {
  const match = /^redis(s?)(|\+sentinel|\+cluster):\/\/(?:([^/?#]*)@)?([^/?#@]*)((?:\/[^?#]*)?)(?:[?#].*)?$/.exec(url);
  if (!match || /\s/.test(url)) throw new Error(`must be one of ${REDIS_URL_FORMS}`);
  const [, tls, suffix, credentials = '', hosts, path] = match as unknown as [
    string,
    string,
    keyof typeof KINDS,
    ...string[],
  ];
  const kind = KINDS[suffix];
  const [first, ...others] = (hosts as string)
    .split(',')
    .map((host) => parseNode(host, kind === 'sentinel' ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT));
  if (kind === 'single' && others.length > 0) {
    throw new Error('names several hosts: begin it with redis+cluster:// or redis+sentinel://');
  }
  const colon = credentials.indexOf(':');
  const segments = (path ?? '').split('/').filter((segment) => segment !== '');
  const masterName = kind === 'sentinel' ? decode(segments.shift() ?? '') : '';
  if (kind === 'sentinel' && masterName === '') {
    throw new Error(
      'names no master: after the sentinels comes /master-name, as in redis+sentinel://host:26379/mymaster',
    );
  }
  const given = colon < 0 ? [credentials, ''] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
  const [username, password] = given.map(decode) as [string, string];
  const nodes = [first as RedisNode, ...others] as const;
  const database = parseDatabase(segments, kind);
  const shown = [nodes.map(hostAndPort).join(','), masterName, database > 0 ? String(database) : ''];
  const named = nodes.filter(({ host }) => /[.:]/.test(host) && !host.startsWith('127.'));
  // Credentials are masked in both forms: as given, and decoded.
  const secrets = [
    url,
    given[1],
    password,
    ...(username === 'default' ? [] : [given[0], username]),
    ...named.flatMap((node) => [hostAndPort(node), node.host]),
  ];
  return {
    kind,
    tls: tls === 's',
    username,
    password,
    nodes,
    masterName,
    database,
    address: `redis${tls}${suffix}://${shown.filter((part) => part !== '').join('/')}`,
    secrets: secrets.filter((secret): secret is string => secret !== ''),
  };
}

/** `host:port`, with brackets round an IPv6 address. */
function hostAndPort({ host, port }: RedisNode): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function parseNode(text: string, defaultPort: number): RedisNode {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[3] ?? defaultPort);
  if (!match || port < 1 || port > 65_535) throw new Error('holds something that is no host:port');
  return { host: (match[1] ?? match[2]) as string, port };
}

function parseDatabase(segments: readonly string[], kind: RedisTarget['kind']): number {
  const [database = '0', ...rest] = segments;
  if (rest.length > 0 || !/^\d{1,5}$/.test(database)) throw new Error('has a path that is no number of a database');
  if (kind === 'cluster' && Number(database) > 0) throw new Error('names a database: a cluster has only database 0');
  return Number(database);
}

/** An escape that is none stands for itself, as a password with a bare % is meant. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
