/** Seconds that a rate covers, so early hits do not raise the rate of later embedding. */
const STRETCH = 30;
/** Least seconds between two kept moments. */
const STEP = 1;

/** The recent pace of a run. */
export class Pace {
  private readonly moments: { readonly seconds: number; readonly done: number }[] = [{ seconds: 0, done: 0 }];

  /**
   * Returns the recent records per second.
   * @param seconds since the start of the run; never decreases
   * @param done records
   */
  rate(seconds: number, done: number): number {
    const { moments } = this;
    // Keeps the latest moment that is old enough and has progress after it, so the rate covers at least one burst.
    while (moments.length > 1 && seconds - (moments[1]?.seconds ?? 0) >= STRETCH && (moments[1]?.done ?? 0) < done) {
      moments.shift();
    }
    const [since] = moments;
    if (seconds - (moments.at(-1)?.seconds ?? 0) >= STEP) moments.push({ seconds, done });
    if (!since || seconds <= since.seconds) return 0;
    return Math.max(0, done - since.done) / (seconds - since.seconds);
  }
}
