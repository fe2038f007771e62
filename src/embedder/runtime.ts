import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { ModelError, messageOf } from '../base/errors';

export type Runtime = typeof Ort;

/** Version of the runtime in `dist`, and the one to install where `dist` has none. */
export const RUNTIME_VERSION = '1.30.0';

/**
 * Loads ONNX Runtime: the one that `dist` carries for linux x64 and arm64, else one installed in the working directory.
 * The only import of the runtime in this project.
 * @param folder of the running bundle, whose sibling `bin` holds the native libraries
 * @param natives another folder with the same native libraries, and the CUDA provider beside them, which is looked for there
 * @throws ModelError with what to install
 */
export async function loadRuntime(folder: string, natives?: string): Promise<Runtime> {
  const platform = `${process.platform}/${process.arch}`;
  const binding = path.join(folder, '..', 'bin', 'napi-v6', platform, 'onnxruntime_binding.node');
  try {
    // What is loaded already is what the other binding is linked with: libraries are known by their names.
    if (natives) process.dlopen({ exports: {} }, path.join(natives, 'onnxruntime_binding.node'));
    if (existsSync(binding)) return await import('onnxruntime-node');
    return createRequire(`${process.cwd()}${path.sep}`)('onnxruntime-node');
  } catch (error) {
    throw new ModelError(
      existsSync(binding)
        ? `ONNX Runtime ${RUNTIME_VERSION} does not start on this machine: ${messageOf(error)}`
        : `embed-once carries ONNX Runtime for linux x64 and arm64, and this is ${platform}. Run "npm install onnxruntime-node@${RUNTIME_VERSION}" in ${process.cwd()}, and again.`,
      { cause: error },
    );
  }
}
