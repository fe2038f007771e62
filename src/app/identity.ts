import path from 'node:path';
import { SigningKeys } from '../cache/signature';
import { readSigningKeys } from '../cache/signing-key-file';
import type { VectorSpace } from '../cache/vector-cache';
import { type Model, openModel } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { decideTrustScope, scopeFolder, type TrustScope, untrustedName } from '../keys/trust-scope';
import type { Surroundings } from './surroundings';

/** The model of a run, the scope it may write, and the keys it signs with: together they name its vectors. */
export interface Identity {
  readonly model: Model;
  readonly trust: TrustScope;
  /** The untrusted scope that the run writes; absent in the trusted one. */
  readonly scope?: string;
  readonly signingKeys?: SigningKeys;
  /** Root of the runner cache, for all scopes. */
  readonly folder: string;
}

/** @throws InputError, ModelError */
export async function identify(
  inputs: Inputs,
  { platform, bundle }: Pick<Surroundings, 'platform' | 'bundle'>,
  warn: (message: string) => void,
): Promise<Identity> {
  const keys = await readSigningKeys(inputs);
  for (const key of keys) platform.mask(key);
  const { scope: trust, warning } = decideTrustScope(inputs.trustScope, await platform.trustScope());
  if (warning !== undefined) warn(warning);
  const scope = untrustedName(trust);
  const folder = inputs.runnerCachePath || platform.cacheFolder;
  const model = await openModel(inputs, {
    defaultModel: path.join(bundle, 'model', 'all-MiniLM-L6-v2'),
    cacheFolder: scopeFolder(folder, scope),
    // Write access to remembered digests is control over fingerprints: an untrusted run has its own file, a signing run none.
    remembersDigests: keys.length === 0,
    warn,
  });
  return {
    model,
    trust,
    ...(scope !== undefined && { scope }),
    ...(keys.length > 0 && { signingKeys: new SigningKeys(keys) }),
    folder,
  };
}

/** The vectors that a run reads and writes. */
export function vectorSpace(
  { model, scope, signingKeys }: Identity,
  { cacheDtype }: Pick<Inputs, 'cacheDtype'>,
): VectorSpace {
  const { fingerprint, contract } = model;
  return {
    fingerprint,
    dimensions: contract.dimensions,
    dtype: cacheDtype,
    ...(scope !== undefined && { scope }),
    ...(signingKeys && { signingKeys }),
  };
}
