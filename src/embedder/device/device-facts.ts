import type { Device } from './choose';

/** Identifies a device; embedding rates are stored per device. */
export interface DeviceChoice {
  readonly used: Device;
  /** Name of the GPU, if known. */
  readonly name?: string;
}

/** The device of a run, for reports. */
export interface DeviceFacts extends DeviceChoice {
  /** One sentence without its full stop. */
  readonly reason: string;
  /** Absent on the CPU. */
  readonly canaries?: CanaryFacts;
}

/** Results of the canary texts on a GPU. A deviation is that of the worst text, as a fraction of its vector's length. */
export interface CanaryFacts {
  readonly texts: number;
  /** Length of the difference. */
  readonly fromCpu: number;
  /** Largest difference of a component between the vectors of a batch and those of single texts. */
  readonly fromBatch: number;
  /** Whether `fromBatch` was too large, so texts are embedded one by one. */
  readonly oneByOne: boolean;
}
