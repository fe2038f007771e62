import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { reportIn, runBundle } from '../helpers/bundle';
import { sharedFolder } from '../helpers/shared-folder';
import { TINY_MODEL } from '../helpers/tiny-model';
import { texts } from '../helpers/vectors';

const root = sharedFolder();

/** Runs the bundle where `nvidia-smi` is a stand-in that prints what is given, and no Vulkan driver is found. */
async function runOn(smi: string, ...words: string[]) {
  const folder = path.join(root, `${words.join(' ')} ${smi}`.replace(/\W+/g, '-'));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'corpus.txt'), texts(3).join('\n'));
  writeFileSync(path.join(folder, 'nvidia-smi'), `#!/bin/sh\necho "${smi}"\n`);
  chmodSync(path.join(folder, 'nvidia-smi'), 0o755);
  const environment = {
    PATH: `${folder}:${process.env.PATH}`,
    VK_ICD_FILENAMES: '/dev/null',
    VK_DRIVER_FILES: '/dev/null',
  };
  const run = await runBundle(['--corpus', 'corpus.txt', '--model', TINY_MODEL, ...words], { folder, environment });
  return { ...run, folder };
}

it('device auto goes on without a GPU that lacks something, and says what', async () => {
  const { code, folder, stdout } = await runOn('NVIDIA L4, 580.95.05, 23034 MiB, 8.9');
  expect(code).toBe(0);
  const reason = "NVIDIA L4 is there, but ONNX Runtime's CUDA provider is not: --device cuda fetches it once, 247 MB";
  expect(reportIn(folder).device).toEqual({ used: 'cpu', reason });
  expect(stdout).toContain(`device        cpu: ${reason}\n`);
});

it('device cuda ends a run that cannot use it', async () => {
  const { code, stderr } = await runOn('No devices were found', '--device', 'cuda');
  expect([code, stderr]).toEqual([
    1,
    'error: device cuda cannot be used: nvidia-smi lists no GPU. See docs/gpu-runners.md, or use --device cpu.\n',
  ]);
});

it('device webgpu ends a run without an adapter, and says what to install', async () => {
  const { code, stderr } = await runOn('', '--device', 'webgpu');
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/error: device webgpu cannot be used: Failed to get a WebGPU adapter.*Install libvulkan1/),
  ]);
});

it('vectors of a device get keys of their own where that is asked for, and only with a device that is certain', async () => {
  const { stderr } = await runOn('', '--device-vectors', 'own');
  expect(stderr).toMatch(/^error: device-vectors: "own" needs device cuda or webgpu, not auto/);
});
