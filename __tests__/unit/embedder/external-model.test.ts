import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { externalModel } from '../../../src/embedder/external-model';
import type { Inputs } from '../../../src/inputs/inputs';
import { inputsWith } from '../../../test-support/builders/default-model';

const SERVICE = { embedder: 'openai', embedderUrl: 'https://api.example/v1', model: 'small', dimensions: 8 } as const;
const COMMAND = { embedder: 'command', embedderCommand: 'python3 a.py', revision: '1', dimensions: 8 } as const;
const of = (overrides: Partial<Inputs>) => externalModel(inputsWith(overrides));

describe('the contract of a model that cannot be looked into', () => {
  it.each<[string, Partial<Inputs>]>([
    ['address', { embedderUrl: 'https://other.example/v1' }],
    ['path', { embedderUrl: 'https://api.example/v2' }],
    ['model', { model: 'large' }],
    ['revision', { revision: '2' }],
    ['prefix', { textPrefix: 'query: ' }],
    ['dimensions', { dimensions: 4 }],
    ['normalization', { normalize: 'false' }],
    ['cache dtype', { cacheDtype: 'fp16' }],
  ])('is another for another %s', (_, change) => {
    expect(of({ ...SERVICE, ...change }).fingerprint).not.toBe(of(SERVICE).fingerprint);
  });

  it('does not hold what may be secret, or what only this machine knows', () => {
    const plain = of(SERVICE);
    const signed = of({ ...SERVICE, embedderUrl: 'https://user:word@api.example/v1?key=secret' });
    expect(signed.fingerprint).toBe(plain.fingerprint);
    expect(JSON.stringify(signed.contract)).not.toMatch(/secret|word/);
    expect(of({ ...COMMAND, embedderCommand: 'python3 /elsewhere/a.py' }).fingerprint).toBe(of(COMMAND).fingerprint);
  });

  it('is one and the same for a base address and the whole of it', () => {
    expect(of({ ...SERVICE, embedderUrl: 'https://api.example/v1/embeddings' }).fingerprint).toBe(
      of(SERVICE).fingerprint,
    );
  });
});

it.each<[Partial<Inputs>, RegExp[]]>([
  [{ embedder: 'openai' }, [/dimensions: embedder openai needs/, /embedder-url: embedder openai needs a URL/]],
  [{ ...SERVICE, embedderUrl: 'ftp://api.example' }, [/embedder-url/]],
  [{ embedder: 'command' }, [/dimensions/, /embedder-command: none given/, /revision: embedder command needs a name/]],
])('what is missing is told at once: %j', (inputs, messages) => {
  let faults: readonly string[] = [];
  try {
    of(inputs);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    ({ faults } = error as InputError);
  }
  expect(faults).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(faults[index]).toMatch(message);
});
