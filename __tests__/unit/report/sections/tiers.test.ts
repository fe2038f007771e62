import { describe, expect, it } from '@jest/globals';
import type { GitHubCacheFacts } from '../../../../src/github-cache/github-cache';
import { githubCacheLine } from '../../../../src/report/sections/tiers';
import { accountText, runReport, summaryText } from '../../../../test-support/builders/run-report';

const facts = (overrides: Partial<GitHubCacheFacts> = {}): GitHubCacheFacts => ({
  used: true,
  why: 'a runner of GitHub’s',
  restored: [{ scope: 'trusted', entries: 1, held: 0, bytes: 2_000_000 }],
  restoreMs: 100,
  saveMs: 100,
  refusals: [],
  ...overrides,
});
const saved = {
  key: `embed-once-1.${'ab'.repeat(32)}.pr-12.g000001.0101010101010101`,
  bytes: 1500,
  shards: 1,
  replaces: 0,
};

describe('githubCacheLine', () => {
  it('says what was fetched and stored', () => {
    const restored = [...facts().restored, { scope: 'pr-12', entries: 2, held: 0, bytes: 500 }];
    expect(githubCacheLine(facts({ restored, saved }))).toBe(
      'restored 1 entry, 2.0 MB and 2 entries of pr-12, 500 B; saved 1.5 kB as g000001.0101010101010101',
    );
    expect(githubCacheLine(facts({ saved: { ...saved, replaces: 9 } }))).toContain('saved 1.5 kB in place of 9 as');
  });

  it.each([
    [{ restored: [] }, 'empty; nothing to save'],
    [{ restored: [{ scope: 'trusted', entries: 0, held: 3, bytes: 0 }] }, 'nothing new; nothing to save'],
    [{ restored: [], refusals: ['No.'] }, 'empty; refused, see the warnings'],
  ])('%# says what was not', (overrides, line) => {
    expect(githubCacheLine(facts(overrides))).toBe(line);
  });

  it('is absent where it was not used', () => {
    expect(githubCacheLine(undefined)).toBeUndefined();
    expect(githubCacheLine(facts({ used: false }))).toBeUndefined();
  });

  it('is in the account and in the summary', () => {
    const report = runReport({ githubCache: facts() });
    expect(accountText(report)).toContain('\n  github cache  restored 1 entry, 2.0 MB; nothing to save\n');
    expect(summaryText(report)).toContain('| GitHub cache | restored 1 entry, 2.0 MB; nothing to save |');
    expect(summaryText(runReport())).not.toContain('GitHub cache');
  });
});
