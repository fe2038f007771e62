import { count, counted } from '../../base/wording';
import type { EnqueueFacts, QueueFacts } from '../../queue/queue';
import type { ReportDocument } from './model';

/** Returns the messages that a worker took, by outcome. */
export function queueLine(facts: QueueFacts): string {
  const { taken, claimed, done, withoutWork, doneElsewhere, retried, givenBack, dead, files, waiting, end } = facts;
  const outcomes: readonly (readonly [number | undefined, string])[] = [
    [withoutWork, 'of them with nothing to embed'],
    [claimed, 'taken over from silent workers'],
    [doneElsewhere, 'done by other workers first'],
    [retried, 'returned for another try'],
    [givenBack, 'given back'],
    [dead, 'PUT ASIDE'],
    [files, files === 1 ? 'file written' : 'files written'],
    [waiting, 'waiting'],
  ];
  return [
    `${count(done)} of ${counted(taken, 'message')} done`,
    ...outcomes.filter(([amount]) => amount).map(([amount, outcome]) => `${count(amount ?? 0)} ${outcome}`),
    end === 'drained' ? 'ended because the queue was empty' : 'ended by a signal',
  ].join(', ');
}

/** Returns the report of mode enqueue, which is one line in every medium. */
export function enqueueDocument({ address, kind, added, known, waiting }: EnqueueFacts): ReportDocument {
  const before = known > 0 ? `, ${count(known)} already in the queue` : '';
  const now = waiting === undefined ? '' : `; ${count(waiting)} waiting`;
  const last = `${counted(added, kind)} added to ${address}${before}${now}`;
  return { title: `embed-once: ${last}`, last, sections: [] };
}
