import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

/** Reads a small system file; undefined if it does not exist. */
export type ReadSystemFile = (file: string) => string | undefined;

const CGROUPS = '/sys/fs/cgroup';
/** Mount points of the cpu controller of cgroup v1, alone or together with cpuacct. */
const V1_MOUNTS = ['cpu', 'cpu,cpuacct', 'cpuacct,cpu'];

/**
 * Cores that this process may keep busy: those it may run on, limited by the quota of its control group, such as the CPU limit of
 * a container. A fraction counts as a whole core: sessions do not wait for each other, so a throttled one delays no other.
 */
export function usableProcessors(read: ReadSystemFile = readSystemFile, present = availableParallelism()): number {
  const quota = processorQuota(read);
  return quota === undefined ? present : Math.min(present, Math.max(1, Math.ceil(quota)));
}

/**
 * CPU quota of this process: the lowest of its control group and all parent groups.
 * @returns cores, not always a whole number; undefined without a quota
 */
export function processorQuota(read: ReadSystemFile): number | undefined {
  const quotas: number[] = [];
  for (const line of (read('/proc/self/cgroup') ?? '').split('\n')) {
    const [hierarchy, controllers, group] = line.split(':');
    if (group === undefined) continue;
    for (const folder of ancestors(group)) {
      if (hierarchy === '0') quotas.push(...quotaV2(read(path.join(CGROUPS, folder, 'cpu.max'))));
      if (!controllers?.split(',').includes('cpu')) continue;
      for (const mount of V1_MOUNTS) {
        const at = path.join(CGROUPS, mount, folder);
        quotas.push(...quotaV1(read(path.join(at, 'cpu.cfs_quota_us')), read(path.join(at, 'cpu.cfs_period_us'))));
      }
    }
  }
  return quotas.length > 0 ? Math.min(...quotas) : undefined;
}

/** The group and its parents. A container may see only the root, which is then its own group. */
function ancestors(group: string): string[] {
  const names = group.split('/').filter((name) => name !== '' && name !== '..');
  return [...names.keys(), names.length].map((count) => names.slice(0, count).join('/')).reverse();
}

/** `cpu.max` is `<µs> <period in µs>`, or `max <period>` without a quota. */
function quotaV2(content: string | undefined): number[] {
  const [quota, period] = (content ?? '').trim().split(' ');
  return quotient(quota, period);
}

/** A quota of -1 means none. */
function quotaV1(quota: string | undefined, period: string | undefined): number[] {
  return quotient(quota?.trim(), period?.trim());
}

function quotient(quota: string | undefined, period: string | undefined): number[] {
  const processors = Number(quota) / Number(period);
  return processors > 0 && Number.isFinite(processors) ? [processors] : [];
}

function readSystemFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Another system, or another version of control groups.
    return undefined;
  }
}
