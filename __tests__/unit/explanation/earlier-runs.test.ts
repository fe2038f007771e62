import { describe, expect, it } from '@jest/globals';
import { FolderLedger } from '../../../src/cache/folder-ledger';
import { ledgerName } from '../../../src/cache/ledger';
import { leaveTrace, type RunTrace, readEarlierRuns } from '../../../src/explanation/earlier-runs';
import { FINGERPRINT, tierFacts } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const NAMES = { corpus: 'ef'.repeat(16), fingerprint: FINGERPRINT };
const AT = Date.parse('2025-01-02T03:04:05.000Z');
const TRACE: RunTrace = {
  at: AT,
  texts: 1200,
  digest: '1200-a-b-c',
  sample: ['aaaaaaaa', 'bbbbbbbb'],
  ttlSeconds: 60,
  parts: { pooling: 'mean', normalize: 'true' },
  contractKnownBy: [],
};

describe('what runs leave for those after them', () => {
  const folder = temporaryFolder();
  const ledger = (name = 'one') => new FolderLedger(folder.path(name), true);

  it('is found by the next run on the same corpus', async () => {
    await leaveTrace([ledger()], [tierFacts({ name: 'runner cache', missed: 5, madeUp: 2 })], NAMES, TRACE);
    expect(await readEarlierRuns([ledger()], NAMES)).toEqual({
      last: { at: AT, fingerprint: FINGERPRINT, parts: TRACE.parts },
      same: {
        at: AT,
        texts: 1200,
        digest: '1200-a-b-c',
        sample: ['aaaaaaaa', 'bbbbbbbb'],
        ttlSeconds: 60,
        owed: 3,
        knownBy: ['runner cache'],
      },
      contractKnownBy: ['runner cache'],
      silent: [],
    });
  });

  it('tells the last run apart from the last one with the same contract', async () => {
    const other = { ...NAMES, fingerprint: 'cd'.repeat(32) };
    await leaveTrace([ledger()], [], NAMES, TRACE);
    await leaveTrace([ledger()], [], other, { ...TRACE, at: AT + 1000, parts: { pooling: 'cls' } });
    const earlier = await readEarlierRuns([ledger()], NAMES);
    expect([earlier.last?.parts, earlier.last?.at, earlier.same?.at]).toEqual([{ pooling: 'cls' }, AT + 1000, AT]);
  });

  it('is nothing to a run on another corpus, but for the contract', async () => {
    await leaveTrace([ledger()], [], NAMES, TRACE);
    expect(await readEarlierRuns([ledger()], { ...NAMES, corpus: '00'.repeat(16) })).toEqual({
      contractKnownBy: ['runner cache'],
      silent: [],
    });
  });

  it('comes from the ledger that knows the latest', async () => {
    await leaveTrace([ledger('old')], [], NAMES, TRACE);
    await leaveTrace([ledger('new')], [], NAMES, { ...TRACE, at: AT + 1, texts: 7 });
    const ledgers = [ledger('old'), ledger('new'), ledger('none')];
    expect((await readEarlierRuns(ledgers, NAMES)).same).toMatchObject({ texts: 7, knownBy: ['runner cache'] });
    expect((await readEarlierRuns(ledgers.reverse(), NAMES)).same).toMatchObject({ texts: 7 });
  });

  it('keeps when a contract was first used', async () => {
    await leaveTrace([ledger()], [], NAMES, TRACE);
    await leaveTrace([ledger()], [], NAMES, { ...TRACE, at: AT + 1000, contractKnownBy: ['runner cache'] });
    await leaveTrace([ledger()], [], NAMES, { ...TRACE, at: AT + 2000, contractKnownBy: undefined });
    expect(await ledger().read(ledgerName('contract', FINGERPRINT))).toEqual({
      contract: '{"normalize":"true","pooling":"mean"}',
      first: '2025-01-02T03:04:05.000Z',
      last: '2025-01-02T03:04:06.000Z',
    });
  });

  it.each([
    ['no time', { at: 'yesterday' }],
    ['no fingerprint', { fingerprint: '../../etc' }],
  ])('counts for nothing if it has %s', async (_, fields) => {
    await leaveTrace([ledger()], [], NAMES, TRACE);
    await ledger().write(ledgerName('corpus', NAMES.corpus), fields);
    expect((await readEarlierRuns([ledger()], NAMES)).last).toBeUndefined();
  });

  it.each(['', '[]', 'null', '"text"', '{"pooling":7}', '{'])('knows no contract that is %j', async (json) => {
    await leaveTrace([ledger()], [], NAMES, TRACE);
    await ledger().write(ledgerName('corpus', NAMES.corpus), { contract: json });
    expect((await readEarlierRuns([ledger()], NAMES)).last).toMatchObject({ parts: undefined });
  });
});
