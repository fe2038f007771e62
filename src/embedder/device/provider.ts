import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { ModelError, messageOf } from '../../base/errors';
import { exists } from '../../base/exists';
import { RUNTIME_VERSION } from '../runtime';
import { type Archive, fetchArchive } from './archive';
import { extract } from './zip';

/** ONNX Runtime loads the first library from its own folder, and the first loads the second. */
const SHARED = 'libonnxruntime_providers_shared.so';
export const CUDA_LIBRARY = 'libonnxruntime_providers_cuda.so';

/** Places to find or store ONNX Runtime's CUDA provider. */
export interface ProviderPlaces {
  /** Input `ort-dir`; empty if not given. */
  readonly folder: string;
  /** Folder in which `onnxruntime-node` may be installed. */
  readonly workingFolder: string;
  /** Folder for fetched libraries. */
  readonly nativesFolder: string;
  /** The archive to fetch it from; undefined to fetch nothing. */
  readonly archive?: Archive;
}

/** A folder with both libraries. */
export interface Provider {
  readonly folder: string;
  /** Where it comes from, for messages. */
  readonly from: string;
}

/**
 * Finds the CUDA provider in the first place that has it, or fetches it.
 * @returns undefined if no place has it and it may not be fetched
 * @throws ModelError if `ort-dir` does not contain it, or the download fails
 */
export async function findProvider(places: ProviderPlaces): Promise<Provider | undefined> {
  for (const look of [givenFolder, installedPackage, fetchedBefore, fetched]) {
    const provider = await look(places);
    if (provider) return provider;
  }
  return undefined;
}

/**
 * Creates, once, a folder in which the bundled runtime finds the provider. It contains links to the provider's libraries and copies
 * of the runtime's own, because the runtime looks beside the real files of its libraries, not beside links to them.
 * @param natives folder of the runtime's own libraries
 * @throws ModelError if the provider has another version, or the folder cannot be created
 */
export async function runtimeWithProvider(provider: Provider, natives: string, nativesFolder: string): Promise<string> {
  try {
    const sources = await Promise.all([SHARED, CUDA_LIBRARY].map((name) => realpath(path.join(provider.folder, name))));
    const identity = await Promise.all([...sources, path.join(natives, 'libonnxruntime.so.1')].map(identityOf));
    const name = `cuda-${createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 16)}`;
    return await makeOnce(path.join(nativesFolder, 'runtimes', name), async (folder) => {
      await checkVersion(sources[1] as string, provider);
      for (const file of ['onnxruntime_binding.node', 'libonnxruntime.so.1']) {
        await copyFile(path.join(natives, file), path.join(folder, file));
      }
      for (const source of sources) await symlink(source, path.join(folder, path.basename(source)));
    });
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(`cannot link the CUDA provider to the runtime: ${messageOf(error)}`, { cause: error });
  }
}

async function givenFolder({ folder }: ProviderPlaces): Promise<Provider | undefined> {
  if (folder === '') return undefined;
  if (await holdsProvider(folder)) return { folder, from: 'ort-dir' };
  throw new ModelError(
    `ort-dir: ${folder} does not contain ${SHARED} and ${CUDA_LIBRARY}. Give the folder with both in onnxruntime-node ${RUNTIME_VERSION} or in the Python package onnxruntime-gpu ${RUNTIME_VERSION}.`,
  );
}

async function installedPackage({ workingFolder }: ProviderPlaces): Promise<Provider | undefined> {
  const home = path.join(workingFolder, 'node_modules', 'onnxruntime-node');
  const folder = path.join(home, 'bin', 'napi-v6', 'linux', 'x64');
  if (!(await holdsProvider(folder))) return undefined;
  const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'));
  return version === RUNTIME_VERSION ? { folder, from: 'onnxruntime-node in the working directory' } : undefined;
}

async function fetchedBefore(places: ProviderPlaces): Promise<Provider | undefined> {
  const folder = fetchedFolder(places);
  return folder && (await holdsProvider(folder)) ? { folder, from: 'an earlier download' } : undefined;
}

async function fetched(places: ProviderPlaces): Promise<Provider | undefined> {
  const { archive } = places;
  const target = fetchedFolder(places);
  if (!archive?.mayFetch || !target) return undefined;
  const folder = await makeOnce(target, async (partial) => {
    const file = path.join(partial, 'archive');
    await fetchArchive(archive, file);
    try {
      await extract(file, new Map([SHARED, CUDA_LIBRARY].map((name) => [name, path.join(partial, name)])));
    } catch (error) {
      throw new ModelError(`ort-url: cannot use the archive: ${messageOf(error)}`, { cause: error });
    }
    await rm(file);
  });
  return { folder, from: archive.host };
}

function fetchedFolder({ nativesFolder, archive }: ProviderPlaces): string | undefined {
  return archive && path.join(nativesFolder, 'runtimes', `provider-${archive.sha256.slice(0, 16)}`);
}

/** Fills a temporary folder and renames it to `target`. If another process does the same, the first to finish wins. */
async function makeOnce(target: string, fill: (folder: string) => Promise<void>): Promise<string> {
  if (await exists(target)) return target;
  await mkdir(path.dirname(target), { recursive: true });
  const partial = await mkdtemp(`${target}.partial-`);
  try {
    await fill(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
  return target;
}

/**
 * ONNX Runtime does not check the version, and a provider of another version misreads its arguments: 1.31.1 under 1.30.0 read
 * garbage in an option that was not set. The library contains its version as a C string.
 */
async function checkVersion(file: string, { from }: Provider): Promise<void> {
  const wanted = Buffer.from(`\0${RUNTIME_VERSION}\0`);
  let tail = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    const seen = Buffer.concat([tail, piece]);
    if (seen.includes(wanted)) return;
    tail = seen.subarray(-wanted.length);
  }
  throw new ModelError(
    `the CUDA provider from ${from} is not for ONNX Runtime ${RUNTIME_VERSION}, which embed-once uses. Set ort-dir or ort-url to a provider of that version.`,
  );
}

async function identityOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file);
  return `${await realpath(file)} ${size} ${mtimeMs} ${ino}`;
}

async function holdsProvider(folder: string): Promise<boolean> {
  return (await exists(path.join(folder, SHARED))) && (await exists(path.join(folder, CUDA_LIBRARY)));
}
