import type { Settings } from '../inputs/settings';
import type { Platform } from '../platform/platform';

/** The place of a run: a platform, a bundle and a signal. */
export interface Surroundings {
  readonly platform: Platform;
  readonly version: string;
  /** Folder of the bundle, which holds the default model and the embedder's own bundle. */
  readonly bundle: string;
  /** Aborted to end the run early; its reason is the name of the signal. */
  readonly signal: AbortSignal;
  /** The source of each input. */
  readonly settings: Settings;
  /** Warnings about the inputs, shown before the run began. */
  readonly warnings: readonly string[];
}

/** Warns on the platform, and keeps each warning for the report. */
export class Warnings {
  readonly all: string[];

  constructor({ platform, warnings }: Surroundings) {
    this.all = [...warnings];
    this.warn = (message) => {
      this.all.push(message);
      platform.warn(message);
    };
  }

  readonly warn: (message: string) => void;
}
