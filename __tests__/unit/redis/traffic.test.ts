import { describe, expect, it } from '@jest/globals';
import { RedisTraffic } from '../../../src/redis/traffic';

describe('RedisTraffic', () => {
  it('counts the bytes of a command as they go over the wire', () => {
    const traffic = new RedisTraffic();
    traffic.sent(['SET', 'schlüssel', Buffer.alloc(12), 'NX']);
    const wire = `*4\r\n$3\r\nSET\r\n$10\r\nschlüssel\r\n$12\r\n${'x'.repeat(12)}\r\n$2\r\nNX\r\n`;
    expect(traffic).toMatchObject({ commands: 1, bytesSent: Buffer.byteLength(wire), bytesReceived: 0 });
  });

  it.each([
    ['a null', null, '_\r\n'],
    ['a number', -2, ':-2\r\n'],
    ['a status', 'OK', '+OK\r\n'],
    ['a value', Buffer.from('value'), '$5\r\nvalue\r\n'],
    ['values', [Buffer.from('a'), null], '*2\r\n$1\r\na\r\n_\r\n'],
  ])('counts the bytes of %s', (_, reply, wire) => {
    const traffic = new RedisTraffic();
    traffic.received(reply);
    expect(traffic.bytesReceived).toBe(wire.length);
  });
});
