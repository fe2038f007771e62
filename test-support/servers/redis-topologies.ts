import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../run/until';
import { freePort, RedisServer } from './redis-server';

/** A master and a replica, watched by one sentinel that knows them as `mymaster`. */
export class SentinelGroup {
  private constructor(
    readonly master: RedisServer,
    readonly replica: RedisServer,
    readonly sentinelPort: number,
    private readonly sentinel: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<SentinelGroup> {
    const master = await RedisServer.start();
    const replica = await RedisServer.start(
      '--replicaof',
      `127.0.0.1 ${master.port}`,
      '--repl-diskless-sync-delay',
      '0',
    );
    await until(async () => String(await replica.command('INFO', 'replication')).includes('master_link_status:up'));
    const folder = mkdtempSync(path.join(tmpdir(), 'sentinel-'));
    const port = await freePort();
    const settings = [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor mymaster 127.0.0.1 ${master.port} 1`,
      'sentinel down-after-milliseconds mymaster 500',
      'sentinel failover-timeout mymaster 2000',
    ];
    writeFileSync(path.join(folder, 'sentinel.conf'), `${settings.join('\n')}\n`);
    const sentinel = spawn('redis-server', [path.join(folder, 'sentinel.conf'), '--sentinel'], { stdio: 'ignore' });
    const group = new SentinelGroup(master, replica, port, sentinel, folder);
    // The sentinel learns of the replica from the master.
    await until(() => redisCli(port, 'sentinel', 'replicas', 'mymaster').includes(String(replica.port)));
    return group;
  }

  get url(): string {
    return `redis+sentinel://127.0.0.1:${this.sentinelPort}/mymaster`;
  }

  async stop(): Promise<void> {
    const ended = once(this.sentinel, 'exit');
    this.sentinel.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
    await Promise.all([this.master.stop(), this.replica.stop()]);
  }
}

/** Three masters with a replica each. A master that is gone is replaced within about two seconds. */
export class RedisCluster {
  private constructor(private readonly servers: readonly RedisServer[]) {}

  static async start(): Promise<RedisCluster> {
    const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000'];
    const servers = await Promise.all(
      Array.from({ length: 6 }, async () => RedisServer.startOn(await clusterPort(), ...settings)),
    );
    const nodes = servers.map(({ port }) => `127.0.0.1:${port}`);
    execFileSync('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-replicas', '1', '--cluster-yes']);
    const cluster = new RedisCluster(servers);
    for (const { port } of servers) {
      await until(() => redisCli(port, 'cluster', 'info').includes('cluster_state:ok'));
    }
    return cluster;
  }

  /** Those that hold keys, as the cluster was made. */
  get masters(): readonly RedisServer[] {
    return this.servers.slice(0, 3);
  }

  get url(): string {
    return `redis+cluster://${this.servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  /** Whether all slots are served, as those that are left see it. */
  healthy(): boolean {
    const info = redisCli((this.servers[1] as RedisServer).port, 'cluster', 'info');
    return info.includes('cluster_state:ok') && info.includes('cluster_slots_fail:0');
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}

/** PEM files of an authority, of a server at 127.0.0.1, of a client, and of an authority that signed neither. */
export function makeCertificates(folder: string) {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...words: string[]): unknown => execFileSync('openssl', words, { stdio: 'pipe' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const name of ['ca', 'other-ca']) {
    openssl(
      'req',
      '-x509',
      ...curve,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      file(`${name}.key`),
      '-out',
      file(`${name}.crt`),
    );
  }
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  for (const name of ['server', 'client']) {
    openssl('req', ...curve, '-subj', `/CN=${name}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.csr`));
    const signer = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('names')];
    openssl('x509', '-req', '-days', '2', '-in', file(`${name}.csr`), ...signer, '-out', file(`${name}.crt`));
  }
  return { file };
}

function redisCli(port: number, ...words: string[]): string {
  return execFileSync('redis-cli', ['-p', String(port), ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The nodes of a cluster also use the port that is higher by 10,000. */
async function clusterPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 55_000) return port;
  }
}
