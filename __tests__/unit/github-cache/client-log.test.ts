import { describe, expect, it } from '@jest/globals';
import { reasonIn, saysTaken } from '../../../src/github-cache/client-log';

describe('reasonIn', () => {
  it('takes what says most', () => {
    const lines = [
      '::debug::Resolved Keys:',
      '::debug::Failed to reserve cache: Error: Failed to CreateCacheEntry: Rate limited: Failed request: (429) Too Many Requests',
      'Failed to save: Unable to reserve cache with key x, another job may be creating this cache.',
    ];
    expect(reasonIn(lines)).toBe('Failed to CreateCacheEntry: Rate limited: Failed request: (429) Too Many Requests');
    expect(reasonIn(lines.slice(2))).toBe('Unable to reserve cache with key x, another job may be creating this cache');
  });

  it('says nothing where nothing went wrong', () => {
    expect(
      reasonIn(['Cache Size: ~1 MB (1000 B)', '[command]/usr/bin/tar -xf x', 'Cache restored successfully', '']),
    ).toBe(undefined);
  });

  it('shows no address, and not too much', () => {
    const address = 'https://blobs.example/1?sig=secret';
    const reason = reasonIn([`::warning::Failed to restore: GET ${address} failed%0A  at x ${'y'.repeat(500)}`]);
    expect(reason).toMatch(/^GET <address> failed at x y+…$/);
    expect(reason?.length).toBe(240);
  });

  it('knows that the installation or the job forbids it', () => {
    expect(reasonIn(["Cache save skipped: the effective cache-mode 'read' does not permit writes."])).toBe(
      "the effective cache-mode 'read' does not permit writes",
    );
  });
});

describe('saysTaken', () => {
  it('is true of a conflict alone', () => {
    const conflict =
      'Error: Failed to CreateCacheEntry: Received non-retryable error: Failed request: (409) Conflict: x';
    expect(saysTaken([`::debug::Failed to reserve cache: ${conflict}`])).toBe(true);
    expect(saysTaken(['::debug::Failed to reserve cache: Error: Rate limited: Failed request: (429)'])).toBe(false);
    expect(saysTaken([])).toBe(false);
  });
});
