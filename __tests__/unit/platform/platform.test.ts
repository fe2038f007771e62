import { describe, expect, it } from '@jest/globals';
import { secretsOf } from '../../../src/platform/platform';

describe('secretsOf', () => {
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
    ['what is no URL at all', 'geheim', []],
  ])('holds %s', (_, url, secrets) => {
    const found = secretsOf(url);
    expect(new Set(found)).toEqual(new Set([url, ...secrets]));
  });

  it.each([
    ['redis://default:geheim@cache', 'default'],
    ['redis://cache:6379', 'cache'],
    ['redis://localhost:6379', 'localhost'],
    ['redis://127.0.0.1:6379', '127.0.0.1'],
    ['redis://cache', ''],
    ['redis+sentinel://cache,localhost/mymaster', 'localhost'],
  ])('of %s does not hold the word "%s", which would be masked everywhere', (url, word) => {
    expect(secretsOf(url)).not.toContain(word);
  });
});
