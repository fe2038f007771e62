import { choice, gateLayers, integer, number, readBy, text, vectorIndex } from '../kinds';
import { VALIDATES } from '../modes';
import { NEIGHBOUR_SOURCES } from '../values/choices';

export const VALIDATION = readBy(VALIDATES, {
  'golden-set': text({
    modes: ['run', 'validate', 'golden', 'serve'],
    essential: true,
    description:
      'JSON Lines file with golden texts and approved vectors; empty skips validation. Mode golden adds the vectors.',
    default: '',
  }),
  approve: choice(['dry-run', 'new', 'all'], {
    modes: ['golden'],
    essential: ['golden'],
    description:
      'Approvals to write. new: texts that are not approved yet; nothing is written if an approved vector would change. all: changed vectors too. dry-run: none; the run only shows the changes.',
    default: 'new',
  }),
  propose: integer(0, 10_000, {
    modes: ['golden'],
    essential: ['golden'],
    description:
      'Number of texts to choose from the corpus for a new golden set. They are written to golden-set, which must not exist yet, for people to review and approve. 0: approve instead.',
    default: '0',
  }),
  'validation-vectors': text({
    modes: ['validate'],
    essential: ['validate'],
    description:
      'Output file of an earlier run to validate (json, jsonl or npy). Empty: the vectors in the cache tiers.',
    default: '',
  }),
  'fail-on-validation': gateLayers({
    description:
      'Layers that end the run with code 3 if they fail. true: all that apply. false: none; drift is only reported.',
    default: 'true',
  }),
  'validation-profile': choice(['auto', 'same-model', 'cross-model'], {
    description:
      'Comparison to make. same-model compares vectors with the approved ones. cross-model compares only neighbours, because vectors of two models are not comparable. auto: cross-model if the embedding contract differs from the approved one.',
    default: 'auto',
  }),
  'validation-neighbours': choice(NEIGHBOUR_SOURCES, {
    modes: ['run', 'validate', 'golden', 'serve'],
    description: 'Texts among which nearest neighbours are searched: the golden texts, or all texts of the corpus.',
    default: 'golden',
  }),
  'validation-k': integer(1, 1000, {
    modes: ['run', 'validate', 'golden', 'serve'],
    description:
      'Nearest neighbours per golden text to compare. With few golden texts, at most half of the other ones.',
    default: '10',
  }),
  'validation-threshold': number(-1, 1, {
    description: 'Least cosine similarity of a present vector to the approved one (layer identity).',
    default: '0.999',
  }),
  'validation-recall': number(0, 1, {
    description:
      'Least mean share of approved neighbours that are still present, and least rank-biased overlap (layer neighbourhood).',
    default: '0.95',
  }),
  'validation-engine': choice(['auto', 'redisearch', 'vectorset', 'exact'], {
    description:
      'Engine that finds nearest neighbours. redisearch: an index of RediSearch or Valkey-search. vectorset: a vector set of Redis 8. exact: this process. auto: the first of these that the Redis of redis-url has (docs/validation-engines.md).',
    default: 'auto',
  }),
  'validation-index': vectorIndex({
    description:
      'Build of the index of engine redisearch. flat compares every vector, hnsw is approximate. The defaults of omitted words are flat, cosine and float32.',
    default: 'flat,cosine,float32',
  }),
});
