import { bytes, cited, count, counted, duration } from '../../base/wording';
import type { TierFacts } from '../../cache/guarded-tier';
import { TIERS } from '../../cache/tier-identity';
import type { GitHubCacheFacts } from '../../github-cache/github-cache';
import { describeChange } from '../../keys/contract-parts';
import { TRUSTED } from '../../keys/trust-scope';
import type { RunReport } from '../run-report';
import {
  type Cell,
  fact,
  list,
  NOT_ON_PAGE,
  ON_PAGE,
  type Origin,
  quantity,
  type Section,
  section,
  table,
  text,
} from './model';

/** Where vectors came from, why some were missing, and how each tier did. */
export function originSection(report: RunReport): Section {
  const { mode, tiers, texts, explanation, githubCache } = report;
  const used = tiers.filter(({ name, found, asked, failedCalls }) =>
    name === TIERS.scratch.name ? found > 0 : asked > 0 || failedCalls > 0,
  );
  const carried = githubCacheLine(githubCache);
  const saved = savedLine(report);
  const by = Object.entries(texts.hitsByTier).map(([tier, hits]) => `${count(hits)} in ${tier}`);
  const changes = explanation?.changes ?? [];
  return section(
    'origin',
    mode === 'plan' ? 'Where vectors are' : 'Where vectors came from',
    [
      fact('', { kind: 'origin', origins: originsOf(report) }, IN_DOCUMENTS),
      ...used.map((tier) => fact(tier.name, text(tierLine(tier), tier.location), NOT_ON_PAGE)),
      carried !== undefined && fact('GitHub cache', carried),
      explanation && fact('Misses', explanation.sentence, PROMINENT),
      changes.length > 1 && fact('Changes', list(changes.map(describeChange)), ON_PAGE),
      saved !== undefined && fact('Time saved', saved, report.saved ? PROMINENT : IN_DOCUMENTS),
      tiers.length > 0 && fact('Tiers', table(TIER_COLUMNS, tiers.map(tierRow)), ON_PAGE),
    ],
    `${count(texts.hits)} of ${counted(texts.unique, 'text')} found${by.length > 0 ? `, ${cited(by)}` : ''}`,
  );
}

const TIER_COLUMNS = ['Tier', 'Asked', 'Found', 'Stored', 'Lookups', 'Writes', 'Notes'];
const PROMINENT = { media: ['terminal', 'summary', 'comment', 'page'], lead: true } as const;
const IN_DOCUMENTS = { media: ['summary', 'comment', 'page'], lead: true } as const;

/** Returns the texts by the origin of their vectors, tiers first, in the order in which they are asked. */
export function originsOf({ texts, tiers }: Pick<RunReport, 'texts' | 'tiers'>): Origin[] {
  const order = tiers.map(({ name }) => name);
  const rank = (tier: string): number => (order.includes(tier) ? order.indexOf(tier) : order.length);
  const found = Object.entries(texts.hitsByTier).sort(([a], [b]) => rank(a) - rank(b));
  const missing = texts.misses - texts.embedded - texts.sharedByOthers;
  const origins: Origin[] = [
    ...found.map(([name, hits]) => ({ name, texts: hits, role: 'tier' }) as const),
    { name: 'embedded by another run meanwhile', texts: texts.sharedByOthers, role: 'shared' },
    { name: 'embedded', texts: texts.embedded, role: 'embedded' },
    { name: 'missing', texts: missing, role: 'missing' },
  ];
  return origins.filter((origin) => origin.texts > 0);
}

function tierLine(tier: TierFacts): string {
  if (tier.asked === 0 && tier.failedCalls > 0) return 'unavailable';
  const stored = tier.written > 0 ? [`${count(tier.written)} stored`] : [];
  return [`${count(tier.found)} of ${count(tier.asked)} found`, ...stored, ...notesOf(tier)].join(', ');
}

function tierRow(tier: TierFacts): Cell[] {
  const reasons = [
    ...(tier.lastFailure === undefined ? [] : [`last failure: ${tier.lastFailure}`]),
    ...tier.changes.filter(({ state }) => state === 'open').map(({ of, reason }) => `${of} paused: ${reason}`),
  ];
  return [
    text(tier.name, tier.location),
    tier.asked,
    tier.found,
    tier.written,
    quantity('seconds', tier.lookupMs / 1000),
    quantity('seconds', tier.writeMs / 1000),
    [...notesOf(tier), ...reasons].join('; '),
  ];
}

function notesOf(tier: TierFacts): string[] {
  const pauses = tier.changes.filter(({ state }) => state === 'open').length;
  const counts: readonly (readonly [number, string])[] = [
    [tier.adopted, 'adopted from another run'],
    [tier.corrupt, 'corrupt and replaced'],
    [tier.unsigned, 'not signed by a known key'],
    [tier.madeUp, 'stored after a retry'],
    [tier.missed - tier.madeUp, 'not stored'],
    [tier.unanswered ?? 0, 'not answered'],
    [tier.failedCalls, tier.failedCalls === 1 ? 'failed call' : 'failed calls'],
  ];
  return [
    ...counts.filter(([amount]) => amount > 0).map(([amount, note]) => `${count(amount)} ${note}`),
    ...(pauses > 0 ? [`paused ${pauses === 1 ? 'once' : `${pauses} times`}`] : []),
    ...(tier.traffic ? [trafficLine(tier.traffic)] : []),
  ];
}

function trafficLine({ bytesReceived, bytesSent, roundTrips, bytesPerVector }: NonNullable<TierFacts['traffic']>) {
  const memory = bytesPerVector === undefined ? '' : `, ${count(bytesPerVector)} bytes of memory per vector`;
  return `${bytes(bytesReceived)} received and ${bytes(bytesSent)} sent in ${counted(roundTrips, 'round trip')}${memory}`;
}

/** Returns the traffic with GitHub's cache in one line, or undefined if it was not used. Refusals are among the warnings. */
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
  if (!saved) return `${restored}; ${facts.refusals.length > 0 ? 'refused, see the warnings' : 'nothing to save'}`;
  const replaced = saved.replaces > 0 ? ` in place of ${count(saved.replaces)}` : '';
  return `${restored}; saved ${bytes(saved.bytes)}${replaced} as ${saved.key.split('.').slice(-2).join('.')}`;
}

/** Returns the embedding time that the cache saved, or undefined if no cached vector was used. */
export function savedLine({ mode, texts, saved }: RunReport): string | undefined {
  if (mode === 'plan' || mode === 'validate' || texts.hits === 0) return undefined;
  if (!saved) return 'unknown, because no run with this model has recorded its rate in a tier';
  const rate = saved.millisecondsPerText;
  const source = saved.from === 'this run' ? 'in this run' : `in earlier runs on ${saved.device}`;
  return `about ${duration(saved.seconds)} of embedding: ${counted(saved.texts, 'cached text')} at ${rate < 10 ? rate.toPrecision(2) : rate.toFixed(0)} ms per text, measured ${source}`;
}
