import { expect, it } from '@jest/globals';
import { auditTolerance } from '../../../../src/embedder/device/tolerances';

it('the audit takes nothing for wrong that a contract with a device allows, and else what it was told', () => {
  expect([auditTolerance(0.001, {}), auditTolerance(0.2, {})]).toEqual([0.001, 0.2]);
  expect([auditTolerance(0.001, { device: 'cuda' }), auditTolerance(0.2, { device: 'cuda' })]).toEqual([0.05, 0.2]);
});
