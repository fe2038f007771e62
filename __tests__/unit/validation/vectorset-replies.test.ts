import { describe, expect, it } from '@jest/globals';
import type { RedisReply } from '../../../src/redis/connection';
import { readSimilar } from '../../../src/validation/knn/vectorset';
import { recorded } from '../../../test-support/servers/recordings';
import { type Resp, readResp, spokenValue } from '../../../test-support/servers/resp';

/** The elements of the recording have names; ours have numbers. */
function numbered(reply: unknown): RedisReply {
  const names: Record<string, string> = { three: '3', one: '1' };
  return (reply as unknown[]).map((one) =>
    Buffer.isBuffer(one) ? Buffer.from(names[String(one)] ?? one) : one,
  ) as RedisReply;
}

describe.each([2, 3] as const)('what a vector set answered with RESP%d', (protocol) => {
  const answer = (name: string) => spokenValue((readResp(recorded(protocol, name).reply) as { resp: Resp }).resp);

  it('has similarities of (1 + cos) / 2', () => {
    expect(readSimilar(numbered(answer('vsim with scores')))).toEqual([
      { position: 3, similarity: 1 },
      { position: 1, similarity: expect.closeTo(0.6, 6) },
    ]);
  });

  it('is nothing where there is no such set', () => {
    expect(readSimilar(answer('vsim, missing key') as RedisReply)).toEqual([]);
  });

  it('leaves out elements that are none of ours', () => {
    expect(readSimilar(answer('vsim with scores') as RedisReply)).toEqual([]);
  });
});
