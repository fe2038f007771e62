import { createHash } from 'node:crypto';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import type { RedisTarget } from '../inputs/values/redis-url';
import { vectorIndexWords } from '../inputs/values/vector-index';
import { TRUSTED } from '../keys/trust-scope';
import { readRedisFiles } from '../redis/files';
import type { Sink, SinkTarget } from './sink';

/** The parts of a run that decide whether and how it publishes. */
interface Publisher {
  readonly identity: {
    readonly model: Model;
    /** The untrusted scope of the run; absent in the trusted one. */
    readonly scope?: string;
  };
  warn(message: string): void;
}

/** Hexadecimal digits in the name of a generation. */
const GENERATION_DIGITS = 16;

/**
 * The only place that chooses the sink of a run.
 * @param exclusive whether the run publishes the whole corpus; otherwise it updates some documents, in parallel with other workers
 * @returns undefined if the inputs name no sink, or the run is in an untrusted scope: such runs publish nothing
 * @throws SinkError if the sink cannot be opened; InputError
 */
export async function openSink(inputs: Inputs, run: Publisher, exclusive: boolean): Promise<Sink | undefined> {
  if (inputs.sink === 'none') {
    if (inputs.sinkIndex !== '') {
      run.warn(`Nothing is published to ${JSON.stringify(inputs.sinkIndex)}: sink is none.`);
    }
    return undefined;
  }
  const { model, scope } = run.identity;
  if (scope !== undefined) {
    run.warn(
      `Nothing is published to ${JSON.stringify(inputs.sinkIndex)}: this run is in the scope ${scope}, and only ${TRUSTED} runs publish.`,
    );
    return undefined;
  }
  const target: SinkTarget = {
    index: inputs.sinkIndex,
    generation: generationName(inputs, model.fingerprint),
    dimensions: model.contract.dimensions,
    exclusive,
  };
  if (inputs.sink === 'command') {
    const { CommandSink } = await import('./command');
    const { sinkCommand: command, sinkFields: fields, sinkVectorIndex } = inputs;
    return CommandSink.open({ ...target, command, fields, metric: sinkVectorIndex.metric });
  }
  const { RedisIndexSink } = await import('./redis-index');
  return RedisIndexSink.open({
    ...target,
    // `contradictions` refuses this sink without a Redis.
    link: { target: (inputs.sinkUrl ?? inputs.redisUrl) as RedisTarget, ...(await readRedisFiles(inputs)) },
    document: inputs.sinkDocument,
    fields: inputs.sinkFields,
    vector: inputs.sinkVectorIndex,
    keepsOld: inputs.sinkOld === 'keep',
    warn: run.warn,
  });
}

/** `<index>:<16 hex>`, a hash of everything that the documents of one index must have in common. */
function generationName(inputs: Inputs, fingerprint: string): string {
  const form = [inputs.sinkDocument, vectorIndexWords(inputs.sinkVectorIndex), inputs.sinkFields];
  const digest = createHash('sha256')
    .update(JSON.stringify([fingerprint, ...form]))
    .digest('hex');
  return `${inputs.sinkIndex}:${digest.slice(0, GENERATION_DIGITS)}`;
}
