import type { Rate } from './prediction';
import type { Measured } from './rates';

/** What it would have taken to embed the texts that were there. */
export interface TimeSaved {
  readonly texts: number;
  readonly seconds: number;
  readonly millisecondsPerText: number;
  /** Where the rate was measured. */
  readonly from: 'this run' | 'earlier runs';
  /** See device.ts. */
  readonly device: string;
}

/** Fewer texts say less of the rate of a run than earlier runs do. */
const TEXTS_FOR_A_RATE = 100;

/**
 * Loading the model is not counted: a run that embeds one text loads it as well.
 * @param hits texts whose vector was there
 * @param measured what this run embedded, on this device
 * @param earlier what is known of earlier runs with this model
 * @returns undefined where nothing was there, or no rate is known
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
