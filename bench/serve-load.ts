/**
 * Mode serve under load of autocannon, and of a loop where each request is to have other texts: that every request is answered, that what is
 * too much gets 429 with Retry-After, and that a signal loses no event. Prints how long answers took, and fails if something was lost.
 *
 *   npm run build && npx tsx bench/serve-load.ts        needs redis-server; npx fetches autocannon; a minute
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Reply, Service } from '../test-support/run/service';
import { RedisServer } from '../test-support/servers/redis-server';
import { median } from './statistics';

const AUTOCANNON = 'autocannon@8.0.0';
const MODEL = path.resolve('dist/model/all-MiniLM-L6-v2');
const TEXTS = 10;
/** Events that are sent while the service is told to end. */
const UNDER_WAY = 60;

/** What autocannon says, as far as it is of use. */
interface Load {
  readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number; readonly max: number };
  readonly requests: { readonly average: number; readonly total: number };
  readonly errors: number;
  readonly timeouts: number;
  readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
}

function dataOf(text: string): string {
  const rest = 'of a text about as long as a line of a corpus is, some twenty tokens';
  return JSON.stringify({ texts: Array.from({ length: TEXTS }, (_, at) => `${text} ${at} ${rest}`) });
}

function headersOf(id: string): Record<string, string> {
  const attributes = { 'ce-specversion': '1.0', 'ce-id': id, 'ce-source': '/load', 'ce-type': 'texts' };
  return { 'content-type': 'application/json', ...attributes };
}

/** @param id autocannon puts another one into each request for `[<id>]`, which must not be at the end */
async function fire(id: string, port: number, connections: number, amount: number): Promise<Load> {
  const headers = Object.entries(headersOf(id)).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const words = ['--json', '--idReplacement', '-m', 'POST', ...headers, '-b', dataOf('known'), '-t', '120'];
  const load = ['-c', String(connections), '-a', String(amount), `http://127.0.0.1:${port}/`];
  const { stdout } = await promisify(execFile)('npx', ['--yes', AUTOCANNON, ...words, ...load]);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Load;
}

/** Answers of the service by status, as its metrics have them. */
async function answered(service: Service): Promise<Record<string, number>> {
  const { body } = await service.get('/metrics');
  const found = [...body.matchAll(/^embed_once_serve_events_total\{status="(\d+)"\} (\d+)$/gm)];
  return Object.fromEntries(found.map(([, status, count]) => [status, Number(count)]));
}

/** The same with new texts in each event: autocannon gets the length of a body wrong into which it puts an id. */
async function fireNew(port: number, connections: number, amount: number): Promise<Load> {
  const took: number[] = [];
  const statuses: Record<string, { count: number }> = {};
  let [next, errors] = [0, 0];
  const begun = performance.now();
  const one = async (number: number): Promise<void> => {
    const sent = performance.now();
    const id = `${begun} ${number}`;
    const reply = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: headersOf(id),
      body: dataOf(id),
    });
    await reply.text();
    took.push(performance.now() - sent);
    statuses[reply.status] = { count: (statuses[reply.status]?.count ?? 0) + 1 };
  };
  const sender = async (): Promise<void> => {
    while (next < amount) await one(next++).catch(() => errors++);
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const seconds = (performance.now() - begun) / 1000;
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return {
    latency: { p50: at(0.5), p97_5: at(0.975), p99: at(0.99), max: at(1) },
    requests: { average: Number((took.length / seconds).toFixed(1)), total: took.length },
    errors,
    timeouts: 0,
    statusCodeStats: statuses,
  };
}

/** Texts that the service embedded. */
async function embedded(): Promise<number> {
  const { body } = await service.get('/metrics');
  return Number(/^embed_once_run_embedded_texts\S* (\d+)$/m.exec(body)?.[1]);
}

const folder = mkdtempSync(path.join(tmpdir(), 'serve-load-'));
const redis = await RedisServer.start();
const start = (...words: string[]) => Service.start(folder, '--model', MODEL, '--runner-cache', 'off', ...words);
const tiers = ['--redis-url', redis.url];
let service = await start(...tiers);

try {
  console.log('| events | connections | answered | events/s | p50, p97.5, p99, most, in ms |\n|---|---|---|---|---|');
  await underLoad('the same one again and again', 16, 20_000, (...load) => fire('one', ...load));
  await underLoad('new ones, with known texts', 16, 8_000, (...load) => fire('[<id>] of many', ...load));
  const known = await embedded();
  await underLoad('new ones, with new texts', 16, 200, fireNew);
  assert.equal((await embedded()) - known, 200 * TEXTS);
  await service.stop();
  service = await start(...tiers, '--serve-concurrency', '2', '--serve-queue', '8');
  await tooMuch(3_000);
  await service.stop();
  service = await start(...tiers, '--serve-concurrency', '2', '--serve-queue', String(UNDER_WAY));
  await endedInTheMiddle();
} finally {
  await service.stop();
  await redis.stop();
  rmSync(folder, { recursive: true });
}

async function underLoad(what: string, connections: number, amount: number, load: typeof fireNew): Promise<void> {
  const before = (await answered(service))['200'] ?? 0;
  const { errors, timeouts, ...found } = await load(service.port, connections, amount);
  print(what, connections, found);
  assert.deepEqual([errors, timeouts], [0, 0], 'requests without an answer');
  assert.equal(found.statusCodeStats['200']?.count, amount);
  assert.equal((await answered(service))['200'], before + amount);
}

/** Each request gets an answer, and each answer that is no refusal has its texts embedded. */
async function tooMuch(amount: number): Promise<void> {
  const pressed = fireNew(service.port, 100, amount);
  let [refused, probes] = [await probe(0), 1];
  for (; refused.status !== 429 && probes < 1000; probes++) {
    await wait(10);
    refused = await probe(probes);
  }
  const load = await pressed;
  print(`too many, with new texts; 429 says Retry-After: ${refused.headers['retry-after']}`, 100, load);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  const [done = 0, sentAway = 0] = ['200', '429'].map((status) => load.statusCodeStats[status]?.count ?? 0);
  assert.deepEqual([load.errors, load.timeouts, done + sentAway], [0, 0, amount], 'requests without an answer');
  const { 200: all = 0 } = await answered(service);
  assert.equal(all, done + probes - 1);
  assert.equal(await embedded(), done * TEXTS + probes - 1);
}

function probe(number: number): Promise<Reply> {
  return service.event({ texts: [`a probe ${number}`] }, { id: `probe ${number}` });
}

/** Senders that try again what they are told to try again, and another pod that comes while the first one goes. */
async function endedInTheMiddle(): Promise<void> {
  const before = (await redis.vectorKeys()).length;
  const took: number[] = [];
  const tries = new Map<string, number>();
  const deliver = async (number: number): Promise<void> => {
    const begun = performance.now();
    for (;;) {
      const event = dataOf(`under way ${number}`);
      const reply = await service.post(headersOf(`under way ${number}`), event).catch(() => undefined);
      if (reply?.status === 200) return void took.push(performance.now() - begun);
      const what = reply ? String(reply.status) : 'no connection';
      tries.set(what, (tries.get(what) ?? 0) + 1);
      await wait(reply ? Number(reply.headers['retry-after']) * 100 : 20);
    }
  };
  const all = Array.from({ length: UNDER_WAY }, (_, number) => deliver(number));
  await Promise.race(all);
  const leaving = service;
  const signalled = performance.now();
  leaving.signal('SIGTERM');
  service = await start(...tiers, '--serve-concurrency', '2', '--serve-queue', String(UNDER_WAY));
  assert.equal(await leaving.ended, 0);
  const ended = performance.now() - signalled;
  await Promise.all(all);
  assert.equal(took.length, UNDER_WAY);
  assert.equal((await redis.vectorKeys()).length - before, UNDER_WAY * TEXTS);
  const again = [...tries].map(([what, count]) => `${what} ${count} times`).join(', ') || 'never';
  console.log(
    `\nSIGTERM with ${UNDER_WAY} events at work and waiting: ended with code 0 within ${ended.toFixed(0)} ms; all were answered, half of them within ${median(took).toFixed(0)} ms; tried again: ${again}`,
  );
}

function print(
  what: string,
  connections: number,
  { latency, requests, statusCodeStats }: Omit<Load, 'errors' | 'timeouts'>,
): void {
  const statuses = Object.entries(statusCodeStats).map(([status, { count }]) => `${count} × ${status}`);
  const times = [latency.p50, latency.p97_5, latency.p99, latency.max].join(', ');
  console.log(`| ${what} | ${connections} | ${statuses.join(', ')} | ${requests.average} | ${times} |`);
}
