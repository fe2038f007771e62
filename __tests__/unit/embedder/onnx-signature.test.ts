import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as runtime from 'onnxruntime-node';
import { readSignature } from '../../../src/embedder/onnx-signature';
import { DEFAULT_MODEL } from '../../../test-support/builders/default-model';
import { ENCODERS } from '../../../test-support/builders/encoders';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

describe('readSignature', () => {
  it.each([
    path.join(DEFAULT_MODEL, 'onnx/model.onnx'),
    ...['bge/onnx/model.onnx', 'bge/onnx/model_q4.onnx', 'mpnet/onnx/model.onnx', 'refused/decoder.onnx'].map((name) =>
      path.join(ENCODERS, name),
    ),
  ])('reads of %s what the runtime reads', async (file) => {
    const session = await runtime.InferenceSession.create(file, { logSeverityLevel: 3 });
    const { inputs, outputs } = readSignature(file);
    expect([inputs, outputs]).toEqual([session.inputNames, session.outputNames]);
    await session.release();
  });

  it('finds files with weights', async () => {
    expect(readSignature(path.join(ENCODERS, 'mpnet/onnx/model.onnx')).externalFiles).toEqual(['model.onnx_data']);
    expect(readSignature(path.join(ENCODERS, 'bge/onnx/model.onnx')).externalFiles).toEqual([]);
  });

  it('refuses what is no ONNX file, or cut off', async () => {
    const whole = await readFile(path.join(ENCODERS, 'bge/onnx/model.onnx'));
    const cut = await folder.write('cut.onnx', whole.subarray(0, 5000));
    const text = await folder.write('text.onnx', 'version https://git-lfs.github.com/spec/v1\n');
    expect(() => readSignature(cut)).toThrow('not an ONNX file');
    expect(() => readSignature(text)).toThrow('not an ONNX file');
  });
});
