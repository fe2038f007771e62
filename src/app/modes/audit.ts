import { AUDIT_SCHEMA, type AuditReport, type TierAudit } from '../../audit/audit-report';
import { EnvelopeJudge } from '../../audit/classify';
import { FingerprintAges } from '../../audit/fingerprint-ages';
import { auditRunnerCache, fingerprintsUnder } from '../../audit/runner-audit';
import { readDaysOfUse } from '../../audit/use-ledger';
import { codeOf, Interrupted, messageOf } from '../../base/errors';
import { FolderLedger } from '../../cache/folder-ledger';
import type { Ledger } from '../../cache/ledger';
import { TIERS } from '../../cache/tier-identity';
import type { Inputs } from '../../inputs/inputs';
import type { RedisTarget } from '../../inputs/values/redis-url';
import { scopeFolder } from '../../keys/trust-scope';
import { readRedisFiles } from '../../redis/files';
import type { RedisLink } from '../../redis/link';
import { identify } from '../identity';
import { type Surroundings, Warnings } from '../surroundings';

/** The runner cache of one scope, and the signal and the warnings of the audit. */
interface Where {
  readonly root: string;
  readonly scope: string | undefined;
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** One tier, and the walk over its entries. */
interface Walk {
  readonly facts: TierAudit;
  walk(judge: EnvelopeJudge, ages: FingerprintAges): Promise<void>;
}

/**
 * Classifies every entry of the tiers, under every fingerprint. It loads no model, and changes nothing except the entries that
 * `prune: on` removes. A tier that does not answer is reported, and the other one is audited all the same.
 * @throws InputError, ModelError; Interrupted after a signal
 */
export async function audit(inputs: Inputs, surroundings: Surroundings): Promise<AuditReport> {
  const { version, signal } = surroundings;
  const started = new Date();
  const { warn, all: warnings } = new Warnings(surroundings);
  const { model, scope, signingKeys, folder } = await identify(inputs, surroundings, warn);
  const root = scopeFolder(folder, scope);
  const { walks, ledgers, close } = await openTiers(inputs, { root, scope, signal, warn });
  try {
    const names = new Map<Ledger, string[]>();
    for (const ledger of ledgers) names.set(ledger, await ledger.names(''));
    const ages = new FingerprintAges(new Map([...names].map(([{ tier }, some]) => [tier, some])), model.fingerprint, {
      now: started,
      orphanAgeSeconds: inputs.orphanAge,
    });
    const judge = new EnvelopeJudge([...ages.wholes, ...(await fingerprintsUnder(root))], signingKeys);
    // The runner cache first: it knows when each of its vectors was used, and Redis does not.
    for (const walk of [...walks].reverse()) await timed(walk, judge, ages, warn);
    if (signal.aborted) throw new Interrupted(`ended by ${signal.reason} in the middle of the audit`);
    const use = [];
    for (const [ledger, some] of names) use.push(...(await readDaysOfUse(ledger, some)));
    return {
      schema: AUDIT_SCHEMA,
      version,
      mode: 'audit',
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      present: { name: model.name, fingerprint: model.fingerprint },
      orphanAgeSeconds: inputs.orphanAge,
      prune: { mode: inputs.prune, classes: inputs.pruneClasses },
      tiers: walks.map(({ facts }) => facts),
      use,
      warnings,
    };
  } finally {
    await close();
  }
}

/** Chooses the tiers of an audit: the only place that does. They come in the order in which runs ask them. */
async function openTiers(
  inputs: Inputs,
  where: Where,
): Promise<{ walks: readonly Walk[]; ledgers: readonly Ledger[]; close(): Promise<void> }> {
  const redis = inputs.redisUrl ? await openRedis(inputs.redisUrl, inputs, where.signal) : undefined;
  const runner = inputs.runnerCache !== 'off';
  return {
    walks: [...(redis ? [redis] : []), ...(runner ? [runnerWalk(inputs, where)] : [])],
    ledgers: [...(redis ? [redis.ledger] : []), ...(runner ? [new FolderLedger(where.root, false)] : [])],
    close: async () => redis?.close(),
  };
}

async function timed(
  { facts, walk }: Walk,
  judge: EnvelopeJudge,
  ages: FingerprintAges,
  warn: (message: string) => void,
): Promise<void> {
  const started = performance.now();
  try {
    await walk(judge, ages);
  } catch (error) {
    facts.failure = messageOf(error);
    facts.failureCode = codeOf(error);
    warn(`${facts.tier} was not read to the end: ${facts.failure}`);
  }
  facts.seconds = (performance.now() - started) / 1000;
}

async function openRedis(
  target: RedisTarget,
  inputs: Inputs,
  signal: AbortSignal,
): Promise<Walk & { readonly ledger: Ledger; close(): Promise<void> }> {
  const [{ RedisLink: Link }, { RedisAudit }, { RedisLedger }] = await Promise.all([
    import('../../redis/link'),
    import('../../audit/redis-audit'),
    import('../../cache/redis-ledger'),
  ]);
  const options = { target, ...(await readRedisFiles(inputs)) };
  const facts = emptyTier(TIERS.redis.name, target.address, inputs.redisTtl / 2);
  let failure: unknown;
  const link: RedisLink | undefined = await Link.open(options).catch((error: unknown) => {
    failure = error;
    return undefined;
  });
  const ledger = new RedisLedger({
    ...options,
    prefix: inputs.redisPrefix,
    writable: false,
    available: () => link !== undefined,
  });
  return {
    facts,
    ledger,
    async walk(judge, ages) {
      if (!link) throw failure;
      const pruning = { mode: inputs.prune, classes: inputs.pruneClasses };
      const { redisPrefix: prefix, redisTtl: ttlSeconds } = inputs;
      await new RedisAudit(link, facts, { prefix, ttlSeconds, judge, ages, pruning, signal }).walk();
    },
    async close() {
      await Promise.all([ledger.close(), link?.close()]);
    },
  };
}

function runnerWalk(inputs: Inputs, { root, scope, signal, warn }: Where): Walk {
  const facts = emptyTier(TIERS.runner.name, root, inputs.orphanAge);
  const pruning = { mode: inputs.prune, classes: inputs.pruneClasses };
  return { facts, walk: (judge, ages) => auditRunnerCache(facts, { root, scope, judge, ages, pruning, signal, warn }) };
}

function emptyTier(tier: string, location: string, unusedAfterSeconds: number): TierAudit {
  return { tier, location, unusedAfterSeconds, seconds: 0, fingerprints: [], leases: 0, ledgers: 0, foreign: 0 };
}
