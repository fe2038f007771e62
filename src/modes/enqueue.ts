import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isAddress } from '../corpus/address';
import { findSources } from '../corpus/sources';
import { CorpusError, messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { readPlan } from '../plan/plan-file';
import { messageId, type QueueMessage } from '../queue/message';
import { openQueue } from '../queue/open';
import type { EnqueueFacts } from '../queue/queue';
import type { Surroundings } from '../session';

/**
 * Puts the shards of a plan into a queue, or else a document for each file of the corpus. A message that waits there already is
 * not added again.
 */
export async function enqueue(inputs: Inputs, { platform, signal }: Surroundings): Promise<EnqueueFacts> {
  const messages = inputs.planPath === '' ? documents(inputs, platform.warn.bind(platform)) : shards(inputs);
  const queue = await openQueue(inputs, { signal, warn: (message) => platform.warn(message) });
  try {
    const facts: EnqueueFacts = {
      address: queue.address,
      kind: inputs.planPath === '' ? 'document' : 'shard',
      added: 0,
      known: 0,
    };
    for await (const { message, content } of messages) {
      if (await queue.add(message, messageId(message, content))) facts.added++;
      else facts.known++;
    }
    const waiting = await queue.waiting?.();
    return { ...facts, ...(waiting !== undefined && { waiting }) };
  } finally {
    await queue.close();
  }
}

interface Identified {
  readonly message: QueueMessage;
  /** Changes with what its files hold. */
  readonly content: string;
}

async function* shards({ planPath, corpus }: Inputs): AsyncGenerator<Identified> {
  const { shards } = await readPlan(planPath, undefined, () => {});
  const content = await digestOf(planPath);
  for (const at of shards.keys()) {
    const shard = { number: at + 1, of: shards.length };
    yield { message: { kind: 'shard', plan: planPath, shard, corpus }, content };
  }
}

async function* documents(inputs: Inputs, warn: (message: string) => void): AsyncGenerator<Identified> {
  for (const line of inputs.corpus) {
    // What is behind an address is found out by whoever reads it.
    const sources = isAddress(line) ? [line] : await filesOf(line, inputs, warn);
    for (const source of sources) {
      const content = isAddress(source) ? '' : await digestOf(source);
      yield { message: { kind: 'document', source }, content };
    }
  }
}

/** By the names that are shown: a file whose name holds control characters cannot be read under that, and is an error. */
async function filesOf(line: string, inputs: Inputs, warn: (message: string) => void): Promise<string[]> {
  const sources = await findSources({ ...inputs, corpus: [line] }, warn);
  return sources.map(({ origin }) => origin.name);
}

/** @throws CorpusError if it cannot be read */
async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    await pipeline(createReadStream(file), digest);
  } catch (error) {
    throw new CorpusError(`corpus: cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
  return digest.digest('hex');
}
