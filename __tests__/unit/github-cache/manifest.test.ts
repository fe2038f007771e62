import { describe, expect, it } from '@jest/globals';
import { isShardName, NO_MANIFEST, readManifest, writeManifest } from '../../../src/github-cache/manifest';

const name = { generation: 3, slot: '0110100111010010' };

describe('manifest', () => {
  it('is read as it was written', () => {
    const manifest = { shards: ['0mabc1234-77-0123abcd'], replaces: [name], keeps: [{ ...name, generation: 1 }] };
    expect(readManifest(writeManifest(manifest))).toEqual(manifest);
  });

  it.each(['', 'null', '[]', '{"format":2}', '{', '"x"'])('counts %s for nothing', (text) => {
    expect(readManifest(text)).toEqual(NO_MANIFEST);
  });

  it('leaves out what is no name', () => {
    const text = '{"format":1,"shards":["../x",5,"0mabc1234-77-0123abcd"],"replaces":["g1.0",null],"keeps":{}}';
    expect(readManifest(text)).toEqual({ shards: ['0mabc1234-77-0123abcd'], replaces: [], keeps: [] });
  });

  it('knows the names that shards have', () => {
    for (const right of ['0mabc1234-77-0123abcd', '0mabc1234-77-0123abcd+89abcdef'])
      expect(isShardName(right)).toBe(true);
    for (const wrong of ['', '.', '..', '-rf', '0mabc1234-77-0123abcd/..', 'x']) expect(isShardName(wrong)).toBe(false);
  });
});
