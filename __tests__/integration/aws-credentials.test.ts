import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { type BundleRun, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';
import { type ObjectServer, startObjectServer } from '../../test-support/servers/object-server';

const KEYS = { id: 'ASIAEXAMPLE', secret: 'geheim/+', token: 'session-geheim' };
const EXPIRES = '2999-01-01T00:00:00Z';
/** What the cluster gives a pod. */
const POD_TOKEN = 'pod-geheim';

const root = sharedFolder();
let objects: ObjectServer;
let issuer: Server;
let issuerUrl: string;

beforeAll(async () => {
  objects = await startObjectServer({ body: Buffer.from('one\ntwo\n'), etag: '"1"', keys: KEYS });
  // The services that give credentials to pods: STS for the token of a service account, and the agent of EKS.
  issuer = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      if (request.url === '/agent') {
        if (request.headers.authorization !== POD_TOKEN) return response.writeHead(401).end();
        const { id: AccessKeyId, secret: SecretAccessKey, token: Token } = KEYS;
        return response.end(JSON.stringify({ AccessKeyId, SecretAccessKey, Token, Expiration: EXPIRES }));
      }
      const asked = new URLSearchParams(body);
      if (asked.get('WebIdentityToken') !== POD_TOKEN) {
        const error = '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message></Error>';
        return response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      }
      const keys = `<AccessKeyId>${KEYS.id}</AccessKeyId><SecretAccessKey>${KEYS.secret}</SecretAccessKey><SessionToken>${KEYS.token}</SessionToken><Expiration>${EXPIRES}</Expiration>`;
      const result = `<Credentials>${keys}</Credentials><AssumedRoleUser><Arn>a</Arn><AssumedRoleId>b</AssumedRoleId></AssumedRoleUser>`;
      const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
      response.end(
        `<AssumeRoleWithWebIdentityResponse xmlns="${namespace}"><AssumeRoleWithWebIdentityResult>${result}</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await objects.close();
  issuer.close();
});

/** Reads an object in a folder of its own, with these files, and these variables beside those that say where S3 is. */
function read(
  name: string,
  files: Readonly<Record<string, string>>,
  environment: (folder: string) => Record<string, string>,
): Promise<BundleRun> {
  const folder = path.join(root, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const common = { AWS_ENDPOINT_URL_S3: objects.url, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' };
  return runBundle(
    ['run', '--corpus', 's3://bucket/a.txt', '--model', TINY_MODEL, '--runner-cache', 'off', '--output-format', 'none'],
    { folder, environment: { ...common, ...environment(folder) } },
  );
}

const webIdentity = (folder: string) => ({
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/worker',
  AWS_WEB_IDENTITY_TOKEN_FILE: path.join(folder, 'token'),
  AWS_ENDPOINT_URL_STS: issuerUrl,
});

/** Side by side: they wait for processes more than they work. */
const CASES: Readonly<Record<string, { run(): Promise<BundleRun>; expected: [number, RegExp] }>> = {
  'are those of the service account of a pod': {
    run: () => read('web', { token: POD_TOKEN }, webIdentity),
    expected: [0, /2 embedded/],
  },
  'are those that the agent of a pod gives': {
    run: () =>
      read('agent', { token: POD_TOKEN }, (folder) => ({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${issuerUrl}/agent`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path.join(folder, 'token'),
      })),
    expected: [0, /2 embedded/],
  },
  'are those of a profile': {
    run: () => {
      const lines = [
        `aws_access_key_id=${KEYS.id}`,
        `aws_secret_access_key=${KEYS.secret}`,
        `aws_session_token=${KEYS.token}`,
      ];
      return read('profile', { credentials: `[team]\n${lines.join('\n')}\n` }, (folder) => ({
        AWS_PROFILE: 'team',
        AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      }));
    },
    expected: [0, /2 embedded/],
  },
  'may be none, which is said where they are wanted': {
    run: () => read('none', {}, () => ({})),
    expected: [
      2,
      /status 403: access without credentials is denied, and none were found \(.*\)\. Set s3-access-key-id/,
    ],
  },
  'may be refused, which is no reason to go on without': {
    run: () => read('refused', { token: 'another-geheim' }, webIdentity),
    expected: [2, /cannot read s3:\/\/bucket\/a\.txt: AWS credentials are unavailable: .*not you/],
  },
};

describe('credentials for S3 that nobody gave', () => {
  const running = new Map<string, Promise<BundleRun>>();
  beforeAll(() => {
    for (const [name, { run }] of Object.entries(CASES)) running.set(name, run());
  });
  it.each(Object.keys(CASES))('%s', async (name) => {
    const { code, stdout, stderr } = (await running.get(name)) as BundleRun;
    const [expected, said] = CASES[name]?.expected ?? [];
    expect(stdout + stderr).toMatch(said as RegExp);
    expect(code).toBe(expected);
    expect(stdout + stderr).not.toContain('geheim');
  });
});
