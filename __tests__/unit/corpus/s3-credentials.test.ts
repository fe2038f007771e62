import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findCredentials } from '../../../src/corpus/s3-credentials';

const LASTS_MS = 600;
let issuer: Server;

beforeAll(async () => {
  let asked = 0;
  // As the agent of a pod that gives credentials once, and is then being replaced.
  issuer = createServer((_, response) => {
    if (asked++ > 0) return response.writeHead(503).end('{"message": "busy"}');
    const Expiration = new Date(Date.now() + LASTS_MS).toISOString();
    response.end(JSON.stringify({ AccessKeyId: 'a', SecretAccessKey: 'b', Token: 'c', Expiration }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`;
  process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN = 'geheim';
  process.env.AWS_CONFIG_FILE = '/dev/null';
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/dev/null';
});
afterAll(() => {
  issuer.close();
});

it('credentials that were there, have expired and cannot be renewed are missed, not done without', async () => {
  expect((await findCredentials('eu-west-1')).credentials?.accessKeyId).toBe('a');
  await new Promise((resolve) => setTimeout(resolve, LASTS_MS + 100));
  await expect(findCredentials('eu-west-1')).rejects.toThrow('AWS credentials are unavailable');
});
