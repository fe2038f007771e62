import type { PruneClass } from '../inputs/values/choices';
import type { Age } from './audit-report';
import type { Verdict } from './classify';

/** The classes of entries that an audit may remove, and whether it removes or only counts them. */
export interface Pruning {
  readonly mode: 'off' | 'dry-run' | 'on';
  readonly classes: readonly PruneClass[];
}

/** Whether an entry is to be removed. An entry that this version does not understand always stays. */
export function isToGo(age: Age, verdict: Verdict, { mode, classes }: Pruning): boolean {
  if (mode === 'off' || verdict === 'unknown') return false;
  return (verdict === 'corrupt' && classes.includes('corrupt')) || isFolderToGo(age, { mode, classes });
}

/** Whether all entries of a fingerprint are to be removed. */
export function isFolderToGo(age: Age, { mode, classes }: Pruning): boolean {
  return mode !== 'off' && (age === 'orphaned' || age === 'undated') && classes.includes(age);
}
