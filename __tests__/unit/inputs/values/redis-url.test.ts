import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl } from '../../../../src/inputs/values/redis-url';

const USUAL = { kind: 'single', tls: false, username: '', password: '', masterName: '', database: 0 };

describe('parseRedisUrl', () => {
  it.each([
    ['redis://cache', { nodes: [{ host: 'cache', port: 6379 }] }],
    ['redis://cache:7000/3', { nodes: [{ host: 'cache', port: 7000 }], database: 3 }],
    ['redis://cache/?client=x#y', { nodes: [{ host: 'cache', port: 6379 }] }],
    ['rediss://[::1]:7000', { nodes: [{ host: '::1', port: 7000 }], tls: true }],
    ['redis://user@cache', { nodes: [{ host: 'cache', port: 6379 }], username: 'user' }],
    ['redis://:pass@cache', { nodes: [{ host: 'cache', port: 6379 }], password: 'pass' }],
    ['redis://u%40x:p%3a%2f@cache', { nodes: [{ host: 'cache', port: 6379 }], username: 'u@x', password: 'p:/' }],
    ['redis://u:a:b@c@cache', { nodes: [{ host: 'cache', port: 6379 }], username: 'u', password: 'a:b@c' }],
    ['redis://:100%@cache', { nodes: [{ host: 'cache', port: 6379 }], password: '100%' }],
    [
      'redis+sentinel://u:p@a,b:26380/mymaster/2',
      {
        kind: 'sentinel',
        username: 'u',
        password: 'p',
        nodes: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 26_380 },
        ],
        masterName: 'mymaster',
        database: 2,
      },
    ],
    [
      'rediss+cluster://a:7000,b',
      {
        kind: 'cluster',
        tls: true,
        nodes: [
          { host: 'a', port: 7000 },
          { host: 'b', port: 6379 },
        ],
      },
    ],
  ])('takes %s apart', (url, expected) => {
    const { address: _, secrets: __, ...parts } = parseRedisUrl(url);
    expect(parts).toEqual({ ...USUAL, ...expected });
  });

  it.each([
    ['geheim', /^must be one of redis:\/\//],
    ['http://u:geheim@cache', /^must be one of/],
    [' redis://cache', /^must be one of/],
    ['redis+other://cache', /^must be one of/],
    ['redis://geheim cache', /^must be one of/],
    ['redis://', /no host:port/],
    ['redis://cache:0', /no host:port/],
    ['redis://cache:65536', /no host:port/],
    ['redis://u:geheim@cache:port', /no host:port/],
    ['redis://a,b', /several hosts: begin it with redis\+cluster/],
    ['redis+cluster://a,,b', /no host:port/],
    ['redis://cache/geheim', /no number of a database/],
    ['redis://cache/0/1', /no number of a database/],
    ['redis+cluster://a/1', /a cluster has only database 0/],
    ['redis+sentinel://a:1', /names no master/],
    ['redis+sentinel://a:1/', /names no master/],
    ['redis+sentinel://a:1/mymaster/geheim', /no number of a database/],
  ])('refuses %s, without showing any of it', (url, reason) => {
    expect(() => parseRedisUrl(url)).toThrow(reason);
    expect(() => parseRedisUrl(url)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
    );
  });
});

describe('the address of', () => {
  it.each([
    ['redis://u:geheim@cache/2?p=geheim', 'redis://cache:6379/2'],
    ['rediss://:geheim@[::1]', 'rediss://[::1]:6379'],
    ['redis+sentinel://u:geheim@a,b:1/mymaster/0', 'redis+sentinel://a:26379,b:1/mymaster'],
    ['redis+sentinel://a/mymaster/2', 'redis+sentinel://a:26379/mymaster/2'],
    ['rediss+cluster://u:geheim@a,b:1', 'rediss+cluster://a:6379,b:1'],
  ])('%s is %s', (url, address) => {
    expect(parseRedisUrl(url).address).toBe(address);
  });
});

describe('the secrets of a Redis URL', () => {
  it.each([
    ['a password', 'redis://:geheim@cache:6379', ['geheim']],
    ['a password by its escaped and its plain form', 'redis://:p%40ss@cache', ['p%40ss', 'p@ss']],
    ['a password whose escapes are none', 'redis://:100%25%zz@cache', ['100%25%zz']],
    ['a user that is a name', 'redis://anna:geheim@cache', ['anna', 'geheim']],
    [
      'a host that is a name on a network',
      'rediss://cache.example.com:6380/1',
      ['cache.example.com', 'cache.example.com:6380'],
    ],
    ['an address', 'redis://10.1.2.3:6379', ['10.1.2.3', '10.1.2.3:6379']],
    [
      'every host behind Sentinel',
      'redis+sentinel://anna:ge%3Aheim@a.example.com:1,10.1.2.3/mymaster',
      ['anna', 'ge%3Aheim', 'ge:heim', 'a.example.com', 'a.example.com:1', '10.1.2.3', '10.1.2.3:26379'],
    ],
    [
      'every host of a cluster',
      'rediss+cluster://:geheim@a.example.com:1,[2001:db8::1]:2',
      ['geheim', 'a.example.com', 'a.example.com:1', '2001:db8::1', '[2001:db8::1]:2'],
    ],
  ])('hold %s', (_, url, secrets) => {
    expect(new Set(parseRedisUrl(url).secrets)).toEqual(new Set([url, ...secrets]));
  });

  it.each([
    ['redis://default:geheim@cache', 'default'],
    ['redis://cache:6379', 'cache'],
    ['redis://localhost:6379', 'localhost'],
    ['redis://127.0.0.1:6379', '127.0.0.1'],
    ['redis://cache', ''],
    ['redis+sentinel://cache,localhost/mymaster', 'localhost'],
  ])('of %s do not hold the word "%s", which would be masked everywhere', (url, word) => {
    expect(parseRedisUrl(url).secrets).not.toContain(word);
  });
});
