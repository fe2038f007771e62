import { type Ledger, type LedgerFields, ledgerName } from '../cache/ledger';
import type { Fingerprint } from '../keys/embedding-contract';
import { type Rate, SQUARE_SCALE } from './prediction';

/** Most devices to report, the ones used last: more would fill a report, and cost a round trip each. */
const MOST_DEVICES = 8;
/** Valid names of devices, because others can write to a shared ledger and its content is shown to people. */
const DEVICE = /^(cpu|cuda|webgpu)-[a-z0-9.-]{1,80}$/;

/** The measurements of a run. */
export interface Measured {
  readonly texts: number;
  readonly tokens: number;
  readonly milliseconds: number;
  readonly loadMilliseconds: number;
}

/** Adds a run to the rate of this model on this device, in every ledger. */
export async function recordRate(
  ledgers: readonly Ledger[],
  fingerprint: Fingerprint,
  device: string,
  { texts, tokens, milliseconds, loadMilliseconds }: Measured,
): Promise<void> {
  const amounts = {
    runs: 1,
    texts,
    tokens,
    ms: Math.max(1, Math.round(milliseconds)),
    squares: Math.round((milliseconds ** 2 / tokens) * SQUARE_SCALE),
    load: Math.round(loadMilliseconds),
  };
  await Promise.all(
    ledgers.map(async (ledger) => {
      await ledger.add(rateName(fingerprint, device), amounts);
      await ledger.write(devicesName(fingerprint), { [device]: new Date().toISOString() });
    }),
  );
}

/** @returns the rate in the first ledger that knows this device */
export async function readRate(
  ledgers: readonly Ledger[],
  fingerprint: Fingerprint,
  device: string,
): Promise<Rate | undefined> {
  return rateOf(device, await firstKnown(ledgers, rateName(fingerprint, device)));
}

/** @returns the rates of all devices on which this model ran, the one used last first */
export async function readRates(ledgers: readonly Ledger[], fingerprint: Fingerprint): Promise<Rate[]> {
  const known = Object.entries((await firstKnown(ledgers, devicesName(fingerprint))) ?? {})
    .filter(([device]) => DEVICE.test(device))
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .slice(0, MOST_DEVICES);
  const rates = await Promise.all(known.map(([device]) => readRate(ledgers, fingerprint, device)));
  return rates.filter((rate) => rate !== undefined);
}

async function firstKnown(ledgers: readonly Ledger[], name: string): Promise<LedgerFields | undefined> {
  for (const ledger of ledgers) {
    const fields = await ledger.read(name);
    if (fields) return fields;
  }
  return undefined;
}

/** Ignores fields that are not sums of runs, because something else wrote them. */
function rateOf(device: string, fields: LedgerFields | undefined): Rate | undefined {
  const sum = (field: string): number => Number(fields?.[field]);
  const [runs, tokens, milliseconds] = [sum('runs'), sum('tokens'), sum('ms')];
  const others = { texts: sum('texts'), squares: sum('squares'), loadMilliseconds: sum('load') };
  const sums = { runs, tokens, milliseconds, ...others };
  const usable = Object.values(sums).every(Number.isFinite) && runs > 0 && tokens > 0 && milliseconds > 0;
  return usable ? { device, ...sums } : undefined;
}

function devicesName(fingerprint: Fingerprint): string {
  return ledgerName('rates', fingerprint.slice(0, 16));
}

function rateName(fingerprint: Fingerprint, device: string): string {
  return ledgerName('rates', fingerprint.slice(0, 16), device);
}
