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
import { scopeFolder, untrustedName } from '../../keys/trust-scope';
import { readRedisFiles } from '../../redis/files';
import type { RedisLink } from '../../redis/link';
import { identify, type Surroundings } from '../session';

/** The runner cache of one scope, and whom to listen and to talk to. */
interface Where {
  readonly root: string;
  readonly scope: string | undefined;
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** One tier to be walked over, and how. */
interface Walk {
  readonly facts: TierAudit;
  walk(judge: EnvelopeJudge, ages: FingerprintAges): Promise<void>;
}

/**
 * Looks at all that the tiers hold, of every fingerprint. It loads no model, and changes nothing but what `prune: on` takes away.
 * A tier that does not answer is reported as such, and does not keep the other from being looked at.
 * @throws InputError, ModelError; Interrupted after a signal
 */
export async function audit(inputs: Inputs, surroundings: Surroundings): Promise<AuditReport> {
  const { platform, version, bundle, signal } = surroundings;
  const started = new Date();
  const warnings: string[] = [...surroundings.warnings];
  const warn = (message: string): void => {
    warnings.push(message);
    platform.warn(message);
  };
  const { model, scope, signingKeys, folder } = await identify(inputs, { platform, bundle, warn });
  const root = scopeFolder(folder, untrustedName(scope));
  const { walks, ledgers, close } = await openTiers(inputs, { root, scope: untrustedName(scope), signal, warn });
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

/** The only place that decides which tiers an audit looks at. In the order in which runs ask them. */
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
    warn(`${facts.tier} was not looked at to the end: ${facts.failure}`);
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
