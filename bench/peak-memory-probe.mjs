/**
 * Loaded before the bundle (`node --import`). When the process ends, writes the most memory it held at once, in bytes, to
 * the file that PEAK_MEMORY_FILE names. Asks the kernel for VmHWM, since getrusage also counts what the parent process
 * held at the moment of starting this one. Linux only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.PEAK_MEMORY_FILE;
if (isMainThread && file) {
  process.on('exit', () => {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    writeFileSync(file, String(Number(kibibytes) * 1024));
  });
}
