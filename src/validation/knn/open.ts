import { EngineError, messageOf } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { Inputs } from '../../inputs/inputs';
import type { Fingerprint } from '../../keys/embedding-contract';
import { type RedisFileInput, readRedisFiles } from '../../redis/files';
import { ComparedKnn } from './compared-knn';
import { ExactKnn } from './exact';
import type { KnnIndex } from './knn';
import { pointsSomewhere, unitRows } from './unit-rows';

export type KnnInputs = Pick<
  Inputs,
  'validationEngine' | 'validationIndex' | 'redisUrl' | 'redisPrefix' | 'cacheMode' | 'threads' | RedisFileInput
>;

export interface KnnOptions {
  readonly inputs: KnnInputs;
  /** Golden texts, one per vector. With the vectors and the fingerprint, they name the index. */
  readonly texts: readonly string[];
  /** Of the contract that made the vectors. */
  readonly fingerprint: Fingerprint;
  /** Trust scope of an untrusted run; absent in a trusted run. */
  readonly scope?: string;
  /** Folder of the running bundle. If absent, large searches stay in this thread and are slow. */
  readonly bundle?: string;
  warn(message: string): void;
}

/**
 * The only place that decides which engine answers. auto never fails: without an engine or a server, this process compares all
 * vectors. An engine that is named is used, or the run fails.
 * @throws EngineError if the named engine cannot be used; InputError if a file for Redis cannot be read
 */
export async function openKnn(vectors: readonly Vector[], options: KnnOptions): Promise<KnnIndex> {
  const { inputs, bundle } = options;
  const own = { ...(bundle !== undefined && { bundle }), threads: inputs.threads };
  const exact = (reason?: string) => new ExactKnn(vectors, { ...own, ...(reason !== undefined && { reason }) });
  const engine = inputs.validationEngine;
  if (engine === 'exact') return exact();
  const positions = [...vectors.keys()].filter((position) => pointsSomewhere(vectors[position] as Vector));
  const target = inputs.redisUrl;
  if (!target) return answerOrThrow('redis-url is not set');
  if (inputs.cacheMode === 'off') return answerOrThrow('cache-mode off disables Redis');
  if (positions.length === 0) return answerOrThrow('no vector has a direction');
  const { address } = target;
  const link = { target, ...(await readRedisFiles(inputs)) };
  try {
    const { openRemoteIndex } = await import('./redis-engines');
    const { index, reason, close } = await openRemoteIndex({
      ...options,
      engine,
      link,
      prefix: inputs.redisPrefix,
      form: inputs.validationIndex,
      rows: unitRows(positions.map((position) => vectors[position] as Vector)),
      positions,
      writable: inputs.cacheMode !== 'read-only',
    });
    const failed = (error: unknown): void => {
      if (engine !== 'auto') throw unusable(engine, error, address);
      options.warn(`validation: ${index.engine} at ${address} failed, continuing with exact: ${messageOf(error)}`);
    };
    return new ComparedKnn({
      vectors,
      remote: index,
      exact: exact(),
      address,
      failed,
      close,
      ...(reason && { reason }),
    });
  } catch (error) {
    if (engine !== 'auto') throw unusable(engine, error, address);
    const reason = `auto: ${messageOf(error)}`;
    // A server without an engine is not worth a warning.
    if (!(error instanceof Error && error.name === 'NotUsable'))
      options.warn(`validation: no engine in Redis can be used, continuing with exact: ${messageOf(error)}`);
    return exact(reason);
  }

  function answerOrThrow(why: string): KnnIndex {
    if (engine !== 'auto' && engine !== 'exact') throw unusable(engine, new Error(why), 'Redis');
    return exact(`auto: ${why}`);
  }
}

function unusable(engine: string, error: unknown, address: string): EngineError {
  const reason = messageOf(error).replace(/\.+$/, '');
  return new EngineError(
    `validation-engine ${engine} cannot be used at ${address}: ${reason}. docs/validation-engines.md lists the requirements of each engine; to validate without it, set validation-engine to auto or exact.`,
    { cause: error },
  );
}
