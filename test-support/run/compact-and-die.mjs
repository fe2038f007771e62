/**
 * Opens a runner cache, uses the texts "used 0" to "used 9", stores one more, and closes it, which compacts it. Ends with SIGKILL just before
 * the given change to the file system, in the middle of it where it is a write; 0 for never. Prints how many there were.
 *
 *   node --import tsx compact-and-die.mjs <root> <fingerprint> <dimensions> <limit in bytes> <change>
 */
import { hash } from 'node:crypto';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [root, fingerprint, dimensions, maxBytes, fatal] = process.argv.slice(2);
let counting = false;
let changes = 0;

/** @returns whether the process is to die in this change */
function isFatal() {
  return counting && ++changes === Number(fatal);
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment, in which nothing more may happen.
  return new Promise(() => {});
}

for (const name of ['rename', 'rm', 'rmdir', 'writeFile']) {
  const original = fs[name];
  fs[name] = (...words) => (isFatal() ? die() : original(...words));
}
const { open } = fs;
fs.open = (file, flags, ...rest) => (flags !== 'r' && isFatal() ? die() : open(file, flags, ...rest));
const handle = await open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const { write, sync } = prototype;
prototype.sync = function () {
  return isFatal() ? die() : sync.call(this);
};
prototype.write = function (bytes, offset, length, position) {
  if (!isFatal()) return write.call(this, bytes, offset, length, position);
  if (typeof bytes === 'string') return write.call(this, bytes.slice(0, bytes.length / 2), 0).then(die);
  return write.call(this, bytes, offset, length >> 1, position).then(die);
};
syncBuiltinESMExports();

const { RunnerCache } = await import('../../src/cache/runner.ts');
const cache = await RunnerCache.open(
  root,
  { fingerprint, dimensions: Number(dimensions) },
  { maxBytes: Number(maxBytes) },
);
await cache.getMany(Array.from({ length: 10 }, (_, at) => hash('sha256', `used ${at}`, 'base64url')));
await cache.putMany([{ key: hash('sha256', 'last', 'base64url'), vector: new Float32Array(Number(dimensions)) }]);
counting = true;
await cache.close();
console.log(changes);
