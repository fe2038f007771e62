import { describe, expect, it } from '@jest/globals';
import { nearestName } from '../../../src/base/nearest-name';

const KNOWN = ['mode', 'model', 'redis-url', 'redis-ttl', 'cache-mode', 'cache-dtype', 'golden-set'];

describe('nearestName', () => {
  it.each([
    ['redis_url', 'redis-url'],
    ['redisUrl', 'redis-url'],
    ['golden', 'golden-set'],
    ['golden-sets', 'golden-set'],
    ['redis-tll', 'redis-ttl'],
    ['cache-mdoe', 'cache-mode'],
    ['chache-mode', 'cache-mode'],
    ['cahce-dtpe', 'cache-dtype'],
    ['moel', 'model'],
  ])('of %s is %s', (name, near) => {
    expect(nearestName(name, KNOWN)).toBe(near);
  });

  it.each(['zzz', 'hide', 'output', '', 'red'.repeat(20).slice(1)])('of %j is none', (name) => {
    expect(nearestName(name, KNOWN)).toBeUndefined();
  });
});
