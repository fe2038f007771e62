import { expect, it } from '@jest/globals';
import { accountOf, renderAccount } from '../../../src/report/account';
import { renderHtml } from '../../../src/report/html/page';
import { enqueueLine, queueLine, renderEnqueueSummary } from '../../../src/report/queue-lines';
import { renderSummary } from '../../../src/report/summary';
import { queueFacts } from '../../../test-support/builders/queue-facts';
import { runReport } from '../../../test-support/builders/run-report';

const LINE =
  '3 of 8 messages done, 1 taken over from workers that went silent, 1 done by others first, 1 put back to be tried again, 1 given back, 2 PUT ASIDE, 3 files written, then a signal came, 4 waiting  (eo1:queue at redis://cache:6379)';

it('says of a worker all that became of its messages, and nothing that did not happen', () => {
  expect(queueLine(queueFacts())).toBe(LINE);
  const none = { claimed: 0, doneElsewhere: 0, retried: 0, givenBack: 0, dead: 0, files: 0, waiting: 0 };
  expect(queueLine(queueFacts({ ...none, taken: 1, done: 1, end: 'drained' }))).toBe(
    '1 of 1 message done, then it was empty  (eo1:queue at redis://cache:6379)',
  );
});

it('says it on the terminal, in the summary of a job and in the page', () => {
  const report = runReport({ mode: 'worker', queue: queueFacts() });
  expect(renderAccount(accountOf(report))).toContain(LINE);
  expect(renderSummary(report)).toContain('| Queue | 3 of 8 messages done, 1 taken over');
  const page = renderHtml(report);
  expect(page).toContain('<dt>Messages</dt><dd>3 done <span class="muted">2 put aside</span></dd>');
  expect(page).toMatch(/<dt>Queue<\/dt><dd>.*3 of 8 messages done, .* 4 waiting/);
  expect(renderHtml(runReport())).not.toContain('<dt>Queue</dt>');
});

it('says what was added, and what waits', () => {
  const facts = { address: 'q|x at redis://cache:6379', kind: 'document', added: 2, known: 1 } as const;
  expect(enqueueLine({ ...facts, waiting: 3 })).toBe(
    '2 documents added to q|x at redis://cache:6379, 1 were there already; 3 waiting',
  );
  expect(enqueueLine({ ...facts, known: 0 })).toBe('2 documents added to q|x at redis://cache:6379');
  expect(renderEnqueueSummary(facts)).toMatch(/^### embed-once: 2 documents added to q\\\|x/);
});
