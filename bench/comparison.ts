import type { Comparison } from './bench';
import { median } from './statistics';

/**
 * Ratio of the medians of two times for the same work.
 * @param goal least ratio, if one is set
 */
export function fasterThan(
  peer: string,
  ours: readonly number[],
  theirs: readonly number[],
  goal?: number,
): Comparison {
  const value = median(theirs) / median(ours);
  const text = `${threeDigits(value)} times the speed of ${peer}`;
  return { text, value, ...(goal !== undefined && { goal: { text: `≥ ${goal}`, reached: value >= goal } }) };
}

/** The rate at which `count` things are done in the median of `seconds`. */
export function perSecond(count: number, seconds: readonly number[], things: string): string {
  return `${threeDigits(count / median(seconds))} ${things}/s`;
}

/** Three significant digits, and none dropped before the decimal point: `0.312`, `43.2`, `81,300`. */
export function threeDigits(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
