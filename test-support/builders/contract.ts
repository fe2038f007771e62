import type { EmbeddingContract } from '../../src/keys/embedding-contract';

export function contract(overrides: Partial<EmbeddingContract> = {}): EmbeddingContract {
  return {
    embedder: 'onnx/1',
    files: { 'config.json': '11'.repeat(32), 'onnx/model.onnx': '22'.repeat(32) },
    pooling: 'mean',
    normalize: true,
    maxTokens: 256,
    textPrefix: 'query: ',
    dimensions: 384,
    dtype: 'fp32',
    ...overrides,
  };
}
