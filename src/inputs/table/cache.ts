import { choice, readBy, size, text } from '../kinds';
import { KNOWS_MODEL, LOOKS_UP } from '../modes';

export const CACHE = readBy(KNOWS_MODEL, {
  'cache-mode': choice(['read-write', 'read-only', 'recache', 'off'], {
    essential: true,
    description:
      'Lookup and storage of vectors in the cache tiers. read-only stores none. recache looks up none, embeds everything and replaces stored vectors. off does neither.',
    default: 'read-write',
  }),
  'cache-dtype': choice(['fp32', 'fp16'], {
    description:
      'Precision of stored vectors. fp16 halves memory and traffic, rounds every vector of the run, and uses keys of its own.',
    default: 'fp32',
  }),
  'on-cache-failure': choice(['fallback', 'fail'], {
    modes: LOOKS_UP,
    description: 'Continue without a cache tier that fails, or fail the run.',
    default: 'fallback',
  }),
  'runner-cache': choice(['auto', 'on', 'off'], {
    description: 'Keep vectors in a folder on this machine. auto: on.',
    default: 'auto',
  }),
  'runner-cache-path': text({
    description: 'Folder of the runner cache. Empty: in the cache folder of the user or of the runner.',
    default: '',
  }),
  'runner-cache-max-size': size({
    modes: LOOKS_UP,
    description:
      'Largest size of the runner cache, for the vectors of all models together. The end of a run evicts the least recently used vectors.',
    default: '4GB',
  }),
  'github-cache': choice(['auto', 'on', 'off'], {
    modes: LOOKS_UP,
    description:
      "Carry the runner cache between jobs in GitHub's cache (docs/runner-cache.md). auto: on GitHub-hosted runners, unless redis-url is given.",
    default: 'auto',
  }),
});
