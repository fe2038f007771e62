import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CorpusError, messageOf } from '../../base/errors';
import { isS3Listing } from '../../corpus/s3-address';
import { findSources } from '../../corpus/sources';
import type { Inputs } from '../../inputs/inputs';
import { isAddress } from '../../inputs/values/address';
import { readPlan } from '../../plan/plan-file';
import { messageId, type QueueMessage } from '../../queue/message';
import { openQueue } from '../../queue/open';
import type { EnqueueFacts, NamedMessage, Queue } from '../../queue/queue';
import type { Surroundings } from '../surroundings';

/** Messages per call to the queue: the limit of one SQS request. */
const AT_ONCE = 10;

/**
 * Adds the shards of a plan to the queue or, without a plan, one document per file of the corpus. A message that is already
 * waiting is not added again.
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
    let some: NamedMessage[] = [];
    for await (const { message, content } of messages) {
      some.push({ message, id: messageId(message, content) });
      if (some.length < AT_ONCE) continue;
      await add(some, queue, facts);
      some = [];
    }
    await add(some, queue, facts);
    const waiting = await queue.waiting?.();
    return { ...facts, ...(waiting !== undefined && { waiting }) };
  } finally {
    await queue.close();
  }
}

async function add(messages: readonly NamedMessage[], queue: Queue, facts: EnqueueFacts): Promise<void> {
  const added = await queue.add(messages);
  facts.added += added;
  facts.known += messages.length - added;
}

interface Identified {
  readonly message: QueueMessage;
  /** Changes with the content of its files. */
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
  const upload = inputs.enqueueUpload === '' ? undefined : await openUpload(inputs);
  for (const line of inputs.corpus) {
    // The worker that reads an address fetches it.
    if (isAddress(line) && !isS3Listing(line)) {
      yield { message: { kind: 'document', source: line }, content: '' };
      continue;
    }
    for (const { origin } of await findSources({ ...inputs, corpus: [line] }, warn)) {
      // By the name as shown: a file with control characters in its name cannot be read under it, which is an error.
      const { name, tag } = origin;
      const content = isAddress(line) ? (tag ?? '') : await digestOf(name);
      const source = isAddress(line) || !upload ? name : await upload(name, content);
      yield { message: { kind: 'document', source }, content };
    }
  }
}

async function openUpload(inputs: Inputs): Promise<(file: string, digest: string) => Promise<string>> {
  const { S3Upload } = await import('../../queue/s3-upload');
  const upload = new S3Upload(inputs.enqueueUpload, inputs);
  return (file, digest) => upload.put(file, digest);
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
