import { expect, it } from '@jest/globals';
import { readDaysOfUse, useOf } from '../../../src/audit/use-ledger';
import { UseNotes } from '../../../src/audit/use-notes';
import { FolderLedger } from '../../../src/cache/folder-ledger';
import { FINGERPRINT, resolveFacts } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();
const STARTED = new Date('2026-01-02T23:00:00Z');
const today = (): string => new Date().toISOString().slice(0, 10);

/** Notes of a run, how far it is, and what its ledger holds, as day, runs, texts. */
function notes(name: string) {
  const ledger = new FolderLedger(folder.path(name), true);
  let asked = 0;
  const of = new UseNotes([ledger], FINGERPRINT, STARTED, () =>
    useOf(resolveFacts({ unique: asked, hits: asked }), [], 10),
  );
  return {
    of,
    ask: (texts: number) => {
      asked = texts;
    },
    days: async () =>
      (await readDaysOfUse(ledger, await ledger.names('use:'))).map(({ day, runs, unique }) => [day, runs, unique]),
  };
}

it('notes a run once, on the day on which it began, and nothing of one that asked for nothing', async () => {
  const run = notes('run');
  await run.of.atEnd();
  expect(await run.days()).toEqual([]);
  const asking = notes('asking');
  asking.ask(7);
  await asking.of.atEnd();
  expect(await asking.days()).toEqual([['2026-01-02', 1, 7]]);
});

it('notes a service from its start on, as one run, and each text of it once', async () => {
  const service = notes('service');
  await service.of.soFar();
  expect(await service.days()).toEqual([[today(), 1, 0]]);
  service.ask(5);
  await service.of.soFar();
  await service.of.soFar();
  service.ask(9);
  await service.of.atEnd();
  expect(await service.days()).toEqual([[today(), 1, 9]]);
});
