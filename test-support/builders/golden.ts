import type { GoldenText } from '../../src/validation/golden/golden-set';
import { FINGERPRINT } from './run-report';

/** A golden text with its approved vector. */
export function goldenText(text: string, vector: readonly number[], overrides: Partial<GoldenText> = {}): GoldenText {
  return {
    text,
    name: `name of ${text}`,
    mustInclude: [],
    mustExclude: [],
    fields: {},
    approved: { vector: Float32Array.from(vector), fingerprint: FINGERPRINT, neighbours: [] },
    ...overrides,
  };
}
