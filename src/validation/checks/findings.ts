import { unseenShare } from '../statistics';
import type { Check } from '../validation';

/** The findings of one layer. */
export interface Findings {
  readonly checks: readonly Check[];
  /** Faults of single texts. */
  readonly faults: readonly Fault[];
  /** Why there was nothing to check; `checks` is then empty. */
  readonly skipped?: string;
}

export interface Fault {
  /** Index in the golden set. */
  readonly position: number;
  readonly message: string;
}

export function skip(why: string): Findings {
  return { checks: [], faults: [], skipped: why };
}

/** A check of the set as a whole, or of its worst text. */
export function check(
  about: Pick<Check, 'name' | 'description' | 'value' | 'threshold' | 'bound'> & Partial<Check>,
): Check {
  const { value, threshold, bound } = about;
  // NaN fails either bound.
  const passed = bound === 'at least' ? value >= threshold : value <= threshold;
  const { unseen, ...rest } = { failing: [], ...about };
  return { ...rest, passed, ...(passed && unseen !== undefined && { unseen }) };
}

/** A check that each text passes or fails by itself; its value is the number of failures. */
export function countCheck(
  about: Pick<Check, 'name' | 'description'> & { readonly threshold?: number; readonly happened?: string },
  failing: readonly string[],
  texts: number,
): Check {
  const { happened, threshold = 0, ...rest } = about;
  return check({
    ...rest,
    value: failing.length,
    threshold,
    bound: 'at most',
    failing,
    unseen: unseenShare(failing.length, texts, happened),
  });
}
