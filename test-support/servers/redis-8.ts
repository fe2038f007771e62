import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * A program that starts a Redis 8, which has vector sets: the one that scripts/test.sh names, the one that scripts/redis-8.sh
 * left, or the machine's own. Undefined where there is none.
 */
export function findRedis8(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const places = [process.env.EMBED_ONCE_TEST_REDIS8, path.join(cache, 'embed-once/redis-8/redis-server')];
  const found = places.find((place) => place && existsSync(place));
  return found ?? (majorVersion('redis-server') >= 8 ? 'redis-server' : undefined);
}

function majorVersion(program: string): number {
  try {
    return Number(/v=(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
