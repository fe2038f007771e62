import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { causeOf, ModelError } from '../../base/errors';
import { saveBody } from '../download';

/**
 * The Python package of ONNX Runtime 1.30.0 for CUDA 13, as published on PyPI (247 MB). Node uses the same provider.
 * PyPI lists the same digest as the downloaded file has.
 */
const PUBLISHED = {
  url: 'https://files.pythonhosted.org/packages/ea/71/b225bd559a718f6cefb058d4f4c4c95e556543f47d4be0e81819681ac347/onnxruntime_gpu-1.30.0-cp311-cp311-manylinux_2_28_x86_64.whl',
  sha256: '4fbf0c5d7b5fb99266c2e8a802e3e64af68bdc383e0f3c7349b985f1087eedaa',
};
const MOST_TRIES = 3;
/** Timeout of a download, in ms: enough for 247 MB at 0.3 MB/s. */
const DEADLINE = 900_000;
const PAUSE = 1000;

/** A ZIP archive that holds the provider. */
export interface Archive {
  readonly url: string;
  /** The only part of `url` that messages may show. */
  readonly host: string;
  readonly sha256: string;
  /** If false, only an archive that was fetched earlier is used. */
  readonly mayFetch: boolean;
}

export interface ArchiveInputs {
  /** A mirror; empty for PyPI. */
  readonly ortUrl: string;
  /** Empty for the digest of the published archive, which a mirror serves too unless told otherwise. */
  readonly ortSha256: string;
}

/** @param unasked whether it may be fetched from PyPI if the user has not named a mirror */
export function archiveOf({ ortUrl, ortSha256 }: ArchiveInputs, unasked: boolean): Archive {
  const url = ortUrl || PUBLISHED.url;
  return {
    url,
    host: new URL(url).host,
    sha256: ortSha256.toLowerCase() || PUBLISHED.sha256,
    mayFetch: unasked || ortUrl !== '',
  };
}

/**
 * Downloads an archive and verifies it.
 * @throws ModelError with the host, never the whole address
 */
export async function fetchArchive({ url, host, sha256 }: Archive, target: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchOnce(url, sha256, target);
    } catch (error) {
      if (tries < MOST_TRIES && !(error instanceof OtherContent)) {
        await wait(PAUSE * tries);
        continue;
      }
      throw new ModelError(
        `cannot fetch ONNX Runtime's CUDA provider from ${host}: ${causeOf(error)}. On a closed network, set ort-url to a mirror, or ort-dir to a folder.`,
        { cause: error },
      );
    }
  }
}

/** Not retried: the next download would have the same content. */
class OtherContent extends Error {}

async function fetchOnce(url: string, sha256: string, target: string): Promise<void> {
  const { address, headers } = requestOf(url);
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(DEADLINE) });
  const found = await saveBody(answer, target, createHash('sha256'));
  if (found !== sha256) throw new OtherContent(`its SHA-256 is ${found}, not ${sha256} (ort-sha256)`);
}

/** `fetch` refuses URLs with credentials, and its error message shows them. */
function requestOf(url: string): { address: URL; headers: Record<string, string> } {
  const address = new URL(url);
  const user = [address.username, address.password].map(decodeURIComponent).join(':');
  address.username = '';
  address.password = '';
  return { address, headers: user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` } };
}
