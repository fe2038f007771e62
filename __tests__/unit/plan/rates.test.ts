import { describe, expect, it } from '@jest/globals';
import { FolderLedger } from '../../../src/cache/folder-ledger';
import { predict } from '../../../src/plan/prediction';
import { readRate, readRates, recordRate } from '../../../src/plan/rates';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();
const FINGERPRINT = 'ab'.repeat(32);
const RUN = { texts: 10, tokens: 2000, milliseconds: 1000.4, loadMilliseconds: 300.6 };
const ledger = (name = 'a') => new FolderLedger(folder.path(name), true);

describe('rates', () => {
  it('are sums over the runs of one model on one device', async () => {
    await recordRate([ledger()], FINGERPRINT, 'cpu-2-x', RUN);
    await recordRate([ledger()], FINGERPRINT, 'cpu-2-x', { ...RUN, milliseconds: 3000 });
    await recordRate([ledger()], FINGERPRINT, 'cpu-4-x', RUN);
    await recordRate([ledger()], 'cd'.repeat(32), 'cpu-2-x', RUN);
    const rate = await readRate([ledger()], FINGERPRINT, 'cpu-2-x');
    expect(rate).toEqual({
      device: 'cpu-2-x',
      runs: 2,
      texts: 20,
      tokens: 4000,
      milliseconds: 4000,
      squares: 500_400 + 4_500_000,
      loadMilliseconds: 602,
    });
    expect(rate && predict(rate, [{ texts: 1, tokens: 1000 }], undefined).seconds.expected).toBeCloseTo(1.301);
  });

  it('of runs that end at once are all counted', async () => {
    await Promise.all(Array.from({ length: 20 }, () => recordRate([ledger()], FINGERPRINT, 'cpu-2-x', RUN)));
    expect(await readRate([ledger()], FINGERPRINT, 'cpu-2-x')).toMatchObject({ runs: 20, tokens: 40_000 });
  });

  it('go into every ledger, and come from the first that has them', async () => {
    await recordRate([ledger('a'), ledger('b')], FINGERPRINT, 'cpu-2-x', RUN);
    await recordRate([ledger('b')], FINGERPRINT, 'cpu-2-x', RUN);
    const runs = async (...names: string[]) => (await readRate(names.map(ledger), FINGERPRINT, 'cpu-2-x'))?.runs;
    expect([await runs('a', 'b'), await runs('b', 'a'), await runs('empty', 'b'), await runs('empty')]).toEqual([
      1,
      2,
      2,
      undefined,
    ]);
  });

  it('are listed for all devices, the one used last first, without those that are no device', async () => {
    await recordRate([ledger()], FINGERPRINT, 'cpu-2-x', RUN);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await recordRate([ledger()], FINGERPRINT, 'cuda-y', RUN);
    const forged = { 'cpu-\u001b[2J': '9', 'gpu-9': '9', 'cpu-never-ran': '9' };
    await ledger().write(`rates:${FINGERPRINT.slice(0, 16)}`, forged);
    expect((await readRates([ledger()], FINGERPRINT)).map(({ device }) => device)).toEqual(['cuda-y', 'cpu-2-x']);
  });

  it.each([{ runs: '0' }, { tokens: 'many' }, { ms: '-5' }])('are not known where %j was written', async (fields) => {
    await recordRate([ledger()], FINGERPRINT, 'cpu-2-x', RUN);
    await ledger().write(`rates:${FINGERPRINT.slice(0, 16)}:cpu-2-x`, fields as unknown as Record<string, string>);
    expect(await readRate([ledger()], FINGERPRINT, 'cpu-2-x')).toBeUndefined();
  });
});
