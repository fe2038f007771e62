import type { CorpusFacts } from '../corpus/record';
import type { Inputs } from '../inputs';
import type { Platform } from '../platform/platform';
import type { ResolveFacts } from '../resolve';
import { momentOf, renderProgress } from './progress';

const DRAW_MS = 100;
/** A log gets its first line after ten seconds, and each next one after twice as long, up to two minutes. */
const FIRST_LINE_MS = 10_000;
const LONGEST_PAUSE_MS = 120_000;

/** Shows how the run goes on: drawn over on a terminal, now and then in a log. @returns what ends it */
export function showProgress(
  { progress }: Pick<Inputs, 'progress'>,
  platform: Pick<Platform, 'terminal' | 'draw' | 'info'>,
  facts: () => { corpus: CorpusFacts; texts: ResolveFacts; embeds?: boolean },
): () => void {
  if (progress === 'off') return () => {};
  const started = performance.now();
  const line = (bar: boolean): string => {
    const { corpus, texts, embeds } = facts();
    return renderProgress(momentOf(corpus, texts, (performance.now() - started) / 1000, embeds), bar);
  };
  if (platform.terminal) {
    const timer = setInterval(() => platform.draw(line(true)), DRAW_MS);
    return () => {
      clearInterval(timer);
      platform.draw(undefined);
    };
  }
  let pause = FIRST_LINE_MS;
  let timer = setTimeout(speak, pause);
  function speak(): void {
    platform.info(line(false));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    timer = setTimeout(speak, pause);
  }
  return () => clearTimeout(timer);
}
