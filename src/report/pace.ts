/** A rate is that of so much time: a run that finds its first texts and embeds the rest is not judged by both together. In s. */
const STRETCH = 30;
/** Moments are kept no closer. In s. */
const STEP = 1;

/** How fast a run goes, of late. */
export class Pace {
  private readonly moments: { readonly seconds: number; readonly done: number }[] = [{ seconds: 0, done: 0 }];

  /**
   * @param seconds since the run began; not less than before
   * @param done records
   * @returns records a second
   */
  rate(seconds: number, done: number): number {
    const { moments } = this;
    // The latest that is old enough and has something behind it. What comes in bursts is judged by at least one of them.
    while (moments.length > 1 && seconds - (moments[1]?.seconds ?? 0) >= STRETCH && (moments[1]?.done ?? 0) < done) {
      moments.shift();
    }
    const [since] = moments;
    if (seconds - (moments.at(-1)?.seconds ?? 0) >= STEP) moments.push({ seconds, done });
    if (!since || seconds <= since.seconds) return 0;
    return Math.max(0, done - since.done) / (seconds - since.seconds);
  }
}
