import { once } from 'node:events';
import { openChunker } from '../../chunking/chunk';
import type { Inputs } from '../../inputs/inputs';
import type { RunReport } from '../../report/run-report';
import { readGoldenSet } from '../../validation/golden/golden-file';
import { refuseUnusable } from '../../validation/subject';
import { Admission } from '../serve/admission';
import { EventAnswerer } from '../serve/event-answerer';
import { EventServer } from '../serve/event-server';
import { EventWork } from '../serve/event-work';
import { GoldenVerdict } from '../serve/golden-verdict';
import { renderServiceMetrics } from '../serve/service-metrics';
import { Session } from '../session';
import type { Surroundings } from '../surroundings';

/** After a signal, requests in progress have this long to finish. Then computed shares are stored, within the grace time. */
const DRAIN_MS = 4_000;
/** Interval at which the service notes that its vectors are in use. Without notes for a day or more, they count as orphans. */
const NOTE_MS = 600_000;

/** Answers events over HTTP until a signal ends it, then finishes the events in progress. */
export async function serve(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const { platform, signal } = surroundings;
  const golden = inputs.goldenSet === '' ? undefined : await readGoldenSet(inputs.goldenSet);
  if (golden) refuseUnusable(golden, inputs);
  const admission = new Admission(inputs.serveConcurrency, inputs.serveQueue);
  const giveUp = new AbortController();
  let session: Session | undefined;
  let answerer: EventAnswerer | undefined;
  let noting: NodeJS.Timeout | undefined;
  const server = await EventServer.listen({
    ...inputs,
    info: (message) => platform.info(message),
    error: (message) => platform.error(message),
    metrics: ({ answered, seconds, ready }) => {
      const { atWork, waiting } = admission;
      const facts = { answered, seconds, repeats: answerer?.answers.repeats ?? 0, atWork, waiting, ready };
      return renderServiceMetrics(facts, session?.accounting.report({}));
    },
  });
  platform.info(`listening on port ${server.port}`);
  try {
    // A signal of its own: events in progress are finished after the first one.
    session = await Session.open(inputs, { ...surroundings, signal: giveUp.signal });
    const ended = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    // Once, before the first event.
    await openChunker(inputs, session.identity.model);
    await Promise.race([session.embedding.loadModel(), ended]);
    if (!signal.aborted) {
      const verdict = golden && new GoldenVerdict(golden, inputs, session);
      const work = new EventWork(inputs, session, verdict, giveUp.signal);
      answerer = new EventAnswerer(work, admission, `/embed-once/${session.identity.model.fingerprint.slice(0, 16)}`);
      server.begin(answerer);
      void session.accounting.noteUse();
      noting = setInterval(() => void session?.accounting.noteUse(), NOTE_MS).unref();
      platform.info(`ready after ${performance.now().toFixed(0)} ms: ${session.identity.model.name}`);
    }
    await ended;
    await server.drain(DRAIN_MS, () => giveUp.abort(signal.reason));
    return await session.finish({});
  } finally {
    clearInterval(noting);
    await server.close();
    await session?.close();
  }
}
