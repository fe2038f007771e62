import type { Device } from './choose';

/** Which device, as rates are kept by. */
export interface DeviceChoice {
  readonly used: Device;
  /** Of a GPU, where it is known. */
  readonly name?: string;
}

/** Where a run embedded, for reports. */
export interface DeviceFacts extends DeviceChoice {
  /** One sentence, without its full stop. */
  readonly reason: string;
  /** Absent on the CPU. */
  readonly canaries?: CanaryFacts;
}

/** What the canary texts came to on a GPU. Deviations are those of the worst text, as shares of its vector's length. */
export interface CanaryFacts {
  readonly texts: number;
  /** Length of the difference. */
  readonly fromCpu: number;
  /** Largest difference of a component, together from alone. */
  readonly fromBatch: number;
  /** Whether that was too much, so that a batch is one text. */
  readonly oneByOne: boolean;
}
