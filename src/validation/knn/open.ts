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
  /** Of the golden set, one for each vector. With the vectors and the fingerprint they name the index. */
  readonly texts: readonly string[];
  /** Of the contract that the vectors were made under. */
  readonly fingerprint: Fingerprint;
  /** The untrusted scope of the run; absent in the trusted one. */
  readonly scope?: string;
  /** Folder of the running bundle. Absent: large searches stay in this thread, and take long. */
  readonly bundle?: string;
  warn(message: string): void;
}

/**
 * The only place that decides which engine answers. auto never fails: without an engine on the server, and without a server,
 * this process compares all vectors. Who names an engine wants that one.
 * @throws EngineError if the engine that is named cannot be used; InputError if a file for Redis cannot be read
 */
export async function openKnn(vectors: readonly Vector[], options: KnnOptions): Promise<KnnIndex> {
  const { inputs, bundle } = options;
  const own = { ...(bundle !== undefined && { bundle }), threads: inputs.threads };
  const exact = (reason?: string) => new ExactKnn(vectors, { ...own, ...(reason !== undefined && { reason }) });
  const engine = inputs.validationEngine;
  if (engine === 'exact') return exact();
  const positions = [...vectors.keys()].filter((position) => pointsSomewhere(vectors[position] as Vector));
  const target = inputs.redisUrl;
  if (!target) return answerOrThrow('no Redis is given');
  if (inputs.cacheMode === 'off') return answerOrThrow('cache-mode off keeps this run from Redis');
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
      options.warn(`validation goes on with exact: ${index.engine} at ${address} failed: ${messageOf(error)}`);
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
    // That a server has no engine is no fault of anyone.
    if (!(error instanceof Error && error.name === 'NotUsable'))
      options.warn(`validation is done with exact: ${messageOf(error)}`);
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
    `validation-engine ${engine} cannot be used at ${address}: ${reason}. docs/validation-engines.md says what each engine needs; with auto or exact validation goes on without it.`,
    { cause: error },
  );
}
