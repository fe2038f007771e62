import { count, counted } from '../base/wording';
import type { EnqueueFacts, QueueFacts } from '../queue/queue';
import { cell } from './markdown';

/** What a worker took, and what became of it. */
export function queueLine(facts: QueueFacts): string {
  const { address, taken, claimed, done, withoutWork, doneElsewhere, retried, givenBack, dead, files, waiting, end } =
    facts;
  const parts = [`${count(done)} of ${counted(taken, 'message')} done`];
  if (withoutWork > 0) parts.push(`${count(withoutWork)} of them without anything to embed`);
  if (claimed > 0) parts.push(`${count(claimed)} taken over from workers that went silent`);
  if (doneElsewhere > 0) parts.push(`${count(doneElsewhere)} done by others first`);
  if (retried > 0) parts.push(`${count(retried)} put back to be tried again`);
  if (givenBack > 0) parts.push(`${count(givenBack)} given back`);
  if (dead > 0) parts.push(`${count(dead)} PUT ASIDE`);
  if (files > 0) parts.push(`${counted(files, 'file')} written`);
  parts.push(end === 'drained' ? 'then it was empty' : 'then a signal came');
  if (waiting !== undefined && waiting > 0) parts.push(`${count(waiting)} waiting`);
  return `${parts.join(', ')}  (${address})`;
}

/** What mode enqueue did. */
export function enqueueLine({ address, kind, added, known, waiting }: EnqueueFacts): string {
  const there = known > 0 ? `, ${count(known)} were there already` : '';
  const now = waiting === undefined ? '' : `; ${count(waiting)} waiting`;
  return `${counted(added, kind)} added to ${address}${there}${now}`;
}

/** The same as Markdown, for a job's summary page. */
export function renderEnqueueSummary(facts: EnqueueFacts): string {
  return `### embed-once: ${cell(enqueueLine(facts))}\n`;
}
