import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvelopeCodec } from '../src/cache/envelope';
import { textKey } from '../src/keys/text-key';
import type { RedisServer } from '../test-support/servers/redis-server';
import type { Bench } from './bench';
import { runProcess } from './child-process';
import { textBatches, writeLines } from './texts';

const PEERS = fileURLToPath(new URL('peers', import.meta.url));

/** Where the Python script has its vectors in Redis. */
export const SCRIPT_PREFIX = 'embeddings:all-MiniLM-L6-v2';

/** Runs the script that embed-once replaces, on a corpus whose vectors are all in Redis. @returns wall time in seconds */
export async function runScript(bench: Bench, server: RedisServer, corpus: string, python: string): Promise<number> {
  const output = path.join(bench.folder, 'script.json');
  const { milliseconds } = await runProcess(python, [path.join(PEERS, 'cached_script.py')], {
    folder: bench.folder,
    environment: {
      REDIS_URL: server.url,
      SOURCE_DATA_PATH: corpus,
      OUTPUT_EMBEDDINGS_PATH: output,
      REDIS_KEY_PREFIX: SCRIPT_PREFIX,
    },
  });
  await rm(output);
  return milliseconds / 1000;
}

/** Writes the keys under which embed-once has the first `texts` texts in Redis, for `drainSocket`. @returns the file */
export async function writeKeys({ model, defaults, glosses, folder }: Bench, texts: number): Promise<string> {
  const file = path.join(folder, 'keys.txt');
  const prefix = `${defaults.redisPrefix}:${model.fingerprint.slice(0, 16)}:`;
  function* keys() {
    for (const batch of textBatches(glosses, texts)) yield batch.map((text) => prefix + textKey(text));
  }
  await writeLines(file, keys());
  return file;
}

/** Asks for all keys over a bare socket. @returns seconds from first write to last byte, and of the whole process */
export async function drainSocket({ model, folder }: Bench, server: RedisServer, keys: string) {
  const { fingerprint, contract } = model;
  const { bytes } = new EnvelopeCodec({ fingerprint, dimensions: contract.dimensions });
  const words = [path.join(PEERS, 'drain.mjs'), String(server.port), keys, String(bytes)];
  const { milliseconds, stdout } = await runProcess(process.execPath, words, { folder });
  const printed = JSON.parse(stdout) as { milliseconds: number };
  return { transfer: printed.milliseconds / 1000, process: milliseconds / 1000 };
}
