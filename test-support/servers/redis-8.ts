import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Returns a program that starts a Redis 8, which has vector sets: the one that scripts/ci/redis-8.sh installed, or the machine's own.
 * Returns undefined if there is none.
 */
export function findRedis8(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const installed = path.join(cache, 'embed-once/redis-8/redis-server');
  if (existsSync(installed)) return installed;
  return majorVersion('redis-server') >= 8 ? 'redis-server' : undefined;
}

function majorVersion(program: string): number {
  try {
    return Number(/v=(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
