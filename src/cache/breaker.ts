/** Settings of a circuit breaker. Times in ms. */
export interface BreakerSettings {
  /** Number of recent calls that the failure rate covers. */
  readonly window: number;
  /** It never opens on fewer calls than this: one failed call is not a rate. */
  readonly minimumCalls: number;
  /** It opens if at least this share of them failed, 0 to 1. */
  readonly failureRate: number;
  /** Pause before the first probe; doubles after each failed probe, up to the longest. */
  readonly pause: number;
  readonly longestPause: number;
}

export const BREAKER_SETTINGS: BreakerSettings = {
  window: 20,
  minimumCalls: 3,
  failureRate: 0.5,
  pause: 1_000,
  longestPause: 30_000,
};

export type BreakerState = 'closed' | 'open' | 'half-open';

/** A change of state, for the report. */
export interface BreakerChange {
  readonly state: BreakerState;
  readonly reason: string;
}

/**
 * Keeps a run from waiting for a failing tier. A closed breaker lets calls through; an open one blocks them. After a pause it is
 * half-open and lets one probe through: if the probe succeeds, it closes; otherwise it opens for twice as long.
 *
 * It reads no clock: callers pass the time.
 */
export class Breaker {
  private state: BreakerState = 'closed';
  /** Whether each of the last calls failed. */
  private recent: boolean[] = [];
  private openedAt = 0;
  private pause: number;

  constructor(
    private readonly changed: (change: BreakerChange) => void,
    private readonly settings: BreakerSettings,
  ) {
    this.pause = settings.pause;
  }

  /** Whether calls go through. */
  get closed(): boolean {
    return this.state === 'closed';
  }

  /** Returns whether a probe is due, and claims it: the next one is due only after `probed`. */
  takeProbe(now: number): boolean {
    if (this.state !== 'open' || now - this.openedAt < this.pause) return false;
    this.become('half-open', `open for ${this.pause / 1000} s, asking again`);
    return true;
  }

  probed(now: number, failure?: string): void {
    if (this.state !== 'half-open') return;
    if (failure === undefined) {
      this.recent = [];
      this.pause = this.settings.pause;
      this.become('closed', 'it answers again');
    } else {
      this.pause = Math.min(this.pause * 2, this.settings.longestPause);
      this.open(now, failure);
    }
  }

  succeeded(): void {
    this.note(false);
  }

  failed(now: number, failure: string): void {
    this.note(true);
    if (this.state !== 'closed' || this.recent.length < this.settings.minimumCalls) return;
    const failures = this.recent.filter(Boolean).length;
    if (failures / this.recent.length < this.settings.failureRate) return;
    this.open(now, `${failures} of the last ${this.recent.length} calls failed, the last with: ${failure}`);
  }

  /** Opens at any failure rate: the connection is lost, or the tier costs more than it saves. */
  trip(now: number, reason: string): void {
    if (this.state === 'closed') this.open(now, reason);
  }

  private open(now: number, reason: string): void {
    this.openedAt = now;
    this.become('open', reason);
  }

  private note(failed: boolean): void {
    this.recent.push(failed);
    if (this.recent.length > this.settings.window) this.recent.shift();
  }

  private become(state: BreakerState, reason: string): void {
    this.state = state;
    this.changed({ state, reason });
  }
}
