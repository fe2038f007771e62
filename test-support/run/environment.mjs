import { TestEnvironment } from 'jest-environment-node';

/**
 * jest gives each test file a realm with typed arrays of its own, and ONNX Runtime's native code accepts only those of the
 * realm in which it was loaded. This environment shares the outer ones.
 */
export default class NativeArraysEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { Float32Array, BigInt64Array, Uint8Array, Uint16Array, ArrayBuffer });
  }
}
