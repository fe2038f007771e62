import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../base/mark';
import { purgeCorrupt, removeFingerprint } from '../cache/purge';
import { openShards } from '../cache/runner';
import { readUses, USES_SUFFIX } from '../cache/runner-uses';
import { type Block, type Shard, stemOf, timeInName, WRITING_SUFFIX } from '../cache/shard';
import { KeyIndex } from '../keys/key-index';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import { emptyAudit, type FingerprintAudit, type TierAudit } from './audit-report';
import type { EnvelopeJudge } from './classify';
import type { FingerprintAges } from './fingerprint-ages';
import { isFolderToGo, type Pruning } from './pruning';
import { count } from './redis-audit';

/** Bytes of envelopes per read. */
const MOST_BYTES = 2 ** 20;

export interface RunnerAuditOptions {
  /** The folder of one scope. */
  readonly root: string;
  /** The scope, if it is untrusted. */
  readonly scope: string | undefined;
  readonly judge: EnvelopeJudge;
  readonly ages: FingerprintAges;
  readonly pruning: Pruning;
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** The folder of one fingerprint. */
interface Folder {
  readonly audit: FingerprintAudit;
  /** Corrupt entries in shards that no process appends to. */
  corrupt: number;
  corruptBytes: number;
  /** Whether another process may append to a shard, or this version does not understand one. */
  untouchable: boolean;
}

/** Returns the fingerprints that have a folder; none without a runner cache. */
export async function fingerprintsUnder(root: string): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
}

/**
 * Walks over all shards of all fingerprints.
 * @param facts filled by the walk
 * @throws the system's error if a folder cannot be read, or, for pruning, written
 */
export async function auditRunnerCache(facts: TierAudit, options: RunnerAuditOptions): Promise<void> {
  for (const fingerprint of await fingerprintsUnder(options.root)) {
    if (options.signal.aborted) return;
    const audit = emptyAudit(fingerprint, options.scope);
    const folder = { audit, corrupt: 0, corruptBytes: 0, untouchable: false };
    await walkFolder(folder, facts, options);
    audit.age = options.ages.age(fingerprint, facts.tier);
    const lastUsed = options.ages.lastUsed(fingerprint);
    if (lastUsed) audit.lastUsed = lastUsed;
    facts.fingerprints.push(audit);
    await prune(folder, options);
  }
}

async function walkFolder(folder: Folder, facts: TierAudit, options: RunnerAuditOptions): Promise<void> {
  const { audit } = folder;
  const index = new KeyIndex();
  const shards = await openShards(path.join(options.root, audit.fingerprint));
  try {
    for (const shard of shards) {
      const fault = await walkShard(shard, folder, index, facts, options);
      if (!fault) continue;
      folder.untouchable = true;
      options.warn(`${shard.file} was skipped: ${fault}`);
    }
  } finally {
    for (const shard of shards) await shard.close();
  }
}

/** @returns why the shard cannot be audited */
async function walkShard(
  shard: Shard,
  folder: Folder,
  index: KeyIndex,
  { tier, unusedAfterSeconds }: TierAudit,
  { judge, ages, signal }: RunnerAuditOptions,
): Promise<string | undefined> {
  const { audit } = folder;
  const kind = await shard.kind();
  if (kind === undefined) return undefined;
  if ('fault' in kind) return kind.fault;
  if (kind.fingerprint !== audit.fingerprint) return 'it belongs to another fingerprint';
  const growing = await isAlive(stemOf(shard.file) + WRITING_SUFFIX, Date.now());
  folder.untouchable ||= growing;
  const [before, bytesBefore] = [audit.entries, audit.bytes];
  const corruptBefore = audit.corrupt;
  for await (const block of shard.blocks(kind.envelopeBytes)) {
    if (signal.aborted) return undefined;
    await walkBlock(shard, block, kind.envelopeBytes, { audit, index, judge });
  }
  if (!growing) {
    folder.corrupt += audit.corrupt - corruptBefore;
    folder.corruptBytes += (audit.corrupt - corruptBefore) * (kind.envelopeBytes + TEXT_KEY_BYTES);
  }
  audit.bytes = bytesBefore + (await shard.size());
  const entries = audit.entries - before;
  const uses = await readUses(stemOf(shard.file) + USES_SUFFIX, entries, timeInName(shard.file));
  const now = Date.now() / 1000;
  for (const use of uses) {
    audit.sampled++;
    if (unusedAfterSeconds > 0 && now - use > unusedAfterSeconds) audit.unused++;
  }
  const last = uses.reduce((latest, use) => Math.max(latest, use), 0);
  if (last > 0) ages.note(tier, audit.fingerprint, new Date(last * 1000).toISOString().slice(0, 10));
  return undefined;
}

async function walkBlock(
  shard: Shard,
  block: Block,
  envelopeBytes: number,
  { audit, index, judge }: { audit: FingerprintAudit; index: KeyIndex; judge: EnvelopeJudge },
): Promise<void> {
  const atOnce = Math.max(1, Math.floor(MOST_BYTES / envelopeBytes));
  for (let from = 0; from < block.count; from += atOnce) {
    const entries = Math.min(atOnce, block.count - from);
    const envelopes = await shard.bytes(block.offset + from * envelopeBytes, entries * envelopeBytes);
    for (let at = 0; at < entries; at++) {
      const keyAt = (from + at) * TEXT_KEY_BYTES;
      const key = block.keys.toString('base64url', keyAt, keyAt + TEXT_KEY_BYTES);
      const envelope = envelopes.subarray(at * envelopeBytes, (at + 1) * envelopeBytes);
      count(audit, judge.judge(audit.fingerprint, key, envelope, audit.scope), envelopeBytes);
      if (!index.addRaw(block.keys, keyAt)) audit.duplicate++;
    }
  }
}

async function prune(folder: Folder, { root, pruning, warn }: RunnerAuditOptions): Promise<void> {
  const { audit } = folder;
  const whole = isFolderToGo(audit.age, pruning) && audit.unknown === 0;
  if (whole && folder.untouchable) {
    warn(`${audit.fingerprint.slice(0, 16)} was not pruned from ${root}: a process may be writing to it`);
    return;
  }
  const entries = whole ? audit.entries : folder.corrupt;
  const isWanted = whole || (pruning.mode !== 'off' && pruning.classes.includes('corrupt') && folder.corrupt > 0);
  if (!isWanted || entries === 0) return;
  if (pruning.mode === 'on') {
    const done = whole ? await removeFingerprint(root, audit.fingerprint) : await purgeCorrupt(root, audit.fingerprint);
    if (!done) {
      warn(
        `${audit.fingerprint.slice(0, 16)} was not pruned from ${root}: another process is merging or writing there`,
      );
      return;
    }
  }
  audit.pruned = entries;
  audit.prunedBytes = whole ? audit.bytes : folder.corruptBytes;
}
