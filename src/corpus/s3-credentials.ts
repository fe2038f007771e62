import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { messageOf } from '../base/errors';

/** As requests are signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials, or why there are none. */
export type FoundCredentials =
  | { readonly credentials: AwsCredentials }
  | { readonly credentials?: undefined; readonly why: string };

/** How long it is taken for granted that there are none: asking a machine that has no metadata takes a second. Ms. */
const NONE_FOR_MS = 60_000;

/** One for the process: it remembers credentials until they are about to expire. */
let chain: ReturnType<typeof defaultProvider> | undefined;
let none: { readonly why: string; readonly until: number } | undefined;
let hadSome = false;

/**
 * The credentials that the AWS SDK finds: in the environment, in a profile, by the token of a pod's service account, from the
 * container's or the machine's metadata. Asked for each request: they change before they expire.
 * @param region of the service that exchanges tokens for credentials
 * @throws Error if they should be there, or were, and cannot be had
 */
export async function findCredentials(region: string): Promise<FoundCredentials> {
  if (none && performance.now() < none.until) return { why: none.why };
  chain ??= defaultProvider({ clientConfig: { region } });
  try {
    const credentials = await chain();
    hadSome = true;
    return { credentials };
  } catch (error) {
    // That error is what each link of the chain gives that has nothing. Whoever gave some is away: asking without them would be refused, as if the object were not allowed.
    if (hadSome || !(error instanceof Error && error.name === 'CredentialsProviderError')) {
      throw new Error(`no AWS credentials could be had: ${(error as Error).name}: ${messageOf(error)}`, {
        cause: error,
      });
    }
    none = { why: messageOf(error), until: performance.now() + NONE_FOR_MS };
    return { why: none.why };
  }
}
