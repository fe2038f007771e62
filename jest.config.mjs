export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }] },
  // Shares the outer realm's typed arrays, which ONNX Runtime's native code insists on.
  testEnvironment: '<rootDir>/test-support/run/environment.mjs',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Every core: tests wait for processes and servers half of the time.
  maxWorkers: '100%',
  // Ends what hangs, and nothing that is slow beside other work.
  testTimeout: 300_000,
};
