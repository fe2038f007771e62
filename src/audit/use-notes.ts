import type { Ledger } from '../cache/ledger';
import { noteUse, type Use } from './use-ledger';

/** Notes the use of a fingerprint in ledgers: once at the end of a run, or repeatedly in one that lasts. */
export class UseNotes {
  private noted: Use | undefined;

  /** @param use totals of the run so far */
  constructor(
    private readonly ledgers: readonly Ledger[],
    private readonly fingerprint: string,
    private readonly started: Date,
    private readonly use: () => Use,
  ) {}

  /** Notes the use since the last time under today; even if it is nothing, because an idle worker still needs its vectors. */
  async soFar(): Promise<void> {
    const [since, now] = [this.since(), new Date()];
    await Promise.all(this.ledgers.map((ledger) => noteUse(ledger, this.fingerprint, since, now)));
  }

  /** Notes the rest. A run that was not noted before counts for the day on which it began, and leaves nothing if it had no texts. */
  async atEnd(): Promise<void> {
    if (this.noted) return this.soFar();
    const all = this.since();
    if (all.unique === 0) return;
    await Promise.all(this.ledgers.map((ledger) => noteUse(ledger, this.fingerprint, all, this.started)));
  }

  private since(): Use {
    const [before, all] = [this.noted, this.use()];
    this.noted = all;
    if (!before) return all;
    const names = Object.keys(all) as (keyof Use)[];
    return Object.fromEntries(names.map((name) => [name, all[name] - before[name]])) as unknown as Use;
  }
}
