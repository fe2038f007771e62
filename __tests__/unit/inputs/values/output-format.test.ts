import { describe, expect, it } from '@jest/globals';
import { outputContradictions } from '../../../../src/inputs/values/output-format';
import { outputInputs } from '../../../../test-support/builders/output-inputs';

describe('outputContradictions', () => {
  it.each([
    [
      'a.json',
      { outputDtype: 'float16' },
      'output-dtype: "float16" needs output-format npy, parquet, arrow or safetensors, and it is json.',
    ],
    [
      'a.jsonl',
      { outputDtype: 'float16' },
      'output-dtype: "float16" needs output-format npy, parquet, arrow or safetensors, and it is jsonl.',
    ],
    [
      'a.json',
      { outputShardRows: 9 },
      'output-shard-rows: 9 needs output-format jsonl, npy, parquet, arrow or safetensors, and it is json.',
    ],
    [
      'a.npy',
      { outputShardRows: 9, outputFormat: 'none' },
      'output-shard-rows: 9 needs output-format jsonl, npy, parquet, arrow or safetensors, and it is none.',
    ],
  ] as const)('refuses for %s %j', (output, overrides, fault) => {
    expect(outputContradictions(outputInputs(output, overrides))).toEqual([fault]);
  });

  it.each(['a.npy', 'a.parquet', 'a.arrow', 'a.safetensors'])('lets %s have halves and shards', (output) => {
    expect(outputContradictions(outputInputs(output, { outputDtype: 'float16', outputShardRows: 9 }))).toEqual([]);
  });

  it('says nothing of a format that cannot be told: opening the output does', () => {
    expect(outputContradictions(outputInputs('a.xyz', { outputDtype: 'float16' }))).toEqual([]);
  });
});
