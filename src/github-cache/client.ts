/**
 * The client of GitHub's cache service, in a process of its own: it cannot be told to stop, speaks to the log of the job as it
 * likes, and unpacks archives with the tar of the machine. Here it can be ended with everything it has started, what it says is
 * read instead of shown, and tar gets the environment that it is to have.
 */
import { execFileSync } from 'node:child_process';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import type { ClientAnswer, ClientCall } from './client-process';

/** Part of the entry's identity, and always the same: what lies in a folder, without folders. */
const PATHS = ['*.shard', '*.uses', 'entry.json'];
/** The service looks for this as a whole, and for the others by prefix. There is no such entry. */
const NO_KEY = 'embed-once-1.none';

/**
 * The client lets tar write to absolute paths and to parent folders (-P), and whoever could store an entry could so write any
 * file of the runner. With these, tar takes only what lies at the top of the archive, and writes it to where there is nothing.
 * A link can still come out: whoever takes the files must look.
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

/** @returns the key found; for store, the number of the entry, or -1 */
async function perform(call: ClientCall): Promise<string | number | undefined> {
  if (!isFeatureAvailable()) throw new Error('this runner has no cache service');
  // Names in an archive are relative to the workspace, so that entries mean the same on every machine.
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

/** Others do not heed TAR_OPTIONS. */
function requireGnuTar(): void {
  // As the client chooses.
  const program = process.platform === 'darwin' ? 'gtar' : 'tar';
  let version = '';
  try {
    version = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // Said below.
  }
  if (process.platform === 'win32' || !version.includes('GNU tar')) throw new Error(`there is no GNU tar (${program})`);
}
