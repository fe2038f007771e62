import type { Rate } from './prediction';
import type { Measured } from './rates';

/** The time to embed the texts that were found. */
export interface TimeSaved {
  readonly texts: number;
  readonly seconds: number;
  readonly millisecondsPerText: number;
  /** The source of the rate. */
  readonly from: 'this run' | 'earlier runs';
  /** See device.ts. */
  readonly device: string;
}

/** With fewer texts, earlier runs are a better measure of the rate. */
const TEXTS_FOR_A_RATE = 100;

/**
 * Does not count loading the model: a run that embeds one text loads it as well.
 * @param hits texts whose vector was found
 * @param measured the embedding of this run, on this device
 * @param earlier the rate of earlier runs with this model
 * @returns undefined without hits or without a known rate
 */
export function timeSaved(
  hits: number,
  measured: Measured & { readonly device: string },
  earlier: Rate | undefined,
): TimeSaved | undefined {
  const own = { ...measured, from: 'this run' } as const;
  const others = earlier && ({ ...earlier, from: 'earlier runs' } as const);
  const rates = measured.texts >= TEXTS_FOR_A_RATE ? [own, others] : [others, own];
  const rate = rates.find((one) => one !== undefined && one.texts > 0 && one.milliseconds > 0);
  if (hits === 0 || !rate) return undefined;
  const millisecondsPerText = rate.milliseconds / rate.texts;
  const { from, device } = rate;
  return { texts: hits, seconds: (hits * millisecondsPerText) / 1000, millisecondsPerText, from, device };
}
