import type { PruneClass } from '../inputs/values/choices';
import type { Age } from './audit-report';
import type { Verdict } from './classify';

/** What an audit may take away, and whether it does or only counts. */
export interface Pruning {
  readonly mode: 'off' | 'dry-run' | 'on';
  readonly classes: readonly PruneClass[];
}

/** Whether an entry is to go. What this version does not understand stays, whatever is asked for. */
export function isToGo(age: Age, verdict: Verdict, { mode, classes }: Pruning): boolean {
  if (mode === 'off' || verdict === 'unknown') return false;
  return (verdict === 'corrupt' && classes.includes('corrupt')) || isFolderToGo(age, { mode, classes });
}

/** Whether all of a fingerprint is to go. */
export function isFolderToGo(age: Age, { mode, classes }: Pruning): boolean {
  return mode !== 'off' && (age === 'orphaned' || age === 'undated') && classes.includes(age);
}
