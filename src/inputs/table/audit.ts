import { choice, duration, flag, readBy, someOf } from '../kinds';
import { PRUNE_CLASSES } from '../values/choices';

export const AUDIT = readBy(['audit'], {
  prune: choice(['off', 'dry-run', 'on'], {
    essential: ['audit'],
    description: 'Remove the entries of prune-classes. dry-run only counts them.',
    default: 'off',
  }),
  'prune-classes': someOf(PRUNE_CLASSES, {
    description:
      'Entries to remove. corrupt: unreadable entries. orphaned: all entries of unused fingerprints (orphan-age). undated: all entries of fingerprints whose last use no ledger records.',
    default: 'corrupt,orphaned',
  }),
  'orphan-age': duration({
    description: 'Time without a run after which a fingerprint is orphaned. 0: never.',
    default: '30d',
  }),
  'fail-on-corrupt': flag({
    description: 'End with code 3 if a tier holds corrupt entries.',
    default: 'false',
  }),
});
