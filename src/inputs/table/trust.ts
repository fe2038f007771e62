import { flag, number, readBy, shareOrAuto, signingKeys, text, trustScope } from '../kinds';
import { EMBEDS, KNOWS_MODEL } from '../modes';

export const TRUST = readBy(EMBEDS, {
  'trust-scope': trustScope({
    modes: KNOWS_MODEL,
    description:
      "Scope that new vectors are written to. Every run reads the trusted scope, and writes only its own. auto: decided by GitHub's event, trusted elsewhere.",
    default: 'auto',
  }),
  'cache-signing-key': signingKeys({
    modes: KNOWS_MODEL,
    description:
      'Keys that sign stored vectors; unsigned vectors are embedded again and replaced. The first key signs, all are accepted. Prefer the environment to a flag.',
    default: '',
    secret: true,
  }),
  'cache-signing-key-file': text({
    modes: KNOWS_MODEL,
    description: 'File with these keys, instead of cache-signing-key.',
    default: '',
  }),
  'audit-sample': shareOrAuto({
    description:
      'Share of hits that are embedded again and compared. auto: 0.001, in runs that load the model for misses anyway. 0: none.',
    default: 'auto',
  }),
  'audit-tolerance': number(0, 2, {
    description:
      'Largest deviation of a stored vector from the one embedded again, as a share of its length. A vector beyond it is replaced.',
    default: '0.001',
  }),
  'audit-seed': text({
    description: 'Seed for the sample: the same seed draws the same hits. Empty: a sample that nobody can predict.',
    default: '',
  }),
  'fail-on-audit': flag({
    description: 'End with code 3 if the sample has a deviating vector. false: replace it and warn.',
    default: 'false',
  }),
});
