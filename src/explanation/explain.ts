import { count, counted, span } from '../base/wording';
import type { TierFacts } from '../cache/guarded-tier';
import { TIERS } from '../cache/tier-identity';
import type { Inputs } from '../inputs/inputs';
import { type ContractChange, type ContractParts, contractChanges, describeChange } from '../keys/contract-parts';
import type { Fingerprint } from '../keys/embedding-contract';
import { compareSamples } from '../keys/key-sample';
import type { EarlierRuns } from './earlier-runs';

/** Why texts were misses, as facts and as a sentence. */
export interface Explanation {
  readonly cause: Cause;
  /** Differences from the last run on this corpus; empty unless the cause is `contract`. */
  readonly changes: readonly ContractChange[];
  /** Time of the run that this one is compared with: ISO 8601, UTC. */
  readonly comparedWith?: string;
  /** Without a full stop. */
  readonly sentence: string;
}

type Cause = (typeof CAUSES)[number]['cause'];

/** The facts that an explanation is based on. */
export interface Evidence {
  readonly cacheMode: Inputs['cacheMode'];
  readonly fingerprint: Fingerprint;
  readonly parts: ContractParts;
  readonly texts: { readonly unique: number; readonly hits: number; readonly misses: number };
  readonly tiers: readonly TierFacts[];
  /** Identifies the set of texts. */
  readonly digest: string;
  /** KeySample of the misses. */
  readonly missed: readonly string[];
  readonly earlier: EarlierRuns;
  /** In ms since 1970. */
  readonly now: number;
}

type Finding = Pick<Explanation, 'sentence'> & Partial<Explanation>;

/** Possible causes of misses. The first that applies is reported: each checks only cases that those before it leave open. */
const CAUSES = [
  { cause: 'off', find: ifOff },
  { cause: 'recache', find: ifRecache },
  { cause: 'no-tier', find: ifNoTier },
  { cause: 'contract', find: ifContractChanged },
  { cause: 'unreachable', find: ifUnreachable },
  { cause: 'unsigned', find: ({ tiers, texts }: Evidence) => refused(tiers, 'unsigned', texts) },
  { cause: 'corrupt', find: ({ tiers, texts }: Evidence) => refused(tiers, 'corrupt', texts) },
  { cause: 'unknown', find: ifUnknown },
  { cause: 'empty', find: ifEmpty },
  { cause: 'first-run', find: ifFirstRun },
  { cause: 'expired', find: ifExpired },
  { cause: 'gone', find: ifGone },
  { cause: 'texts', find: textsChanged },
] as const;

/** @returns undefined if there is nothing to explain */
export function explain(evidence: Evidence): Explanation | undefined {
  if (evidence.texts.misses === 0) return undefined;
  for (const { cause, find } of CAUSES) {
    const found = find(evidence);
    if (found)
      return { cause, changes: [], ...found, sentence: [found.sentence, ...asides(evidence, cause)].join('; ') };
  }
  return undefined;
}

function ifOff({ cacheMode }: Evidence): Finding | undefined {
  if (cacheMode !== 'off') return undefined;
  return { sentence: 'cache-mode is off: no tier was asked, and nothing was stored' };
}

function ifRecache({ cacheMode }: Evidence): Finding | undefined {
  if (cacheMode !== 'recache') return undefined;
  return { sentence: 'cache-mode is recache: no tier was asked, and computed vectors replace stored ones' };
}

function ifNoTier({ tiers }: Evidence): Finding | undefined {
  if (lasting(tiers).length > 0) return undefined;
  return { sentence: 'no tier is configured: redis-url is empty, and runner-cache is off' };
}

/** A contract that this corpus has had before is no change, even if the last run had another: jobs may take turns. */
function ifContractChanged({ fingerprint, parts, texts, tiers, earlier }: Evidence): Finding | undefined {
  const { last, same } = earlier;
  if (!last || same || last.fingerprint === fingerprint) return undefined;
  // A tier that was not asked may have had them.
  const fate = wasSilent(tiers) ? `${was(texts.misses)} not found` : `${is(texts.misses)} new`;
  const outcome = `${missing(texts, 'vector')} ${fate}`;
  const changes = last.parts ? contractChanges(last.parts, parts) : [];
  if (changes.length > 0)
    return { changes, comparedWith: moment(last), sentence: `${changes.map(describeChange).join(', ')}; ${outcome}` };
  const [from, to] = [last.fingerprint, fingerprint].map((digest) => `${digest.slice(0, 8)}…`);
  return {
    comparedWith: moment(last),
    sentence: `the embedding contract changed: fingerprint ${from} → ${to}, and the earlier contract is unknown; ${outcome}`,
  };
}

function ifUnreachable({ tiers, texts }: Evidence): Finding | undefined {
  const all = lasting(tiers);
  const silent = all.filter((tier, at) => {
    const foundBelow = all.slice(at + 1).reduce((found, below) => found + below.found, 0);
    return (tier.unanswered ?? 0) - foundBelow >= texts.misses;
  });
  if (silent.length === 0) return undefined;
  const others = all.filter((tier) => !silent.includes(tier));
  const outcome =
    others.length === 0
      ? `so ${missing(texts, 'vector')} ${was(texts.misses)} not looked up`
      : `and ${listed(others)} ${lacked(texts)}`;
  return { sentence: `${silent.map(silence).join(', ')}, ${outcome}` };
}

/** If a ledger gave no answer, missing records prove nothing. */
function ifUnknown({ earlier, texts, tiers }: Evidence): Finding | undefined {
  if (earlier.silent.length === 0 || earlier.same || earlier.last) return undefined;
  return {
    sentence: `${listed(tiers)} ${lacked(texts)}, and the records of earlier runs in ${earlier.silent.join(' and ')} cannot be read, so there is no run to compare with`,
  };
}

function ifEmpty({ earlier, texts, tiers }: Evidence): Finding | undefined {
  if (earlier.same || earlier.last || earlier.contractKnownBy.length > 0 || texts.hits > 0) return undefined;
  return {
    sentence: `no cached vectors for this model yet: ${listed(tiers)} had none, and no earlier run on this corpus is known`,
  };
}

function ifFirstRun({ earlier, texts, tiers }: Evidence): Finding | undefined {
  if (earlier.same || earlier.last) return undefined;
  return {
    sentence: `no earlier run on this corpus is known, and ${listed(tiers)} ${lacked(texts)}`,
  };
}

/** Applies to Redis alone: other tiers keep vectors without a time to live. */
function ifExpired({ earlier: { same }, texts, now }: Evidence): Finding | undefined {
  if (!same || same.ttlSeconds === 0 || same.knownBy.some((tier) => tier !== TIERS.redis.name)) return undefined;
  const passed = (now - same.at) / 1000;
  if (passed < same.ttlSeconds) return undefined;
  return {
    comparedWith: moment(same),
    sentence: `expired: the last run with this contract was ${span(passed)} ago, and redis kept its vectors for ${span(same.ttlSeconds)} (redis-ttl); ${missing(texts, 'vector')} ${was(texts.misses)} not found`,
  };
}

function ifGone({ earlier: { same }, digest, texts, tiers, now }: Evidence): Finding | undefined {
  if (!same || same.digest !== digest) return undefined;
  const owed = same.owed > 0 ? `, of which ${count(same.owed)} could not be stored` : '';
  const fate = wasSilent(tiers)
    ? `${was(texts.misses)} not found`
    : `${is(texts.misses)} no longer in ${same.knownBy.map(theTier).join(' and ')} (evicted, expired or deleted)`;
  return {
    comparedWith: moment(same),
    sentence: `the run ${ago(same, now)} had the same contract and the same texts${owed}; ${missing(texts, 'vector')} ${fate}`,
  };
}

/** The contract is known on this corpus, but its texts changed. */
function textsChanged({ earlier: { same, last }, missed, texts, now }: Evidence): Finding {
  const which = missing(texts, 'text');
  const were = `${which} ${was(texts.misses)} in no tier`;
  if (!same) {
    return {
      ...(last && { comparedWith: moment(last) }),
      sentence: `${were}; the contract is the same as in the last run on this corpus`,
    };
  }
  const run = `the run ${ago(same, now)} with the same contract, on ${counted(same.texts, 'text')}`;
  const { judged, found } = compareSamples(same.sample, missed);
  const sample = judged >= same.texts ? '' : ` of a sample of ${count(judged)}`;
  const sentence =
    judged === 0
      ? `${were}: either new since ${run}, or gone since then`
      : found === 0
        ? `${which} ${is(texts.misses)} new since ${run}; none${sample || ' of those'} is missing`
        : `${were}; of ${run}, ${count(found)}${sample} ${is(found)} gone`;
  return { comparedWith: moment(same), sentence };
}

/** Returns further obstacles, which do not account for all misses. */
function asides({ tiers, texts, cacheMode, earlier }: Evidence, told: Cause): string[] {
  if (cacheMode === 'off' || cacheMode === 'recache' || told === 'unreachable') return [];
  const lines = lasting(tiers)
    .filter(({ unanswered = 0 }) => unanswered > 0)
    .map((tier) => `${silence(tier)} for ${counted(tier.unanswered ?? 0, 'text')}`);
  for (const [field, { cause, what }] of Object.entries(REFUSALS)) {
    const entries = Math.min(certain(tiers, field as Refusal), texts.misses);
    if (entries > 0 && cause !== told) lines.push(`${count(entries)} of them ${was(entries)} ${what}`);
  }
  const compared = earlier.last !== undefined || earlier.same !== undefined;
  if (compared && earlier.silent.length > 0 && !wasSilent(tiers))
    lines.push(`the records of earlier runs in ${earlier.silent.join(' and ')} cannot be read`);
  return lines;
}

const REFUSALS = {
  unsigned: { cause: 'unsigned', what: 'stored unsigned, or signed with another key' },
  corrupt: { cause: 'corrupt', what: 'damaged where stored' },
} as const;
type Refusal = keyof typeof REFUSALS;

function refused(tiers: Evidence['tiers'], field: Refusal, texts: Evidence['texts']): Finding | undefined {
  if (certain(tiers, field) < texts.misses) return undefined;
  return { sentence: `${missing(texts, 'vector')} ${was(texts.misses)} ${REFUSALS[field].what}` };
}

/** Returns how many misses are certainly due to refused entries: a lower tier may have had some of those vectors. */
function certain(tiers: Evidence['tiers'], field: Refusal): number {
  return tiers.reduce((sure, tier) => Math.max(sure - tier.found, tier[field] ?? 0), 0);
}

/** Tiers that outlive a run. */
function lasting(tiers: Evidence['tiers']): Evidence['tiers'] {
  return tiers.filter(({ name }) => name !== TIERS.scratch.name);
}

function wasSilent(tiers: Evidence['tiers']): boolean {
  return lasting(tiers).some(({ unanswered = 0 }) => unanswered > 0);
}

function silence({ name, changes, failedCalls, lastFailure }: TierFacts): string {
  const pause = changes.find(({ of, state }) => of === 'lookups' && state === 'open');
  const reason = pause?.reason ?? lastFailure;
  return `${theTier(name)} ${failedCalls > 0 ? 'gave no answer' : 'was paused'}${reason ? ` (${reason.replace(/\s+/g, ' ').replace(/\.+$/, '')})` : ''}`;
}

function listed(tiers: Evidence['tiers']): string {
  return lasting(tiers)
    .map(({ name }) => theTier(name))
    .join(' and ');
}

function theTier(name: string): string {
  return name === TIERS.redis.name ? name : `the ${name}`;
}

/** `all 12 texts`, `3 of 12 texts`, `the only text`. */
function missing({ misses, unique }: Pick<Evidence['texts'], 'misses' | 'unique'>, noun: string): string {
  if (misses < unique) return `${count(misses)} of ${counted(unique, noun)}`;
  return unique === 1 ? `the only ${noun}` : `all ${counted(unique, noun)}`;
}

/** `had none of the 12 vectors`: a tier that "did not have all 12" may have had some. */
function lacked({ misses, unique }: Evidence['texts']): string {
  if (misses === unique && unique > 1) return `had none of the ${counted(unique, 'vector')}`;
  return `did not have ${missing({ misses, unique }, 'vector')}`;
}

function is(number: number): string {
  return number === 1 ? 'is' : 'are';
}

function was(number: number): string {
  return number === 1 ? 'was' : 'were';
}

function ago({ at }: { readonly at: number }, now: number): string {
  return `${span((now - at) / 1000)} ago`;
}

function moment({ at }: { readonly at: number }): string {
  return new Date(at).toISOString();
}
