import { expect, it } from '@jest/globals';
import { explainFailure, isOutOfMemory } from '../../../../src/embedder/device/failure';

it.each([
  'Failed to allocate memory for requested buffer of size 402653184',
  'Available memory of 1024 is smaller than requested bytes of 4096',
  'CUDA failure 2: out of memory ; GPU=0',
  'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED',
  'VK_ERROR_OUT_OF_DEVICE_MEMORY',
  'std::bad_alloc',
])('%s is a want of memory', (message) => {
  expect(isOutOfMemory(message)).toBe(true);
});

it.each([
  'CUDA failure 35: CUDA driver version is insufficient',
  'invalid dimensions',
  'CUDA failure 209: no kernel image',
])('%s is none', (message) => {
  expect(isOutOfMemory(message)).toBe(false);
});

it('says of a failure what tells something, and what to do', () => {
  // Recorded from ONNX Runtime 1.30.0 on a machine without a driver.
  const message =
    '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:154 CudaCall(…) CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=vm ; file=…';
  expect(explainFailure('cuda', message, undefined).message).toMatch(
    /^device cuda cannot be used: CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version\. See the requirements/,
  );
});
