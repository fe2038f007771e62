import type { EnqueueFacts, QueueFacts } from '../queue/queue';
import { type MetricFamily, type MetricSample, renderExposition } from './exposition';

type Labels = MetricSample['labels'];

/** The outcomes of a message, and the fact that counts each. */
const OUTCOMES = {
  done: 'done',
  'done-elsewhere': 'doneElsewhere',
  retried: 'retried',
  'given-back': 'givenBack',
  dead: 'dead',
} as const;

/** Returns the metrics of a worker's queue. */
export function queueFamilies(facts: QueueFacts, labels: Labels): MetricFamily[] {
  const of = { ...labels, queue: facts.address };
  return [
    family(
      'messages',
      'Messages that the worker took, by outcome.',
      Object.entries(OUTCOMES).map(([outcome, fact]) => [{ ...of, outcome }, facts[fact]]),
    ),
    family('claimed_messages', 'Messages taken over from silent workers.', [[of, facts.claimed]]),
    family('written_files', 'Files written for documents.', [[of, facts.files]]),
    ...waitingFamily(facts.waiting, of),
  ];
}

/** Returns the metrics of mode enqueue. */
export function renderEnqueueMetrics(facts: EnqueueFacts): string {
  const of = { queue: facts.address };
  return renderExposition([
    family('added_messages', 'Messages added.', [[{ ...of, kind: facts.kind }, facts.added]]),
    family('known_messages', 'Messages already in the queue.', [[{ ...of, kind: facts.kind }, facts.known]]),
    ...waitingFamily(facts.waiting, of),
  ]);
}

function waitingFamily(waiting: number | undefined, of: Labels): MetricFamily[] {
  if (waiting === undefined) return [];
  return [family('waiting_messages', 'Messages without a worker at the end.', [[of, waiting]])];
}

function family(name: string, help: string, samples: readonly (readonly [Labels, number])[]): MetricFamily {
  return { name: `embed_once_queue_${name}`, help, samples: samples.map(([labels, value]) => ({ labels, value })) };
}
