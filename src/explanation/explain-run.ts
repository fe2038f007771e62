import type { TierFacts } from '../cache/guarded-tier';
import type { Ledger } from '../cache/ledger';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { partsOf } from '../keys/contract-parts';
import type { ResolveFacts, TextsMet } from '../resolve/resolve';
import { corpusIdentity } from './corpus-identity';
import { leaveTrace, readEarlierRuns } from './earlier-runs';
import { type Explanation, explain } from './explain';

/** The parts of a run that an explanation needs, before they are closed. */
interface ExplainedRun {
  readonly identity: { readonly model: Model };
  readonly tiers: { readonly ledgers: readonly Ledger[]; readonly facts: readonly TierFacts[] };
}

/** The corpus of a run, resolved. */
interface ResolvedCorpus {
  readonly facts: ResolveFacts;
  readonly texts: TextsMet;
}

type ExplainInputs = Pick<Inputs, 'corpus' | 'textField' | 'cacheMode' | 'redisTtl'>;

/**
 * Explains misses by comparison with the records of earlier runs on this corpus in the ledgers; then records this run there. Reads
 * ledgers only if something was missing. Never fails a run.
 * @param project see Platform
 * @returns undefined if nothing was missing
 */
export async function explainRun(
  inputs: ExplainInputs,
  { identity: { model }, tiers }: ExplainedRun,
  { facts, texts }: ResolvedCorpus,
  project: string,
): Promise<Explanation | undefined> {
  const names = { corpus: corpusIdentity(inputs, project), fingerprint: model.fingerprint };
  const parts = partsOf(model.contract);
  const now = Date.now();
  const earlier = facts.misses > 0 ? await readEarlierRuns(tiers.ledgers, names) : undefined;
  await leaveTrace(tiers.ledgers, tiers.facts, names, {
    at: now,
    texts: facts.unique,
    digest: texts.digest,
    sample: texts.sample,
    ttlSeconds: inputs.redisTtl,
    parts,
    contractKnownBy: earlier?.contractKnownBy,
  });
  if (!earlier) return undefined;
  return explain({
    cacheMode: inputs.cacheMode,
    fingerprint: model.fingerprint,
    parts,
    texts: facts,
    tiers: tiers.facts,
    digest: texts.digest,
    missed: texts.missed,
    earlier,
    now,
  });
}
