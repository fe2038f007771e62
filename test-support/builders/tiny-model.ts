import path from 'node:path';

/** A real encoder of a few kilobytes, 8 dimensions, made by scripts/fixtures/tiny-model/build.py: for tests that start many processes. */
export const TINY_MODEL = path.resolve('__tests__/fixtures/tiny-model');
export const TINY_DIMENSIONS = 8;
