import type { TextKey } from '../keys/text-key';

/**
 * Single flight among runs: who holds the lease of a text computes it, and the others wait for the vector to appear. A lease
 * ends when it is released, or when its holder stops renewing it. None of this is needed for right results (the first writer
 * wins anyway), only for not computing twice; so it fails open: where leases cannot be had, everybody computes.
 */
export interface Leases {
  /** Whether there is anybody to share with: if not, all leases are granted without asking. */
  readonly shared: boolean;
  /** @returns for each key whether the lease is ours */
  acquire(keys: readonly TextKey[]): Promise<boolean[]>;
  /** Gives leases back, and tells those who wait. */
  release(keys: readonly TextKey[]): Promise<void>;
  /** Waits until somebody gave leases back, or for so long that one may have run out. */
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
