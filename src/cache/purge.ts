import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, Mark } from '../base/mark';
import { TEXT_KEY_BYTES } from '../keys/text-key';
import { closeAll, filesIn, LOCK, mend, type Surveyed, survey } from './compaction';
import { EnvelopeCodec, envelopeForm, knowsVersion } from './envelope';
import { WRITING_SUFFIX } from './shard';

/**
 * Rewrites one fingerprint's shards without their corrupt entries, except shards that a process appends to. Like compaction, it may
 * be killed at any moment.
 * @returns false, without changes, if another process is compacting or purging, or if a shard's format is unknown
 */
export async function purgeCorrupt(root: string, fingerprint: string): Promise<boolean> {
  const lock = await Mark.makeOnly(path.join(root, LOCK));
  if (!lock) return false;
  try {
    const folder = await survey(path.join(root, fingerprint), fingerprint, await lock.time(), undefined);
    if (!folder) return false;
    try {
      for (const surveyed of folder.shards) if (!surveyed.growing) await condemnCorrupt(surveyed, fingerprint);
      await mend(folder, undefined);
    } finally {
      await closeAll(folder.shards);
    }
    return true;
  } finally {
    await lock.remove();
  }
}

/**
 * Deletes all files of one fingerprint. Processes that have a shard open can still read it.
 * @returns false, without changes, if a process may be appending, or if another process is compacting or purging
 */
export async function removeFingerprint(root: string, fingerprint: string): Promise<boolean> {
  const lock = await Mark.makeOnly(path.join(root, LOCK));
  if (!lock) return false;
  try {
    const now = await lock.time();
    const folder = path.join(root, fingerprint);
    // Only these files: a later writer creates its own, and the folder then stays.
    const files = await filesIn(folder);
    for (const file of files) if (file.endsWith(WRITING_SUFFIX) && (await isAlive(file, now))) return false;
    for (const file of files) await rm(file, { force: true });
    await rmdir(folder).catch(() => {});
    return true;
  } finally {
    await lock.remove();
  }
}

/** Marks corrupt entries to be dropped: their content does not match their name. */
async function condemnCorrupt(surveyed: Surveyed, fingerprint: string): Promise<void> {
  const { envelopeBytes } = surveyed;
  let ordinal = 0;
  for await (const { count, keys, offset } of surveyed.shard.blocks(envelopeBytes)) {
    for (let at = 0; at < count; at++, ordinal++) {
      const envelope = await surveyed.shard.bytes(offset + at * envelopeBytes, envelopeBytes);
      const form = envelopeForm(envelope);
      // This version cannot judge entries of another version.
      if (form && !knowsVersion(form.version)) continue;
      const key = keys.toString('base64url', at * TEXT_KEY_BYTES, (at + 1) * TEXT_KEY_BYTES);
      const { dimensions = 0, dtype } = form ?? {};
      if (dtype && new EnvelopeCodec({ fingerprint, dimensions, dtype }).isWhole(key, envelope)) continue;
      surveyed.keep[ordinal] = 0;
      surveyed.dropping = true;
    }
  }
}
