import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bytesField,
  integerField,
  integersOf,
  readFields,
  stringsOf,
  writeFields,
} from '../../../src/embedder/protobuf';
import { TINY_MODEL } from '../../../test-support/builders/tiny-model';

describe('protobuf messages', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 5000 }),
        (integer, text, number) => {
          const bytes = writeFields([integerField(number, integer), bytesField(number + 1, text)]);
          const fields = readFields(bytes);
          expect([integersOf(fields, number), stringsOf(fields, number + 1)]).toEqual([[integer], [text]]);
          expect(Buffer.from(writeFields(fields)).equals(bytes)).toBe(true);
        },
      ),
    );
  });

  it('are written byte by byte as another program wrote them', () => {
    const bytes = readFileSync(path.join(TINY_MODEL, 'onnx/model.onnx'));
    expect(Buffer.from(writeFields(readFields(bytes))).equals(bytes)).toBe(true);
  });

  it('hold repeated numbers packed or one by one', () => {
    const packed = writeFields([bytesField(1, Uint8Array.of(1, 0x96, 0x01)), integerField(1, 7)]);
    expect(integersOf(readFields(packed), 1)).toEqual([1, 150, 7]);
  });

  it.each([
    ['bytes that end early', [0x0a, 5, 1]],
    ['a number without end', [0x08, 0x80]],
    ['a group', [0x0b, 0]],
  ])('are refused with %s', (_, bytes) => {
    expect(() => readFields(Uint8Array.from(bytes))).toThrow(/not a protobuf message/);
  });
});
