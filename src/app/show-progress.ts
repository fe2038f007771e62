import type { Inputs } from '../inputs/inputs';
import type { Platform } from '../platform/platform';
import { Pace } from '../report/pace';
import { momentOf, renderProgress, type Stand } from '../report/progress';

const DRAW_MS = 100;
/** Interval at which the rate is measured between the lines of a log. */
const PACE_MS = 5000;
/** A log gets its first line after ten seconds. Each pause after it is twice as long, up to two minutes. */
const FIRST_LINE_MS = 10_000;
const LONGEST_PAUSE_MS = 120_000;

/** Shows the progress of a run: one line redrawn on a terminal, a new line now and then in a log. @returns a function that stops it */
export function showProgress(
  { progress }: Pick<Inputs, 'progress'>,
  platform: Pick<Platform, 'terminal' | 'draw' | 'info'>,
  stand: () => Stand,
): () => void {
  if (progress === 'off') return () => {};
  const started = performance.now();
  const pace = new Pace();
  const moment = () => momentOf(stand(), (performance.now() - started) / 1000, pace);
  if (platform.terminal) {
    const timer = setInterval(() => platform.draw(renderProgress(moment(), true)), DRAW_MS);
    return () => {
      clearInterval(timer);
      platform.draw(undefined);
    };
  }
  let pause = FIRST_LINE_MS;
  let timer = setTimeout(speak, pause);
  function speak(): void {
    platform.info(renderProgress(moment(), false));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    timer = setTimeout(speak, pause);
  }
  const looking = setInterval(moment, PACE_MS);
  return () => {
    clearTimeout(timer);
    clearInterval(looking);
  };
}
