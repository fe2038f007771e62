import type { DeviceChoice } from '../embedder';
import type { CanaryFacts } from './canary-check';

/** Where a run embedded, for reports. */
export interface DeviceFacts extends DeviceChoice {
  /** One sentence, without its full stop. */
  readonly reason: string;
  /** Absent on the CPU. */
  readonly canaries?: CanaryFacts;
}
