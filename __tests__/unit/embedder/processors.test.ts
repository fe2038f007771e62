import { describe, expect, it } from '@jest/globals';
import { processorQuota, usableProcessors } from '../../../src/embedder/processors';

/** The files of a system, by name, as they read where `/proc/self/cgroup` says so. */
type Files = Readonly<Record<string, string>>;

const DOCKER_V2: Files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' };
const UNLIMITED_V2: Files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' };
/** A unit of systemd: itself without a quota, below a slice that has one. */
const SLICE_V2: Files = {
  '/proc/self/cgroup': '0::/ci.slice/runner.service\n',
  '/sys/fs/cgroup/ci.slice/runner.service/cpu.max': 'max 100000\n',
  '/sys/fs/cgroup/ci.slice/cpu.max': '400000 100000\n',
};
const NESTED_V2: Files = {
  ...SLICE_V2,
  '/sys/fs/cgroup/ci.slice/runner.service/cpu.max': '50000 100000\n',
};
/** The path is that of the host, of which a container sees only its own part, as the root. */
const KUBERNETES_V1: Files = {
  '/proc/self/cgroup':
    '11:memory:/kubepods/burstable/pod1/c1\n4:cpu,cpuacct:/kubepods/burstable/pod1/c1\n1:name=systemd:/kubepods/c1\n0::/\n',
  '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '200000\n',
  '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
};
const UNLIMITED_V1: Files = {
  '/proc/self/cgroup': '2:cpuacct:/\n1:cpu:/\n0::/\n',
  '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
  '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
};
/** Seen from within a control group namespace, whose root is not its own. */
const ABOVE_V2: Files = { ...DOCKER_V2, '/proc/self/cgroup': '0::/../other\n' };

const reading = (files: Files) => (file: string) => files[file];

describe('processorQuota', () => {
  it.each([
    ['a container, v2', DOCKER_V2, 1.5],
    ['no quota, v2', UNLIMITED_V2, undefined],
    ['a quota of a group above', SLICE_V2, 4],
    ['the least of several', NESTED_V2, 0.5],
    ['a pod, v1', KUBERNETES_V1, 2],
    ['no quota, v1', UNLIMITED_V1, undefined],
    ['a path that leads out of the namespace', ABOVE_V2, 1.5],
    ['no control groups at all', {}, undefined],
    ['what no kernel writes', { ...DOCKER_V2, '/sys/fs/cgroup/cpu.max': 'lots\n' }, undefined],
  ])('%s', (_, files, quota) => {
    expect(processorQuota(reading(files))).toBe(quota);
  });
});

describe('usableProcessors', () => {
  it.each([
    ['a part of a processor counts as one', DOCKER_V2, 8, 2],
    ['never none', NESTED_V2, 8, 1],
    ['never more than there are', SLICE_V2, 2, 2],
    ['all, without a quota', UNLIMITED_V1, 8, 8],
  ])('%s', (_, files, present, expected) => {
    expect(usableProcessors(reading(files), present)).toBe(expected);
  });

  it('finds some on this machine', () => {
    expect(usableProcessors()).toBeGreaterThanOrEqual(1);
  });
});
