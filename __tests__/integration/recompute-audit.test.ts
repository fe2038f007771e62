import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnvelopeCodec } from '../../src/cache/envelope';
import { SigningKeys } from '../../src/cache/signature';
import { textKey } from '../../src/keys/text-key';
import { chanceOfNotice, RecomputeAudit } from '../../src/resolve/recompute-audit';
import { TINY_DIMENSIONS, TINY_MODEL } from '../../test-support/builders/tiny-model';
import { texts } from '../../test-support/builders/vectors';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { RedisServer } from '../../test-support/servers/redis-server';

const KEY = 'a key that the attacker has as well as we do';
const TRIALS = 2000;
const RUNS = 10;
const lines = texts(40, 'what an attacker would like to be found by');
const poisoned = lines.slice(10, 14);

const root = sharedFolder();
const corpus = path.join(root, 'corpus.txt');
let server: RedisServer;
let folders = 0;

function newFolder(): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

async function run(folder: string, ...words: string[]) {
  const common = ['--corpus', corpus, '--model', TINY_MODEL, '--redis-url', server.url, '--runner-cache', 'off'];
  return runBundle([...common, '--output', 'vectors.npy', ...words], {
    folder,
    environment: { EMBED_ONCE_CACHE_SIGNING_KEY: KEY },
  });
}

/** As somebody who may write to Redis, and has the key, would do it (CVE-2025-36852, CREEP). */
async function poison(folder: string): Promise<void> {
  const { fingerprint } = reportIn(folder).model;
  const codec = new EnvelopeCodec({ fingerprint, dimensions: TINY_DIMENSIONS, signingKeys: new SigningKeys([KEY]) });
  const wrong = Float32Array.from({ length: TINY_DIMENSIONS }, () => 1 / Math.sqrt(TINY_DIMENSIONS));
  for (const text of poisoned) {
    const key = textKey(text);
    await server.command('SET', `eo1:${fingerprint.slice(0, 16)}:${key}`, codec.encode(key, wrong));
  }
}

const vectorsIn = (folder: string) => readFileSync(path.join(folder, 'vectors.npy'));

let clean: Buffer;
beforeAll(async () => {
  server = await RedisServer.start();
  writeFileSync(corpus, `${lines.join('\n')}\n`);
  const folder = newFolder();
  await run(folder);
  clean = vectorsIn(folder);
  await poison(folder);
});
afterAll(() => server.stop());

describe('wrong vectors, rightly signed', () => {
  const share = 0.25;
  /** Whether a run with this seed embeds one of them again. */
  const draws = (seed: string): boolean => {
    const audit = new RecomputeAudit({ sample: share, seed, tolerance: 0.001, gates: true });
    return poisoned.filter((text) => audit.draws(textKey(text))).length > 0;
  };
  const seeds = (count: number) => Array.from({ length: count }, (_, trial) => `trial ${trial}`);

  it(`are drawn at the rate that the formula gives, over ${TRIALS} seeds`, () => {
    const drawn = seeds(TRIALS).filter(draws).length;
    const chance = chanceOfNotice(share, poisoned.length);
    const deviation = Math.sqrt(TRIALS * chance * (1 - chance));
    expect(Math.abs(drawn - TRIALS * chance)).toBeLessThan(3 * deviation);
  });

  it('are found by the runs that draw one of them, and by no others', async () => {
    const folder = newFolder();
    const found = [];
    for (const seed of seeds(RUNS)) {
      const words = ['--audit-sample', String(share), '--audit-seed', seed, '--output-format', 'none'];
      found.push((await run(folder, ...words, '--cache-mode', 'read-only', '--fail-on-audit', 'true')).code);
    }
    expect(found).toEqual(seeds(RUNS).map((seed) => (draws(seed) ? 3 : 0)));
    expect([...new Set(found)].sort()).toEqual([0, 3]);
  });

  it('pass unnoticed where nothing is drawn: no signature tells', async () => {
    const folder = newFolder();
    expect((await run(folder, '--audit-sample', '0')).code).toBe(0);
    expect(vectorsIn(folder).equals(clean)).toBe(false);
    expect(reportIn(folder)).not.toHaveProperty('recomputed');
  });

  it('are none of what the run itself computed and meets again', async () => {
    const folder = newFolder();
    const own = texts(12_000, 'far apart');
    const again = path.join(folder, 'again.txt');
    writeFileSync(again, [...own, own[0]].join('\n'));
    const words = ['--model', TINY_MODEL, '--cache-mode', 'off', '--audit-sample', '1', '--output-format', 'none'];
    await runBundle(['--corpus', again, ...words], { folder });
    const report = reportIn(folder);
    expect(report.tiers[0]).toMatchObject({ name: 'scratch', found: 1 });
    expect(report).not.toHaveProperty('recomputed');
  });

  it('are named by record, kept out of the output, and replaced for the runs that follow', async () => {
    const folder = newFolder();
    const { code, stdout, stderr } = await run(folder, '--audit-sample', '1');
    expect(code).toBe(0);
    expect(stderr).toMatch(/4 of 40 recomputed vectors deviate by more than 0\.001/);
    for (const [index, text] of poisoned.entries()) {
      expect(stderr).toContain(`${corpus}:${11 + index}: ${textKey(text)} from redis`);
      expect(stdout + stderr).not.toContain(text);
    }
    expect(stdout).toMatch(/nothing except the audit sample/);
    expect(reportIn(folder).recomputed).toMatchObject({ eligible: 40, sampled: 40, deviating: 4 });
    expect(vectorsIn(folder).equals(clean)).toBe(true);

    const after = newFolder();
    const again = await run(after, '--audit-sample', '1', '--fail-on-audit', 'true');
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(vectorsIn(after).equals(clean)).toBe(true);
  });
});
