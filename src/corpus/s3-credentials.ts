import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { messageOf } from '../base/errors';

/** Credentials that sign requests. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials, or the reason why none were found. */
export type FoundCredentials =
  | { readonly credentials: AwsCredentials }
  | { readonly credentials?: undefined; readonly why: string };

/** How long the result that none exist is reused: looking for machine metadata in vain takes a second. In ms. */
const NONE_FOR_MS = 60_000;

/** One per process: it caches credentials until they are about to expire. */
let chain: ReturnType<typeof defaultProvider> | undefined;
let none: { readonly why: string; readonly until: number } | undefined;
let hadSome = false;

/**
 * Returns the credentials that the AWS SDK finds: in the environment, in a profile, by the token of a pod's service account, or
 * in the metadata of the container or the machine. Call it for each request: credentials are replaced before they expire.
 * @param region of the service that exchanges tokens for credentials
 * @throws Error if credentials are configured, or existed before, but are unavailable
 */
export async function findCredentials(region: string): Promise<FoundCredentials> {
  if (none && performance.now() < none.until) return { why: none.why };
  chain ??= defaultProvider({ clientConfig: { region } });
  try {
    const credentials = await chain();
    hadSome = true;
    return { credentials };
  } catch (error) {
    // A provider without credentials throws CredentialsProviderError. Any other error means that a configured provider failed: an
    // unsigned request would then fail with a misleading "access denied".
    if (hadSome || !(error instanceof Error && error.name === 'CredentialsProviderError')) {
      throw new Error(`AWS credentials are unavailable: ${(error as Error).name}: ${messageOf(error)}`, {
        cause: error,
      });
    }
    none = { why: messageOf(error), until: performance.now() + NONE_FOR_MS };
    return { why: none.why };
  }
}
