import type { TextKey } from '../keys/text-key';

/**
 * Single flight among runs: the run that holds a text's lease computes it, and the others wait for the vector. A lease ends when
 * its holder releases it or stops renewing it. Leases only avoid duplicate work; results are correct without them, since the first
 * writer wins. So they fail open: if leases are unavailable, every run computes.
 */
export interface Leases {
  /** Whether runs share leases. If not, every lease is granted at once. */
  readonly shared: boolean;
  /** @returns for each key, whether this run holds the lease */
  acquire(keys: readonly TextKey[]): Promise<boolean[]>;
  /** Releases leases and notifies waiting runs. */
  release(keys: readonly TextKey[]): Promise<void>;
  /** Waits until another run releases leases, or until one may have expired. */
  change(): Promise<void>;
  close(): Promise<void>;
}

/** For a run that shares no tier. */
export class NoLeases implements Leases {
  readonly shared = false;

  async acquire(keys: readonly TextKey[]): Promise<boolean[]> {
    return keys.map(() => true);
  }

  async release(): Promise<void> {}
  async change(): Promise<void> {}
  async close(): Promise<void> {}
}
