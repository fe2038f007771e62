import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { ModelError, messageOf } from '../base/errors';

export type Runtime = typeof Ort;

/** Version of the runtime in `dist`, and the one to install if `dist` has none. */
export const RUNTIME_VERSION = '1.30.0';

/**
 * Loads ONNX Runtime: from `dist` on linux x64 and arm64, else from the working directory. No other code here imports the runtime.
 * @param folder of the running bundle, whose sibling `bin` contains the native libraries
 * @param natives another folder with the same native libraries, beside which the runtime finds the CUDA provider
 * @throws ModelError naming the package to install
 */
export async function loadRuntime(folder: string, natives?: string): Promise<Runtime> {
  const platform = `${process.platform}/${process.arch}`;
  const binding = path.join(folder, '..', 'bin', 'napi-v6', platform, 'onnxruntime_binding.node');
  try {
    // The loader identifies libraries by name, so the other binding links to those loaded here.
    if (natives) process.dlopen({ exports: {} }, path.join(natives, 'onnxruntime_binding.node'));
    if (existsSync(binding)) return await import('onnxruntime-node');
    return createRequire(`${process.cwd()}${path.sep}`)('onnxruntime-node');
  } catch (error) {
    throw new ModelError(
      existsSync(binding)
        ? `ONNX Runtime ${RUNTIME_VERSION} does not start on this machine: ${messageOf(error)}`
        : `cannot load ONNX Runtime: embed-once includes it only for linux x64 and arm64, and this is ${platform}. Run "npm install onnxruntime-node@${RUNTIME_VERSION}" in ${process.cwd()}, then start again.`,
      { cause: error },
    );
  }
}
