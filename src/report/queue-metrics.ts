import type { EnqueueFacts, QueueFacts } from '../queue/queue';
import { type MetricFamily, type MetricSample, renderExposition } from './exposition';

type Labels = MetricSample['labels'];

/** How a message that a worker took can end, and by which fact it is counted. */
const OUTCOMES = {
  done: 'done',
  'done-elsewhere': 'doneElsewhere',
  retried: 'retried',
  'given-back': 'givenBack',
  dead: 'dead',
} as const;

/** What a worker took from its queue, for Prometheus. */
export function queueFamilies(facts: QueueFacts, labels: Labels): MetricFamily[] {
  const of = { ...labels, queue: facts.address };
  return [
    family(
      'messages',
      'Messages that the worker took, by what became of them.',
      Object.entries(OUTCOMES).map(([outcome, fact]) => [{ ...of, outcome }, facts[fact]]),
    ),
    family('claimed_messages', 'Of them, those taken over from workers that went silent.', [[of, facts.claimed]]),
    family('written_files', 'Files written for documents.', [[of, facts.files]]),
    ...waitingFamily(facts.waiting, of),
  ];
}

/** What mode enqueue did, for Prometheus. */
export function renderEnqueueMetrics(facts: EnqueueFacts): string {
  const of = { queue: facts.address };
  return renderExposition([
    family('added_messages', 'Messages that were added.', [[{ ...of, kind: facts.kind }, facts.added]]),
    family('known_messages', 'Messages that were there already.', [[{ ...of, kind: facts.kind }, facts.known]]),
    ...waitingFamily(facts.waiting, of),
  ]);
}

function waitingFamily(waiting: number | undefined, of: Labels): MetricFamily[] {
  if (waiting === undefined) return [];
  return [family('waiting_messages', 'Messages that no worker held when this ended.', [[of, waiting]])];
}

function family(name: string, help: string, samples: readonly (readonly [Labels, number])[]): MetricFamily {
  return { name: `embed_once_queue_${name}`, help, samples: samples.map(([labels, value]) => ({ labels, value })) };
}
