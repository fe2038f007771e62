import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { causeOf, InputError, ModelError, messageOf } from '../base/errors';
import { exists } from '../base/exists';
import { Mark } from '../base/mark';
import { replaceFile } from '../base/replace-file';
import { saveBody } from './download';

/** What a folder of a commit remembers of it: what files there are, and what is in them. */
const LISTING = 'files.json';
const LOCK = 'download.lock';
/** How often somebody who waits for another process's download looks again, in ms. */
const LOOK_EVERY = 500;
const MOST_TRIES = 3;
const COMMIT = /^[0-9a-f]{40}$/;

export interface HubOptions {
  /** Such as `https://huggingface.co`. */
  readonly endpoint: string;
  /** Empty: none is sent. */
  readonly token: string;
  /** Only what was downloaded before is used. */
  readonly offline: boolean;
  /** Where models are kept. */
  readonly folder: string;
  warn(message: string): void;
  /** @returns of all files of a model, those that are needed */
  needed(names: readonly string[]): readonly string[];
}

interface RemoteFile {
  readonly path: string;
  readonly size: number;
  /** SHA-256 where it is stored with LFS, else the SHA-1 of git's blob. Hex. */
  readonly sha256?: string;
  readonly sha1?: string;
}

/** As the hub lists a file (huggingface.co/docs/hub/api). */
interface TreeEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly oid: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/**
 * Brings the files of a model from a hub into a folder, each verified by the digest that the hub lists for it. What is there is
 * not asked for again; of two processes that need it at once, one waits for the other.
 * @param revision a commit, or a branch or tag, which is looked up each time; empty is `main`
 * @throws InputError if there is no such model or revision; ModelError if it cannot be brought here
 */
export async function hubModel(id: string, revision: string, options: HubOptions): Promise<string> {
  const home = path.join(options.folder, 'models', id.replace('/', '--'));
  const commit = await commitOf(id, revision || 'main', home, options);
  const folder = path.join(home, commit);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new ModelError(`cannot make ${folder} for the files of ${id}: ${messageOf(error)}`, { cause: error });
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
      `not all of ${id} at ${commit} was downloaded before, and hub-offline is true. Run it once without.`,
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

/** A branch moves: where it points to is asked each time, and remembered for when nobody can be asked. */
async function commitOf(id: string, revision: string, home: string, options: HubOptions): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const reference = path.join(home, `ref-${createHash('sha256').update(revision).digest('hex').slice(0, 16)}`);
  if (options.offline) {
    const known = await readFile(reference, 'utf8').catch(() => '');
    if (COMMIT.test(known)) return known;
    throw new ModelError(
      `which commit ${revision} of ${id} is, is not known here, and hub-offline is true. Give the commit as revision.`,
    );
  }
  const answer = await ask(`api/models/${id}/revision/${encodeURIComponent(revision)}`, id, revision, options);
  const { sha } = (await answer.json()) as { sha?: unknown };
  if (typeof sha !== 'string' || !COMMIT.test(sha))
    throw new ModelError(`${options.endpoint} gives no commit for ${revision} of ${id}`);
  options.warn(
    `model: ${id} at ${revision} is ${sha} now. A branch moves, and all would be embedded anew: pin it with --revision ${sha}`,
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
      // Whatever would lie outside of the folder is none of a model's files.
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

/** @throws Error if what came is not what was listed */
async function fetchInto(target: string, id: string, commit: string, file: RemoteFile, options: HubOptions) {
  const answer = await get(`${id}/resolve/${commit}/${file.path}`, options);
  const digest = file.sha256 ? createHash('sha256') : createHash('sha1').update(`blob ${file.size}\0`);
  const found = await saveBody(answer, target, digest);
  const expected = file.sha256 ?? file.sha1;
  if (found !== expected) throw new Error(`its digest is ${found}, and the hub lists ${expected}`);
}

/** @throws InputError where the hub says that there is no such thing, or that we may not have it; ModelError without a good answer */
async function ask(what: string, id: string, revision: string, options: HubOptions): Promise<Response> {
  let answer: Response;
  try {
    answer = await get(what, options);
  } catch (error) {
    throw new ModelError(
      `cannot ask ${options.endpoint} about ${id}: ${causeOf(error)}. With hub-offline true, what was downloaded before is used.`,
      { cause: error },
    );
  }
  if (answer.ok) return answer;
  const { status } = answer;
  if ([401, 403, 404].includes(status)) {
    throw new InputError([
      `model: ${options.endpoint} has no ${id} at ${revision}, or not for this hub-token (HTTP ${status}). Check model, revision and hub-token.`,
    ]);
  }
  throw new ModelError(`${options.endpoint} answered HTTP ${status} when asked about ${id} at ${revision}`);
}

/** Follows redirections; to another host the token does not go along (Fetch standard). */
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
