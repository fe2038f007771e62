/**
 * Carries a runner cache of more than 200 MB through a cache service on loopback, with the real client and with what Azure's own
 * client does for GitHub's addresses: blocks up, ranges down. Fails unless every byte of it arrives. Needs the bundle.
 *
 *   npx tsx scripts/soak/github-cache.ts [megabytes]
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClientProcess } from '../../src/github-cache/client-process';
import { ActionsCacheService } from '../../test-support/servers/actions-cache-service';

const MEGABYTE = 2 ** 20;
const KEY = 'embed-once-1.soak.trusted.g000000.0000000000000000';
const megabytes = Number(process.argv[2] ?? 220);

const root = mkdtempSync(path.join(tmpdir(), 'embed-once-soak-'));
const [given, got, temporary] = ['given', 'got', 'temporary'].map((name) => path.join(root, name)) as [
  string,
  string,
  string,
];
const service = await ActionsCacheService.start();
service.azure = true;
try {
  for (const folder of [given, got, temporary]) await mkdir(folder);
  // Vectors hardly compress; these do not at all.
  const shard = randomBytes(megabytes * MEGABYTE);
  writeFileSync(path.join(given, 'soak.shard'), shard);
  writeFileSync(path.join(given, 'entry.json'), '{}');
  const client = new ClientProcess({
    script: path.resolve('dist/github-cache/index.js'),
    environment: { PATH: process.env.PATH ?? '', ...service.environment(temporary) },
    temporaryFolder: temporary,
  });
  const stored = await timed(() => client.store(KEY, given));
  const fetched = await timed(() => client.fetch(KEY, got));
  await client.close();
  if (!stored.result || !fetched.result) throw new Error('the service does not have it');
  if (!readFileSync(path.join(got, 'soak.shard')).equals(shard)) throw new Error('what came back is not what went');
  const { up, down } = service.parts;
  console.log(
    `${megabytes} MiB: stored in ${stored.seconds} s, ${shape(up)}; fetched in ${fetched.seconds} s, ${shape(down)}`,
  );
  if (up.length < 2 || down.length < 2) throw new Error('it was to go in parts');
} finally {
  await service.stop();
  rmSync(root, { recursive: true, force: true });
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: string }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

function shape(parts: readonly number[]): string {
  return `${parts.length} parts of up to ${Math.round(Math.max(...parts) / MEGABYTE)} MiB`;
}
