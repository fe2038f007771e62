import type { Inputs } from '../inputs/inputs';
import { giveUpOrWait, type ObjectRequest, type Refusal, Refused } from './remote-object';
import { encodeKey, encodePart, type S3Place } from './s3-address';
import type { AwsCredentials } from './s3-credentials';
import { codeIn, explainS3Refusal, isOfAsker, regionIn } from './s3-faults';

export type S3Inputs = Pick<
  Inputs,
  's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey' | 's3SessionToken'
>;

const LONGEST_ANSWER_MS = 60_000;
/** Slowest upload that gets enough time, added to the timeout of the answer. In bytes per ms. */
const LEAST_RATE = 100;
/** Bytes of a refusal that are parsed. */
const LONGEST_REFUSAL = 16_384;

/** A request other than reading an object. */
interface S3Call {
  readonly method?: 'GET' | 'PUT';
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  /** The permission that it needs, such as `s3:ListBucket`. */
  readonly right: string;
}

/** An S3 server: AWS, unless `s3-endpoint` names another. Signs the requests. */
export class S3 {
  /** Why the last request carried no signature. */
  private unsigned: string | undefined;

  constructor(private readonly inputs: S3Inputs) {}

  /** Returns the request that reads an object. */
  reading(place: S3Place): ObjectRequest {
    return async (headers) => this.signed('GET', this.urlOf(place, {}), headers);
  }

  /** Explains a refusal. Consumes the body of the response. */
  async explain(response: Response, right = 's3:GetObject'): Promise<Refusal | undefined> {
    const body = (await response.text().catch(() => '')).slice(0, LONGEST_REFUSAL);
    const { s3Region } = this.inputs;
    const code = codeIn(body);
    const region = response.headers.get('x-amz-bucket-region') ?? regionIn(body);
    const asked = { region: s3Region, unsigned: this.unsigned, right };
    const why = explainS3Refusal({ status: response.status, code, region }, asked);
    return why === undefined ? undefined : { why, ofAsker: isOfAsker(code) };
  }

  /** @returns the body of the response @throws Error if the server refuses or does not answer */
  async call(place: S3Place, { method = 'GET', query = {}, headers = {}, body, right }: S3Call): Promise<string> {
    for (let failures = 0; ; ) {
      try {
        const { url, headers: all } = await this.signed(method, this.urlOf(place, query), headers);
        const signal = AbortSignal.timeout(longestMs(body?.size ?? 0));
        const response = await fetch(url, { method, headers: all, signal, ...(body && { body }) });
        if (response.ok) return await response.text();
        const refusal = await this.explain(response, right);
        const problem = `the server answers with status ${response.status}${refusal ? `: ${refusal.why}` : ''}`;
        if (response.status !== 429 && response.status < 500) throw new Refused(problem);
        throw new Error(problem);
      } catch (error) {
        await giveUpOrWait(error, ++failures);
      }
    }
  }

  private urlOf({ bucket, key }: S3Place, query: Readonly<Record<string, string>>): string {
    const { s3Endpoint, s3Region: region } = this.inputs;
    const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
    const words = Object.entries(query).map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`);
    const rest = encodeKey(key) + (words.length > 0 ? `?${words.join('&')}` : '');
    if (s3Endpoint) return `${s3Endpoint.replace(/\/+$/, '')}/${bucket}/${rest}`;
    // AWS certificates do not cover bucket names with dots, and other servers may not support host names per bucket.
    return bucket.includes('.') ? `https://${host}/${bucket}/${rest}` : `https://${bucket}.${host}/${rest}`;
  }

  private async signed(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ url: string; headers: Headers }> {
    const credentials = await this.credentials();
    if (!credentials) return { url, headers: new Headers(headers) };
    const { AwsV4Signer } = await import('aws4fetch');
    const { s3Region: region } = this.inputs;
    const signer = new AwsV4Signer({ method, url, headers: { ...headers }, service: 's3', region, ...credentials });
    const signed = await signer.sign();
    return { url: signed.url.href, headers: signed.headers };
  }

  /** Returns the credentials from the inputs, or else those that the AWS SDK finds. */
  private async credentials(): Promise<AwsCredentials | undefined> {
    const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey, s3SessionToken: token } = this.inputs;
    if (accessKeyId !== '') {
      return { accessKeyId, secretAccessKey, ...(token !== '' && { sessionToken: token }) };
    }
    const { findCredentials } = await import('./s3-credentials');
    const found = await findCredentials(this.inputs.s3Region);
    this.unsigned = found.credentials ? undefined : found.why;
    return found.credentials;
  }
}

/** Returns the timeout of a request that sends `bytes`, in ms. */
export function longestMs(bytes: number): number {
  return LONGEST_ANSWER_MS + Math.ceil(bytes / LEAST_RATE);
}
