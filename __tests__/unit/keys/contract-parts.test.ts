import { describe, expect, it } from '@jest/globals';
import { contractChanges, describeChange, partsOf } from '../../../src/keys/contract-parts';
import type { EmbeddingContract } from '../../../src/keys/embedding-contract';
import { contract } from '../../../test-support/builders/contract';

const [A, B] = [`3f2a${'0'.repeat(60)}`, `91c0${'0'.repeat(60)}`];
const FILES = { 'config.json': A, 'tokenizer.json': A, 'onnx/model.onnx': A };

function described(from: Partial<EmbeddingContract>, to: Partial<EmbeddingContract>): string[] {
  const parts = [from, to].map((some) => partsOf(contract({ files: FILES, ...some }))) as [
    ReturnType<typeof partsOf>,
    ReturnType<typeof partsOf>,
  ];
  return contractChanges(...parts).map(describeChange);
}

describe('what changed in a contract', () => {
  it.each<[string, Partial<EmbeddingContract>, string]>([
    ['a model file', { files: { ...FILES, 'tokenizer.json': B } }, 'tokenizer.json changed: 3f2a… → 91c0…'],
    ['the weights', { files: { ...FILES, 'onnx/model.onnx': B } }, 'onnx/model.onnx changed: 3f2a… → 91c0…'],
    ['a new file', { files: { ...FILES, 'tokenizer_config.json': B } }, 'tokenizer_config.json was added (91c0…)'],
    ['pooling', { pooling: 'cls' }, 'pooling changed: mean → cls'],
    ['normalize', { normalize: false }, 'normalize changed: true → false'],
    ['max-tokens', { maxTokens: 128 }, 'max-tokens changed: 256 → 128'],
    ['text-prefix', { textPrefix: 'passage: ' }, 'text-prefix changed: "query: " → "passage: "'],
    ['dimensions', { dimensions: 128 }, 'dimensions changed: 384 → 128'],
    ['cache-dtype', { cacheDtype: 'fp16' }, 'cache-dtype changed: fp32 → fp16'],
    ['our own code', { embedder: 'onnx/2' }, 'embedder revision changed: onnx/1 → onnx/2'],
  ])('names %s, and nothing else', (_, change, expected) => {
    expect(described({}, change)).toEqual([expected]);
  });

  it('names a file that is gone', () => {
    expect(described({ files: { ...FILES, 'tokenizer_config.json': B } }, {})).toEqual([
      'tokenizer_config.json was removed (91c0…)',
    ]);
  });

  it('names a dtype once, although each has an .onnx file of its own', () => {
    const { 'onnx/model.onnx': _, ...others } = FILES;
    const half = { dtype: 'fp16', files: { ...others, 'onnx/model_fp16.onnx': B } };
    expect(described({}, half)).toEqual(['dtype changed: fp32 → fp16']);
    expect(described({}, { ...half, files: { ...half.files, 'config.json': B } })).toEqual([
      'config.json changed: 3f2a… → 91c0…',
      'dtype changed: fp32 → fp16',
    ]);
  });

  it('names all that changed, files first', () => {
    const change = { pooling: 'cls', normalize: false, files: { ...FILES, 'tokenizer.json': B } } as const;
    expect(described({}, change)).toEqual([
      'tokenizer.json changed: 3f2a… → 91c0…',
      'normalize changed: true → false',
      'pooling changed: mean → cls',
    ]);
  });

  it('names parts that it does not know', () => {
    expect(contractChanges({}, { processorClass: 'vnni' }).map(describeChange)).toEqual([
      'processor-class was added (vnni)',
    ]);
    const nested = { ...contract(), chunking: { size: 200 } };
    expect(partsOf(nested).chunking).toBe('{"size":200}');
  });

  it('shows as many digits as it takes to tell two digests apart', () => {
    const other = `3f2a0000b${'0'.repeat(55)}`;
    expect(described({}, { files: { ...FILES, 'tokenizer.json': other } })).toEqual([
      'tokenizer.json changed: 3f2a00000… → 3f2a0000b…',
    ]);
  });

  it('finds nothing in equal contracts', () => {
    expect(described({}, {})).toEqual([]);
  });
});

describe('a contract as parts', () => {
  it('keeps no more of a prefix than it takes to know it by, and still tells long ones apart', () => {
    const secret = 'Instruct: given what our customer wrote in confidence, find ';
    const [one, other] = [`${secret}A`, `${secret}B`].map((textPrefix) => partsOf(contract({ textPrefix })).textPrefix);
    expect(one).toMatch(/^"Instruct: given what our"… \([0-9a-f]{8}\)$/);
    expect(other).not.toBe(one);
  });

  it('shows values of others on one line, and not at length', () => {
    const [change] = contractChanges({ pooling: 'mean' }, { pooling: `\n::error::${'x'.repeat(100)}\u001b[2J` });
    expect(change?.to).toBe(` ::error::${'x'.repeat(49)}…`);
  });
});
