/** Cuts texts into chunks, in a process that does nothing else: `chunking-probe.ts <jsonl> <model folder> <tokens>`. */
import { readFileSync } from 'node:fs';
import { Chunker } from '../src/chunking/chunk';
import { openTokenCounter, type TokenCounter } from '../src/chunking/token-counter';
import type { Model } from '../src/embedder/open';

/** What it prints, as JSON. */
export interface ProbedChunking {
  readonly chunks: number;
  /** Processor time of all threads: the first time over the texts, in which V8 compiles; when words are known; when none is, with all compiled. */
  readonly firstMilliseconds: number;
  readonly knownMilliseconds: number;
  readonly unknownMilliseconds: number;
}

const [, , file = '', folder = '', size = ''] = process.argv;
// The tokenizer is all of a model that is used to cut texts.
const model = { kind: 'onnx', folder, contract: { maxTokens: Number(size) + 2, textPrefix: '' } } as Model;
const texts = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line).text as string);

function measure(counter: TokenCounter): { chunks: number; milliseconds: number } {
  const chunker = new Chunker(counter, Number(size), 0);
  let chunks = 0;
  const started = process.cpuUsage();
  for (const [at, text] of texts.entries()) {
    for (const _ of chunker.chunk({ text, source: file, line: at + 1, id: String(at) })) chunks++;
  }
  const { user, system } = process.cpuUsage(started);
  return { chunks, milliseconds: (user + system) / 1000 };
}

const counter = await openTokenCounter(model);
const { chunks, milliseconds: firstMilliseconds } = measure(counter);
const { milliseconds: knownMilliseconds } = measure(counter);
const { milliseconds: unknownMilliseconds } = measure(await openTokenCounter(model));
const probed: ProbedChunking = { chunks, firstMilliseconds, knownMilliseconds, unknownMilliseconds };
console.log(JSON.stringify(probed));
