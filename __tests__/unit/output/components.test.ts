import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../../src/base/errors';
import { componentBytes, componentRoom, putComponents } from '../../../src/output/components';

describe('componentBytes', () => {
  it('gives float32 as it is', () => {
    expect(Buffer.from(componentBytes(Float32Array.of(1, -0.1), 'float32')).toString('hex')).toBe('0000803fcdccccbd');
  });

  it('rounds to the nearest half', () => {
    // numpy.array([1, -0.1, 65504, 65519, 2**-24, 2**-26], dtype=numpy.float16).tobytes().hex()
    const vector = Float32Array.of(1, -0.1, 65504, 65519, 2 ** -24, 2 ** -26);
    expect(Buffer.from(componentBytes(vector, 'float16')).toString('hex')).toBe('003c66aeff7bff7b01000000');
  });

  it.each([65520, -1e9, Number.POSITIVE_INFINITY, Number.NaN])(
    'refuses %d as a half, and says what to do',
    (component) => {
      const room = componentRoom('float16', 2);
      const put = () => putComponents(Float32Array.of(0, component), room, 0);
      expect(put).toThrow(OutputError);
      expect(put).toThrow('does not fit output-dtype float16. Set output-dtype to float32.');
    },
  );
});
