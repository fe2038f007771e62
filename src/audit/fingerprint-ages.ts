import type { Age } from './audit-report';
import { SHORT_DIGITS } from './classify';
import { parseUseName } from './use-ledger';

const DAY_MS = 86_400_000;

/** Derives the age of each fingerprint from its last use, as far as ledgers record it. */
export class FingerprintAges {
  /** All fingerprints known in full. */
  readonly wholes: readonly string[];
  /** By the first digits, because a name in Redis has no more. */
  private readonly lastDays = new Map<string, string>();
  /** Fingerprints whose use a tier itself recorded, as tier and first digits. */
  private readonly dated = new Set<string>();

  /**
   * @param names of ledgers, by tier
   * @param present the fingerprint of the run's own model, which is never an orphan
   */
  constructor(
    names: ReadonlyMap<string, readonly string[]>,
    private readonly present: string,
    private readonly options: { readonly now: Date; readonly orphanAgeSeconds: number },
  ) {
    const wholes = new Set([present]);
    for (const [tier, some] of names) {
      for (const name of some) {
        const whole = /^(?:contract|use):([0-9a-f]{64})(?::|$)/.exec(name)?.[1];
        if (whole) wholes.add(whole);
        const use = parseUseName(name);
        if (use) this.note(tier, use.fingerprint, use.day);
      }
    }
    this.wholes = [...wholes];
  }

  /** Notes a day of use that a tier recorded. @param day UTC, such as 2026-11-22 */
  note(tier: string, fingerprint: string, day: string): void {
    const short = fingerprint.slice(0, SHORT_DIGITS);
    this.dated.add(`${tier} ${short}`);
    if (day > (this.lastDays.get(short) ?? '')) this.lastDays.set(short, day);
  }

  /** Returns the UTC day of the last use; undefined if none is recorded. */
  lastUsed(fingerprint: string): string | undefined {
    return this.lastDays.get(fingerprint.slice(0, SHORT_DIGITS));
  }

  /**
   * The record of any tier can show that a fingerprint is in use; only the record of `tier` can show that it is an orphan there.
   * Otherwise an old use of a runner cache would decide about a Redis that others use.
   */
  age(fingerprint: string, tier: string): Age {
    const short = fingerprint.slice(0, SHORT_DIGITS);
    if (short === this.present.slice(0, SHORT_DIGITS)) return 'present';
    const day = this.lastUsed(fingerprint);
    if (day === undefined) return 'undated';
    const { now, orphanAgeSeconds } = this.options;
    // It may have been used until the end of that day.
    const idle = now.getTime() - (Date.parse(day) + DAY_MS);
    if (orphanAgeSeconds === 0 || idle <= orphanAgeSeconds * 1000) return 'used';
    return this.dated.has(`${tier} ${short}`) ? 'orphaned' : 'undated';
  }
}
