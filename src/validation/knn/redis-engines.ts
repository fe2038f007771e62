import { messageOf } from '../../base/errors';
import { type VectorIndexForm, vectorIndexWords } from '../../inputs/values/vector-index';
import type { Fingerprint } from '../../keys/embedding-contract';
import type { RedisReply } from '../../redis/connection';
import { RedisLink, type RedisLinkOptions } from '../../redis/link';
import { type IndexedSet, indexNames } from './golden-index-names';
import { RediSearchIndex } from './redisearch';
import { NotUsable, type RemoteIndex } from './remote-index';
import type { UnitRows } from './unit-rows';
import { VectorSet } from './vectorset';

export interface RedisEngineOptions {
  /** The named engine, or auto for any that the server has. */
  readonly engine: 'auto' | 'redisearch' | 'vectorset';
  readonly link: RedisLinkOptions;
  readonly prefix: string;
  readonly scope?: string;
  readonly texts: readonly string[];
  readonly fingerprint: Fingerprint;
  readonly form: VectorIndexForm;
  /** Vectors with a direction, and the position of each among all. */
  readonly rows: UnitRows;
  readonly positions: readonly number[];
  readonly writable: boolean;
}

export interface OpenedRemoteIndex {
  readonly index: RemoteIndex;
  /** Why `auto` chose this engine. */
  readonly reason?: string;
  close(): Promise<void>;
}

/** The engines of a server. */
interface ServerEngines {
  readonly redisearch: boolean;
  readonly vectorset: boolean;
}

/**
 * Connects, and opens the named engine, or the one that the server has: RediSearch before vector sets, because its index can be
 * exact.
 * @throws NotUsable if the server has none; CacheError if it does not answer, or refuses
 */
export async function openRemoteIndex(options: RedisEngineOptions): Promise<OpenedRemoteIndex> {
  const link = await RedisLink.open({ ...options.link, nestedReplies: true });
  try {
    const engine = options.engine === 'auto' ? chosenOf(await askEngines(link)) : options.engine;
    const reason = options.engine === 'auto' && `auto: the server has ${SPOKEN[engine]}`;
    return {
      index: await openIndex(engine, link, options),
      ...(reason && { reason }),
      close: () => link.close(),
    };
  } catch (error) {
    await link.close();
    throw error;
  }
}

const SPOKEN = { redisearch: 'RediSearch', vectorset: 'vector sets and no RediSearch' };

function openIndex(
  engine: 'redisearch' | 'vectorset',
  link: RedisLink,
  options: RedisEngineOptions,
): Promise<RemoteIndex> {
  const { rows, positions, writable, form } = options;
  const kind = engine === 'redisearch' ? `redisearch ${vectorIndexWords(form)}` : 'vectorset';
  const set: IndexedSet = { ...options, kind };
  const common = { link, names: indexNames(set), rows, positions, writable };
  return engine === 'redisearch' ? RediSearchIndex.open({ ...common, form }) : VectorSet.open(common);
}

function chosenOf({ redisearch, vectorset }: ServerEngines): 'redisearch' | 'vectorset' {
  if (redisearch) return 'redisearch';
  if (vectorset) return 'vectorset';
  throw new NotUsable('the server has neither RediSearch nor vector sets');
}

/**
 * Asks whether the server knows FT.SEARCH and VSIM; if the user may not ask that, which modules it has.
 * @throws NotUsable if the user may ask neither; CacheError if there is no answer
 */
async function askEngines(link: RedisLink): Promise<ServerEngines> {
  const [address] = await link.addresses();
  const ask = (...command: string[]) =>
    link.batch(command.slice(0, 2).join(' '), (_, __, sendTo) => sendTo(address as string, command));
  const questions: (() => Promise<ServerEngines>)[] = [
    async () => readCommands(await ask('COMMAND', 'INFO', 'FT.SEARCH', 'VSIM')),
    async () => readModules(await ask('MODULE', 'LIST')),
  ];
  for (const question of questions) {
    try {
      return await question();
    } catch (error) {
      // Only a missing permission leads to the next question.
      if (!/NOPERM/.test(messageOf(error))) throw error;
    }
  }
  throw new NotUsable(
    'the Redis user may run neither COMMAND INFO nor MODULE LIST (docs/redis.md lists the rights); if you know the engine, name it in validation-engine',
  );
}

/** One element per command, null for an unknown one; some servers give an empty list instead. */
function readCommands(reply: RedisReply): ServerEngines {
  const known = (Array.isArray(reply) ? reply : []).map((one) => Array.isArray(one) && one.length > 0);
  return { redisearch: known[0] === true, vectorset: known[1] === true };
}

/** Maps with `name`, as lists of names and values. */
function readModules(reply: RedisReply): ServerEngines {
  const names = (Array.isArray(reply) ? reply : []).map((module) => {
    const fields = (Array.isArray(module) ? module : []).map(String);
    return fields[fields.indexOf('name') + 1];
  });
  return { redisearch: names.includes('search'), vectorset: names.includes('vectorset') };
}
