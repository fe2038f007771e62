import { CorpusError, messageOf } from '../errors';
import type { Inputs } from '../inputs';
import { shownAddress } from './address';
import type { Origin } from './origin';
import { type ObjectRequest, remoteObject } from './remote-object';

export type RemoteInputs = Pick<
  Inputs,
  's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey' | 's3SessionToken'
>;

/**
 * Finds an object by its address.
 * @throws CorpusError if it is not there; without the parts of the address that may be secret
 */
export async function findRemote(address: string, inputs: RemoteInputs): Promise<Origin> {
  const name = shownAddress(address);
  try {
    const request = /^s3:/i.test(address) ? await s3Request(address, inputs) : plainRequest(address);
    return await remoteObject(name, request);
  } catch (error) {
    throw new CorpusError(`corpus: cannot read ${name}: ${messageOf(error)}`, {
      cause: error,
      position: { source: name },
    });
  }
}

function plainRequest(address: string): ObjectRequest {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return async (headers) => {
    const all = new Headers(headers);
    if (username !== '' || password !== '') {
      const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      all.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    return { url: url.href, headers: all };
  };
}

async function s3Request(address: string, inputs: RemoteInputs): Promise<ObjectRequest> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(address) ?? [];
  if (!bucket || !key) throw new Error('an address is s3://bucket/key');
  const path = key.split('/').map(encodeKeyPart).join('/');
  const { s3Endpoint, s3Region: region, s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = inputs;
  // Names with dots are in no certificate of AWS, and other servers know no names of hosts.
  const url = s3Endpoint
    ? `${s3Endpoint.replace(/\/+$/, '')}/${bucket}/${path}`
    : bucket.includes('.')
      ? `https://s3.${region}.amazonaws.com/${bucket}/${path}`
      : `https://${bucket}.s3.${region}.amazonaws.com/${path}`;
  if (accessKeyId === '') return async (headers) => ({ url, headers: new Headers(headers) });
  const { AwsV4Signer } = await import('aws4fetch');
  const token = inputs.s3SessionToken;
  const credentials = { accessKeyId, secretAccessKey, ...(token !== '' && { sessionToken: token }) };
  return async (headers) => {
    const signer = new AwsV4Signer({ url, headers: { ...headers }, service: 's3', region, ...credentials });
    const signed = await signer.sign();
    return { url: signed.url.href, headers: signed.headers };
  };
}

/** As AWS wants it: all but letters, digits and -_.~ */
function encodeKeyPart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
