import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { RUNTIME_VERSION } from '../../src/embedder/runtime';
import { ENCODERS } from '../../test-support/builders/encoders';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { texts } from '../../test-support/builders/vectors';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

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
  const reason =
    "ONNX Runtime's CUDA provider for NVIDIA L4 is not installed: --device cuda downloads it once (247 MB)";
  expect(reportIn(folder).device).toEqual({ used: 'cpu', reason });
  expect(stdout).toContain(`device        cpu: ${reason}\n`);
});

/**
 * A folder with no CUDA provider but another library of ONNX Runtime's under its names, which tells its version. ONNX Runtime itself finds
 * out that it is none, when the model is loaded.
 */
function foreignProvider(): string {
  const folder = path.join(root, 'foreign-provider');
  mkdirSync(folder, { recursive: true });
  const library = readFileSync('dist/bin/napi-v6/linux/x64/onnxruntime_binding.node');
  writeFileSync(path.join(folder, 'libonnxruntime_providers_shared.so'), library);
  const named = Buffer.concat([library, Buffer.from(`\0${RUNTIME_VERSION}\0`)]);
  writeFileSync(path.join(folder, 'libonnxruntime_providers_cuda.so'), named);
  return folder;
}

it('device auto leaves a GPU on which the model does not load, and embeds on the CPU', async () => {
  const asked = ['--ort-dir', foreignProvider(), '--output', 'vectors.npy'];
  const { code, folder, stderr } = await runOn('NVIDIA L4, 580.95.05, 23034 MiB, 8.9', ...asked);
  expect([code, reportIn(folder).device]).toEqual([0, { used: 'cpu', reason: 'Failed to load shared library' }]);
  expect(stderr).toMatch(/undefined symbol: Provider_SetHost/);
  const cpu = await runOn('', '--device', 'cpu', '--output', 'vectors.npy');
  expect(reportIn(cpu.folder).device).toEqual({ used: 'cpu', reason: 'it was asked for' });
  expect(readFileSync(path.join(folder, 'vectors.npy'))).toEqual(readFileSync(path.join(cpu.folder, 'vectors.npy')));
});

it('device cuda ends a run in which the model does not load there, and says what to do', async () => {
  const asked = ['--ort-dir', foreignProvider(), '--device', 'cuda'];
  const { code, stderr } = await runOn('NVIDIA L4, 580.95.05, 23034 MiB, 8.9', ...asked);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/\nerror: device cuda cannot be used: Failed to load shared library\. The lines above show/),
  ]);
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

it('what is computed in integers is computed on the CPU, or not at all', async () => {
  const quantized = ['--model', path.join(ENCODERS, 'bge'), '--prompt', 'none', '--dtype', 'quantized'];
  const found = await runOn('NVIDIA L4, 580.95.05, 23034 MiB, 8.9', ...quantized);
  expect([found.code, reportIn(found.folder).device]).toEqual([
    0,
    { used: 'cpu', reason: 'dtype quantized is computed on the CPU alone' },
  ]);
  const { code, stderr } = await runOn('', '--dtype', 'q8', '--device', 'cuda');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: dtype: "q8" needs the CPU\./)]);
});
