import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { causeOf, InputError, ModelError, messageOf } from '../base/errors';
import { exists } from '../base/exists';
import { Mark } from '../base/mark';
import { replaceFile } from '../base/replace-file';
import { saveBody } from './download';

/** In the folder of a commit: the list of its files with their digests. */
const LISTING = 'files.json';
const LOCK = 'download.lock';
/** Interval at which a process checks whether another one has finished its download, in ms. */
const LOOK_EVERY = 500;
const MOST_TRIES = 3;
const COMMIT = /^[0-9a-f]{40}$/;

export interface HubOptions {
  /** Such as `https://huggingface.co`. */
  readonly endpoint: string;
  /** Not sent if empty. */
  readonly token: string;
  /** Use only files downloaded earlier. */
  readonly offline: boolean;
  /** Folder that stores models. */
  readonly folder: string;
  warn(message: string): void;
  /** @returns the files needed among all files of a model */
  needed(names: readonly string[]): readonly string[];
}

interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** In hexadecimal: SHA-256 of a file in LFS, else SHA-1 of its Git blob. */
  readonly sha256?: string;
  readonly sha1?: string;
}

/** A file in the hub's list (huggingface.co/docs/hub/api). */
interface TreeEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly oid: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/**
 * Downloads the files of a model from a hub into a folder and verifies each against the digest that the hub lists. Skips files that
 * are present. If two processes need a model at once, one waits for the other.
 * @param revision a commit, or a branch or tag, which is looked up each time; empty is `main`
 * @throws InputError if the model or revision does not exist; ModelError if the download fails
 */
export async function hubModel(id: string, revision: string, options: HubOptions): Promise<string> {
  const home = path.join(options.folder, 'models', id.replace('/', '--'));
  const commit = await commitOf(id, revision || 'main', home, options);
  const folder = path.join(home, commit);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new ModelError(`cannot create ${folder} for the files of ${id}: ${messageOf(error)}`, { cause: error });
  }
  const missing = async () => {
    const listing = await listingIn(folder);
    const names = listing && new Set(options.needed(listing.map((file) => file.path)));
    const files = listing?.filter((file) => names?.has(file.path)) ?? [];
    const present = await Promise.all(files.map((file) => exists(path.join(folder, file.path))));
    return listing && files.filter((_, index) => !present[index]);
  };
  if ((await missing())?.length === 0) return folder;
  if (options.offline) {
    throw new ModelError(
      `${id} at ${commit} has not been fully downloaded, and hub-offline is true. Run once without hub-offline.`,
    );
  }
  const lock = await locked(path.join(folder, LOCK));
  try {
    if (!(await listingIn(folder))) await list(id, commit, folder, options);
    for (const file of (await missing()) ?? []) await download(id, commit, file, folder, options);
  } finally {
    await lock.remove();
  }
  return folder;
}

/** Looks up the commit each time, because a branch moves, and stores it for offline runs. */
async function commitOf(id: string, revision: string, home: string, options: HubOptions): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const reference = path.join(home, `ref-${createHash('sha256').update(revision).digest('hex').slice(0, 16)}`);
  if (options.offline) {
    const known = await readFile(reference, 'utf8').catch(() => '');
    if (COMMIT.test(known)) return known;
    throw new ModelError(
      `the commit of ${revision} of ${id} is unknown, because hub-offline is true and no earlier run looked it up. Set revision to the commit.`,
    );
  }
  const answer = await ask(`api/models/${id}/revision/${encodeURIComponent(revision)}`, id, revision, options);
  const { sha } = (await answer.json()) as { sha?: unknown };
  if (typeof sha !== 'string' || !COMMIT.test(sha))
    throw new ModelError(`${options.endpoint} returned no commit for ${revision} of ${id}`);
  options.warn(
    `model: ${id} at ${revision} is commit ${sha} now. If the branch moves, every text is embedded again: pin it with --revision ${sha}`,
  );
  await mkdir(home, { recursive: true }).catch(() => {});
  await writeFile(reference, sha).catch(() => {});
  return sha;
}

async function list(id: string, commit: string, folder: string, options: HubOptions): Promise<void> {
  const files: RemoteFile[] = [];
  let next: string | undefined = `api/models/${id}/tree/${commit}?recursive=true`;
  while (next) {
    const answer = await ask(next, id, commit, options);
    for (const { type, path: name, size, oid, lfs } of (await answer.json()) as TreeEntry[]) {
      // Skip names that would lead outside the folder.
      if (type !== 'file' || name.split('/').includes('..') || path.isAbsolute(name)) continue;
      files.push(lfs ? { path: name, size: lfs.size, sha256: lfs.oid } : { path: name, size, sha1: oid });
    }
    next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  await writeFile(path.join(folder, LISTING), JSON.stringify(files));
}

async function download(id: string, commit: string, file: RemoteFile, folder: string, options: HubOptions) {
  const target = path.join(folder, file.path);
  await mkdir(path.dirname(target), { recursive: true });
  for (let tries = 1; ; tries++) {
    try {
      return await replaceFile(target, (partial) => fetchInto(partial, id, commit, file, options));
    } catch (error) {
      if (tries === MOST_TRIES) {
        throw new ModelError(`cannot download ${file.path} of ${id} from ${options.endpoint}: ${messageOf(error)}`, {
          cause: error,
        });
      }
      await wait(tries * LOOK_EVERY);
    }
  }
}

/** @throws Error if the content differs from the listed digest */
async function fetchInto(target: string, id: string, commit: string, file: RemoteFile, options: HubOptions) {
  const answer = await get(`${id}/resolve/${commit}/${file.path}`, options);
  const digest = file.sha256 ? createHash('sha256') : createHash('sha1').update(`blob ${file.size}\0`);
  const found = await saveBody(answer, target, digest);
  const expected = file.sha256 ?? file.sha1;
  if (found !== expected) throw new Error(`its digest is ${found}, but the hub lists ${expected}`);
}

/** @throws InputError if the hub has no such model or denies access; ModelError if the request fails in another way */
async function ask(what: string, id: string, revision: string, options: HubOptions): Promise<Response> {
  let answer: Response;
  try {
    answer = await get(what, options);
  } catch (error) {
    throw new ModelError(
      `cannot ask ${options.endpoint} about ${id}: ${causeOf(error)}. To use files downloaded earlier, set hub-offline to true.`,
      { cause: error },
    );
  }
  if (answer.ok) return answer;
  const { status } = answer;
  if ([401, 403, 404].includes(status)) {
    throw new InputError([
      `model: ${options.endpoint} has no ${id} at ${revision}, or hub-token has no access to it (HTTP ${status}). Check model, revision and hub-token.`,
    ]);
  }
  throw new ModelError(`${options.endpoint} answered HTTP ${status} when asked about ${id} at ${revision}`);
}

/** Follows redirects. As the Fetch standard requires, the token is not sent to another host. */
function get(what: string, { endpoint, token }: HubOptions): Promise<Response> {
  const url = new URL(what, `${endpoint.replace(/\/+$/, '')}/`);
  return fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
}

async function locked(file: string): Promise<Mark> {
  for (;;) {
    const mark = await Mark.makeOnly(file);
    if (mark) return mark;
    await wait(LOOK_EVERY);
  }
}

async function listingIn(folder: string): Promise<RemoteFile[] | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, LISTING), 'utf8'));
  } catch {
    return undefined;
  }
}
