import { bytes, count } from '../base/wording';
import type { GitHubCacheFacts } from '../github-cache/github-cache';
import { TRUSTED } from '../keys/trust-scope';

/** What GitHub's cache brought and took, in one line; undefined where it was not used. Refusals are among the warnings. */
export function githubCacheLine(facts: GitHubCacheFacts | undefined): string | undefined {
  if (!facts?.used) return undefined;
  const fetched = facts.restored
    .filter(({ entries }) => entries > 0)
    .map(
      ({ scope, entries, bytes: size }) =>
        `${count(entries)} ${entries === 1 ? 'entry' : 'entries'}${scope === TRUSTED ? '' : ` of ${scope}`}, ${bytes(size)}`,
    );
  const held = facts.restored.reduce((sum, { held: some }) => sum + some, 0);
  const restored = fetched.length > 0 ? `restored ${fetched.join(' and ')}` : held > 0 ? 'nothing new' : 'empty';
  const { saved } = facts;
  const merged = saved && saved.replaces > 0 ? ` in place of ${count(saved.replaces)}` : '';
  const stored = saved
    ? `saved ${bytes(saved.bytes)}${merged} as ${saved.key.split('.').slice(-2).join('.')}`
    : 'nothing to save';
  const last = facts.refusals.length > 0 && !saved ? 'refused, see the warnings' : stored;
  return `${restored}; ${last}`;
}
