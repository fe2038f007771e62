import { counted, duration } from '../base/wording';
import type { RunReport } from './run-report';

/** What reuse saved against computing everything; undefined where nothing was reused. */
export function savedLine({ mode, texts, saved }: Pick<RunReport, 'mode' | 'texts' | 'saved'>): string | undefined {
  if (mode === 'plan' || mode === 'validate' || texts.hits === 0) return undefined;
  if (!saved) return 'not known: no run that embedded with this model has left its rate in a tier';
  const rate =
    saved.millisecondsPerText < 10 ? saved.millisecondsPerText.toPrecision(2) : saved.millisecondsPerText.toFixed(0);
  const whose = saved.from === 'this run' ? 'this run' : `earlier runs on ${saved.device}`;
  return `about ${duration(saved.seconds)} of embedding: ${counted(saved.texts, 'text')} that were there, at the ${rate} ms a text of ${whose}`;
}
