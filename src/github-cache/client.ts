/**
 * The client of GitHub's cache service. It cannot be aborted, writes to the log of the job and unpacks archives with the machine's
 * tar. In a separate process, embed-once can end it with all its children, read its log instead of showing it, and control the
 * environment of tar.
 */
import { execFileSync } from 'node:child_process';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import type { ClientAnswer, ClientCall } from './client-process';

/** The files directly in a folder. The list is part of an entry's identity, so it must never change. */
const PATHS = ['*.shard', '*.uses', 'entry.json'];
/** The service looks this key up exactly, and the others by prefix. No entry has this key. */
const NO_KEY = 'embed-once-1.none';

/**
 * The client lets tar write to absolute paths and parent folders (-P), so a malicious entry could overwrite any file of the runner.
 * With these options, tar unpacks only the top level of the archive and removes existing files before it writes. Links are still
 * possible, so the caller must check the files.
 */
const ONLY_PLAIN_NAMES =
  '--anchored --wildcards --wildcards-match-slash --exclude=*/* --exclude=. --exclude=.. --unlink-first --no-same-owner --no-same-permissions';

let said = '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    said += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
    const written = rest.at(-1);
    if (typeof written === 'function') written();
    return true;
  };
}
process.on('message', (call: ClientCall) => {
  void answer(call).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit());

async function answer(call: ClientCall): Promise<ClientAnswer> {
  said = '';
  try {
    const result = await perform(call);
    return { ...(result !== undefined && { result }), lines: said.split('\n') };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), lines: said.split('\n') };
  }
}

/** @returns the key found; for store, the id of the entry, or -1 */
async function perform(call: ClientCall): Promise<string | number | undefined> {
  if (!isFeatureAvailable()) throw new Error('this runner has no cache service');
  // Names in an archive are relative to the workspace, so entries are portable between machines.
  process.chdir(call.folder);
  process.env.GITHUB_WORKSPACE = call.folder;
  if (call.what === 'find') return restoreCache(PATHS.slice(), NO_KEY, [...call.prefixes], { lookupOnly: true }, true);
  requireGnuTar();
  if (call.what === 'store') {
    delete process.env.TAR_OPTIONS;
    return saveCache(PATHS.slice(), call.key, undefined, true);
  }
  process.env.TAR_OPTIONS = ONLY_PLAIN_NAMES;
  return restoreCache(PATHS.slice(), call.key, [], undefined, true);
}

/** Other tars ignore TAR_OPTIONS. */
function requireGnuTar(): void {
  // The same choice as the client's.
  const program = process.platform === 'darwin' ? 'gtar' : 'tar';
  let version = '';
  try {
    version = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // Reported below.
  }
  if (process.platform === 'win32' || !version.includes('GNU tar'))
    throw new Error(`GNU tar (${program}) was not found`);
}
