import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, type EmbeddingContract, fingerprint } from '../../../src/keys/embedding-contract';
import { contract } from '../../../test-support/builders/contract';

describe('canonicalJson', () => {
  it('sorts fields at every depth, writes no spaces, and leaves characters as they are', () => {
    const value = { b: 1, a: [true, null, { é: 'ü', c: '\n"' }], left: undefined, B: -1.5e-7 };
    expect(canonicalJson(value)).toBe('{"B":-1.5e-7,"a":[true,null,{"c":"\\n\\"","é":"ü"}],"b":1}');
  });

  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is JSON for the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // By way of JSON.stringify, which keeps neither undefined nor -0 either.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  );
}

describe('fingerprint', () => {
  it('is the SHA-256 of the canonical form, the same in every release', () => {
    // python: sha256(json.dumps(contract, sort_keys=True, separators=(',', ':')))
    expect(fingerprint(contract())).toBe('20b345a289792ee11fde5307c2203f8e8b6b4e9919b6ae580515c1496300ff7c');
  });

  it('does not depend on the order of fields', () => {
    expect(fingerprint(reversed(contract()) as EmbeddingContract)).toBe(fingerprint(contract()));
  });

  const files = contract().files;
  const changes: { [Field in keyof EmbeddingContract]: readonly EmbeddingContract[Field][] } = {
    embedder: ['onnx/2'],
    files: [
      { ...files, 'onnx/model.onnx': `23${'22'.repeat(31)}` },
      { ...files, 'config.json': `${'11'.repeat(31)}10` },
      { ...files, 'tokenizer.json': '33'.repeat(32) },
      { 'onnx/model.onnx': '22'.repeat(32) },
      { 'config.json': '11'.repeat(32), 'onnx/model_fp16.onnx': '22'.repeat(32) },
    ],
    pooling: ['cls', 'last'],
    normalize: [false],
    maxTokens: [255],
    textPrefix: ['', 'query:', 'Query: '],
    dimensions: [383],
    dtype: ['fp16'],
  };
  const table = Object.entries(changes).flatMap(([field, values]) => values.map((value) => ({ field, value })));

  it.each(table)('changes when $field becomes $value', ({ field, value }) => {
    expect(fingerprint(contract({ [field]: value }))).not.toBe(fingerprint(contract()));
  });
});
