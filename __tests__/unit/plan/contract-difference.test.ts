import { describe, expect, it } from '@jest/globals';
import { contractDifferences } from '../../../src/plan/contract-difference';
import { contract } from '../../helpers/contract';

describe('contractDifferences', () => {
  it('finds none between equals', () => {
    expect(contractDifferences(contract(), contract())).toEqual([]);
  });

  it.each([
    [contract({ pooling: 'cls' }), 'pooling ("mean" → "cls")'],
    [contract({ normalize: false }), 'normalize (true → false)'],
    [contract({ textPrefix: '' }), 'textPrefix ("query: " → "")'],
    [contract({ cacheDtype: 'fp16' }), 'cacheDtype (none → "fp16")'],
    [contract({ files: { 'config.json': '11'.repeat(32) } }), 'onnx/model.onnx (2222… → none)'],
  ])('names the part: %#', (after, difference) => {
    expect(contractDifferences(contract(), after)).toEqual([difference]);
  });
});
