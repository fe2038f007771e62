import { expect, it } from '@jest/globals';
import { enqueueDocument, queueLine } from '../../../../src/report/sections/queue';
import { renderSummary } from '../../../../src/report/summary';
import { queueFacts } from '../../../../test-support/builders/queue-facts';
import { accountText, pageText, runReport, summaryText } from '../../../../test-support/builders/run-report';

const LINE =
  '3 of 8 messages done, 1 taken over from silent workers, 1 done by other workers first, 1 returned for another try, 1 given back, 2 PUT ASIDE, 3 files written, 4 waiting, ended by a signal';

it('says of a worker all that became of its messages, and nothing that did not happen', () => {
  expect(queueLine(queueFacts())).toBe(LINE);
  const none = { claimed: 0, doneElsewhere: 0, retried: 0, givenBack: 0, dead: 0, files: 0, waiting: 0 };
  expect(queueLine(queueFacts({ ...none, taken: 1, done: 1, end: 'drained' }))).toBe(
    '1 of 1 message done, ended because the queue was empty',
  );
});

it('says it on the terminal, in the summary of a job and in the page', () => {
  const report = runReport({ mode: 'worker', queue: queueFacts() });
  expect(accountText(report)).toContain(`${LINE}  (eo1:queue at redis://cache:6379)`);
  expect(summaryText(report)).toContain('| Queue | 3 of 8 messages done, 1 taken over');
  const page = pageText(report);
  expect(page).toContain('<dt>Messages</dt><dd>3 <span class="muted"><bdi>2 put aside</bdi></span></dd>');
  expect(page).toMatch(/<dt>Queue<\/dt><dd>.*3 of 8 messages done, .* 4 waiting/);
  expect(pageText(runReport())).not.toContain('<dt>Queue</dt>');
});

it('says what was added, and what waits', () => {
  const facts = { address: 'q|x at redis://cache:6379', kind: 'document', added: 2, known: 1 } as const;
  expect(enqueueDocument({ ...facts, waiting: 3 }).last).toBe(
    '2 documents added to q|x at redis://cache:6379, 1 already in the queue; 3 waiting',
  );
  const document = enqueueDocument({ ...facts, known: 0 });
  expect(document.last).toBe('2 documents added to q|x at redis://cache:6379');
  expect(renderSummary(document)).toMatch(/^### embed-once: 2 documents added to q\\\|x/);
});
