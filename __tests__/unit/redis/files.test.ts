import { describe, expect, it } from '@jest/globals';
import { readRedisFiles } from '../../../src/redis/files';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const NONE = { redisPasswordFile: '', redisCa: '', redisCert: '', redisKey: '' };

describe('readRedisFiles', () => {
  const folder = temporaryFolder();

  it('reads none where none is named', async () => {
    expect(await readRedisFiles(NONE)).toEqual({ password: '', certificates: {} });
  });

  it.each(['geheim', 'geheim\n', 'geheim\r\n', 'geheim\n\n'])('takes %j for the password geheim', async (content) => {
    const redisPasswordFile = await folder.write('password', content);
    expect((await readRedisFiles({ ...NONE, redisPasswordFile })).password).toBe('geheim');
  });

  it('keeps spaces, which a password may have', async () => {
    const redisPasswordFile = await folder.write('password', ' a b \n');
    expect((await readRedisFiles({ ...NONE, redisPasswordFile })).password).toBe(' a b ');
  });

  it('reads certificates as they are', async () => {
    const redisCa = await folder.write('ca', '-----BEGIN CERTIFICATE-----\nx\n');
    expect((await readRedisFiles({ ...NONE, redisCa })).certificates).toEqual({
      ca: '-----BEGIN CERTIFICATE-----\nx\n',
    });
  });

  it('tells of every file that cannot be used, and shows none of a password', async () => {
    const inputs = {
      redisPasswordFile: await folder.write('empty', '\n'),
      redisCa: folder.path('absent'),
      redisCert: await folder.write('cert', 'geheim'),
      redisKey: folder.path(),
    };
    const failure = await readRedisFiles(inputs).catch((error: Error) => error);
    expect(failure).toMatchObject({
      name: 'InputError',
      faults: [
        expect.stringMatching(/^redis-password-file: .*empty contains no password/),
        expect.stringMatching(/^redis-ca: cannot read .*absent: .*ENOENT/),
        expect.stringMatching(/^redis-cert: .*cert is not a PEM file/),
        expect.stringMatching(/^redis-key: cannot read .*EISDIR/),
      ],
    });
    expect(String(failure)).not.toContain('geheim');
  });
});
