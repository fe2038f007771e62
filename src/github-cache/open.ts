import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../base/errors';
import { EnvelopeCodec } from '../cache/envelope';
import type { VectorSpace } from '../cache/vector-cache';
import type { Inputs } from '../inputs/inputs';
import { scopeFolder, TRUSTED } from '../keys/trust-scope';
import { ClientProcess } from './client-process';
import { type CarriedFolder, GitHubCache, type GitHubCacheFacts } from './github-cache';
import { decideGitHubCache, type GitHubJob } from './job';
import { WorkingCopy } from './working-copy';

export interface GitHubCachePlaces {
  readonly job: GitHubJob | undefined;
  readonly space: VectorSpace;
  /** The folder of the runner cache, for all scopes. */
  readonly root: string;
  /** The folder of the bundle, which contains the folder of the client. */
  readonly bundle: string;
  warn(message: string): void;
}

/** GitHub's cache as a run uses it. */
export interface OpenedGitHubCache {
  /** Absent if this is not a GitHub job and the inputs do not request its cache. */
  readonly facts: GitHubCacheFacts | undefined;
  /** To be called once, when the runner cache is closed. */
  save(): Promise<void>;
}

/**
 * Restores entries from GitHub's cache into the folder of the runner cache, if the run uses it. A run in an untrusted scope restores
 * the trusted entries and its own, and saves its own.
 */
export async function openGitHubCache(
  inputs: Pick<Inputs, 'githubCache' | 'runnerCache' | 'cacheMode' | 'redisUrl'>,
  { job, space, root, bundle, warn }: GitHubCachePlaces,
): Promise<OpenedGitHubCache> {
  const { used, why, refused } = decideGitHubCache(inputs, job);
  const facts: GitHubCacheFacts = { used, why, restored: [], restoreMs: 0, saveMs: 0, refusals: [] };
  if (!used || !job) {
    if (refused) warn(`GitHub’s cache is not used: ${why}.`);
    return { facts: job || refused ? facts : undefined, save: async () => {} };
  }
  let workFolder: string;
  try {
    await mkdir(job.temporaryFolder, { recursive: true });
    workFolder = await mkdtemp(path.join(job.temporaryFolder, 'embed-once-'));
  } catch (error) {
    const sentence = `GitHub’s cache is not used: ${messageOf(error)}.`;
    warn(sentence);
    return { facts: { ...facts, used: false, refusals: [sentence] }, save: async () => {} };
  }
  const service = new ClientProcess({
    script: path.join(bundle, 'github-cache', 'index.js'),
    environment: job.environment,
    temporaryFolder: workFolder,
  });
  const { scope, ...trusted } = space;
  // On a disk that outlives the job, everything in the trusted folder came from trusted runs. An untrusted run cannot vouch for
  // entries: a pull request can store some under trusted keys that it alone sees.
  const reads = scope === undefined || !job.hosted ? [space] : [trusted, space];
  const folders = reads.map((one) => folderOf(one, root, job.repository));
  const cache = new GitHubCache(service, folders, workFolder, facts, warn);
  await cache.restore();
  const saves = inputs.cacheMode !== 'read-only';
  return {
    facts,
    async save() {
      if (saves) await cache.save();
      await service.close();
      await rm(workFolder, { recursive: true, force: true }).catch(() => {});
    },
  };
}

function folderOf(space: VectorSpace, root: string, repository: string): CarriedFolder {
  const { fingerprint, scope } = space;
  const folder = path.join(scopeFolder(root, scope), fingerprint);
  return {
    log: { fingerprint, scope: scope ?? TRUSTED },
    copy: new WorkingCopy(folder, fingerprint, new EnvelopeCodec(space), repository),
  };
}
