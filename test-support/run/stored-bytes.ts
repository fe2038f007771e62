import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Returns the bytes of all shards below a folder: they grow each time a run stores what it embedded. */
export function storedBytes(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sizes = names.filter((name) => name.endsWith('.shard')).map((name) => statSync(path.join(folder, name)).size);
  return sizes.reduce((sum, size) => sum + size, 0);
}
