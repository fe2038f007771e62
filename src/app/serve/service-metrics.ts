import { renderExposition } from '../../report/exposition';
import { renderRunMetrics } from '../../report/metrics';
import type { RunReport } from '../../report/run-report';

/** What the service did until now. */
export interface ServiceFacts {
  /** Requests with an event, by the status of the answer. */
  readonly answered: ReadonlyMap<number, number>;
  /** Seconds from the end of the body to the answer, of all of them. */
  readonly seconds: number;
  /** Of these, events that were known, or under way. */
  readonly repeats: number;
  readonly atWork: number;
  readonly waiting: number;
  readonly ready: boolean;
}

/** The service for Prometheus, and what it came to so far as of a run. */
export function renderServiceMetrics(facts: ServiceFacts, report: RunReport | undefined): string {
  const gauge = (name: string, help: string, value: number) => ({
    name: `embed_once_serve_${name}`,
    help,
    samples: [{ labels: {}, value }],
  });
  const total = (name: string, help: string, value: number) =>
    ({ ...gauge(`${name}_total`, help, value), type: 'counter' }) as const;
  const service = renderExposition([
    {
      name: 'embed_once_serve_events_total',
      help: 'Events that were answered, by status.',
      type: 'counter',
      samples: [...facts.answered].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    },
    total('seconds', 'Time that answering them took.', facts.seconds),
    total('repeats', 'Of them, those that were answered before or at that moment.', facts.repeats),
    gauge('events_at_work', 'Events at work.', facts.atWork),
    gauge('events_waiting', 'Events that wait for those.', facts.waiting),
    gauge('ready', 'Whether the model is loaded and events are taken: 1 or 0.', Number(facts.ready)),
  ]);
  return service + (report ? renderRunMetrics(report) : '');
}
