import type { Inputs } from '../inputs/inputs';
import { contractChanges, describeChange, partsOf } from '../keys/contract-parts';
import type { EmbeddingContract, Fingerprint } from '../keys/embedding-contract';
import type { GoldenSet } from './golden/golden-set';
import type { Profile } from './validation';

export interface ProfileChoice {
  readonly profile: Profile;
  /** As a sentence. */
  readonly reason: string;
}

/** With fewer texts, neighbours cannot change: the only other one is always the nearest. */
export const LEAST_WITH_NEIGHBOURS = 3;

/**
 * Decides whether present and approved vectors are of one model, and so comparable component by component. With too few
 * texts to compare neighbours, they are compared that way regardless: a gate that checks nothing must not be open.
 */
export function chooseProfile(
  asked: Inputs['validationProfile'],
  { header, texts }: Pick<GoldenSet, 'header' | 'texts'>,
  present: { readonly fingerprint: Fingerprint; readonly contract: EmbeddingContract },
  neighboursFrom: Inputs['validationNeighbours'],
): ProfileChoice {
  const others = texts.filter(({ approved }) => approved?.fingerprint !== present.fingerprint).length;
  const changes = header
    ? contractChanges(partsOf(header.contract), partsOf(present.contract)).map(describeChange)
    : [];
  const told = changes.length > 0 ? `: ${changes.join('; ')}` : '';
  const found =
    others === 0
      ? 'all golden texts were approved under the present contract'
      : `${others} of ${texts.length} golden texts were approved under another contract${told}`;
  if (asked !== 'auto') return { profile: asked, reason: `set by validation-profile; ${found}` };
  if (others > 0 && neighboursFrom === 'golden' && texts.length < LEAST_WITH_NEIGHBOURS) {
    return { profile: 'same-model', reason: `${found}; too few texts to compare their neighbours` };
  }
  return { profile: others === 0 ? 'same-model' : 'cross-model', reason: found };
}
