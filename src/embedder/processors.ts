import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

/** Reads a small file of the system; undefined if it is not there. */
export type ReadSystemFile = (file: string) => string | undefined;

const CGROUPS = '/sys/fs/cgroup';
/** Where the cpu controller of cgroup v1 is mounted, alone or with its accountant. */
const V1_MOUNTS = ['cpu', 'cpu,cpuacct', 'cpuacct,cpu'];

/**
 * Processors this process may keep busy: those it may run on, but no more than the quota of its control group, which a
 * container's CPU limit is. A part of a processor counts as one: sessions do not wait for each other, so one that is
 * held back now and then delays none.
 */
export function usableProcessors(read: ReadSystemFile = readSystemFile, present = availableParallelism()): number {
  const quota = processorQuota(read);
  return quota === undefined ? present : Math.min(present, Math.max(1, Math.ceil(quota)));
}

/**
 * Processor time a second that control groups allow this process: the least of its group's and all groups' above it.
 * @returns processors, not always a whole number; undefined without a quota
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

/** The group and those above it. Inside a container only the last may be there, and is then the container's own. */
function ancestors(group: string): string[] {
  const names = group.split('/').filter((name) => name !== '' && name !== '..');
  return [...names.keys(), names.length].map((count) => names.slice(0, count).join('/')).reverse();
}

/** `cpu.max` is `<µs> <period in µs>`, or `max <period>` without a quota. */
function quotaV2(content: string | undefined): number[] {
  const [quota, period] = (content ?? '').trim().split(' ');
  return quotient(quota, period);
}

/** The quota is -1 where there is none. */
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
