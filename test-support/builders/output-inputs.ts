import type { OutputInputs } from '../../src/output/open';
import type { Provenance } from '../../src/output/output';
import { contract } from './contract';

/** What `openOutput` is asked, as the inputs are by themselves. */
export function outputInputs(output: string, overrides: Partial<OutputInputs> = {}): OutputInputs {
  return { output, outputFormat: 'auto', outputDtype: 'float32', outputShardRows: 0, ...overrides };
}

/** Of vectors with so many components. */
export function provenance(dimensions: number): Provenance {
  return { fingerprint: 'ab'.repeat(32), contract: contract({ dimensions }) };
}
