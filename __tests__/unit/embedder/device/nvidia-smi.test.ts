import { chmodSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { askNvidiaSmi } from '../../../../src/embedder/device/nvidia-smi';
import { temporaryFolder } from '../../../../test-support/run/temporary-folder';

const folder = temporaryFolder();

/** No nvidia-smi: a stand-in, a script of that name. @returns its path */
async function standIn(script: string): Promise<string> {
  const file = await folder.write('nvidia-smi', `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('asking nvidia-smi', () => {
  it('gives what it prints', async () => {
    const program = await standIn('echo "$@"');
    expect(await askNvidiaSmi(program)).toEqual({
      output: '--query-gpu=name,driver_version,memory.total,compute_cap --format=csv,noheader\n',
    });
  });

  it('says that there is none', async () => {
    expect(await askNvidiaSmi(folder.path('nvidia-smi'))).toEqual({
      failure: expect.stringMatching(/is not installed/),
    });
  });

  it('says how it failed, in its own words', async () => {
    const program = await standIn(
      'echo "NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver."; exit 9',
    );
    expect(await askNvidiaSmi(program)).toEqual({
      failure: expect.stringMatching(/^nvidia-smi failed with code 9: NVIDIA-SMI has failed because/),
    });
  });

  it('does not wait for one that hangs', async () => {
    const program = await standIn('exec /bin/sleep 30');
    expect(await askNvidiaSmi(program, 200)).toEqual({ failure: 'nvidia-smi gave no answer within 0.2 s' });
  });
});
