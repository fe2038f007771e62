import type { Age } from './audit-report';
import { SHORT_DIGITS } from './classify';
import { parseUseName } from './use-ledger';

const DAY_MS = 86_400_000;

/** When each fingerprint was used last, as far as ledgers tell, and what follows from it. */
export class FingerprintAges {
  /** All that are known whole. */
  readonly wholes: readonly string[];
  /** By the first digits, since no more is in a name in Redis. */
  private readonly lastDays = new Map<string, string>();
  /** What each tier itself has a day of, as tier and first digits. */
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

  /** What a tier itself tells. @param day UTC, such as 2026-11-22 */
  note(tier: string, fingerprint: string, day: string): void {
    const short = fingerprint.slice(0, SHORT_DIGITS);
    this.dated.add(`${tier} ${short}`);
    if (day > (this.lastDays.get(short) ?? '')) this.lastDays.set(short, day);
  }

  /** UTC day of the last use; undefined if nothing tells. */
  lastUsed(fingerprint: string): string | undefined {
    return this.lastDays.get(fingerprint.slice(0, SHORT_DIGITS));
  }

  /**
   * What any tier tells can show that a fingerprint is in use; that it is an orphan in `tier`, only what that tier tells. Else a folder
   * in which it was used long ago would speak for a Redis that others use.
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
