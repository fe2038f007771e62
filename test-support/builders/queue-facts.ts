import type { QueueFacts } from '../../src/queue/queue';

/** A worker that took eight messages, and met everything that can happen to one. */
export function queueFacts(overrides: Partial<QueueFacts> = {}): QueueFacts {
  return {
    address: 'eo1:queue at redis://cache:6379',
    group: 'embed-once',
    taken: 8,
    claimed: 1,
    done: 3,
    withoutWork: 0,
    doneElsewhere: 1,
    retried: 1,
    givenBack: 1,
    dead: 2,
    doneByKind: { document: 3 },
    deadMessages: [{ entry: '1-0', message: 'document b.pdf', reason: 'it is no PDF' }],
    files: 3,
    waiting: 4,
    end: 'signal',
    ...overrides,
  };
}
