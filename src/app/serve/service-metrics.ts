import { renderExposition } from '../../report/exposition';
import { renderRunMetrics } from '../../report/metrics';
import type { RunReport } from '../../report/run-report';

/** The work of the service so far. */
export interface ServiceFacts {
  /** Requests with an event, by the status of the answer. */
  readonly answered: ReadonlyMap<number, number>;
  /** Sum of seconds from the end of the body to the answer. */
  readonly seconds: number;
  /** Of these, events with a kept or pending answer. */
  readonly repeats: number;
  readonly atWork: number;
  readonly waiting: number;
  readonly ready: boolean;
}

/** Renders the metrics of the service for Prometheus, followed by those of a run. */
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
