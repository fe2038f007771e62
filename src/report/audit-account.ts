import { type AuditReport, type FingerprintAudit, type TierAudit, totalOf } from '../audit/audit-report';
import { SHORT_DIGITS } from '../audit/classify';
import type { DayOfUse } from '../audit/use-ledger';
import { bytes, count, counted, duration, percent } from '../base/wording';
import { type Account, renderAccount } from './account';
import { cell } from './markdown';

/** Days that are shown; the report holds all. */
const DAYS_SHOWN = 14;

type Row = readonly string[];

/** The account of an audit: a table per tier, one of the days, and the result. */
export function auditAccount(report: AuditReport): Account {
  const groups = report.tiers.map((tier) => {
    const found = `${count(totalOf([tier], 'entries'))} entries, ${count(totalOf([tier], 'corrupt'))} corrupt`;
    return { title: tier.tier, lines: [...tierBlock(tier).split('\n'), ''], result: found };
  });
  if (report.use.length > 0) {
    const days = counted(new Set(shownDays(report).map(({ day }) => day)).size, 'day');
    groups.push({ title: 'Hits by day', lines: useBlock(report).split('\n'), result: days });
  }
  return { groups, last: lastLine(report) };
}

/** The account in one piece. */
export function renderAuditAccount(report: AuditReport): string {
  return renderAccount(auditAccount(report));
}

/** The same as Markdown. */
export function renderAuditSummary(report: AuditReport): string {
  const tables = report.tiers.map(
    (tier) => `**${heading(tier)}**\n\n${markdown(FINGERPRINT_HEAD, tier.fingerprints.map(fingerprintRow))}`,
  );
  if (report.use.length > 0) tables.push(`**Hits by day**\n\n${markdown(USE_HEAD, shownDays(report).map(useRow))}`);
  return [
    `### embed-once audit: ${lastLine(report)}`,
    ...tables,
    ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}`),
  ].join('\n\n');
}

const FINGERPRINT_HEAD: Row = [
  'fingerprint',
  'age',
  'last used',
  'entries',
  'bytes',
  'corrupt',
  'unsigned',
  'duplicate',
  'unverifiable',
  'unknown',
  'unused',
];

function fingerprintRow(audit: FingerprintAudit): Row {
  return [
    audit.fingerprint.slice(0, SHORT_DIGITS) + (audit.scope === undefined ? '' : ` ~${audit.scope}`),
    audit.age,
    audit.lastUsed ?? '–',
    count(audit.entries),
    bytes(audit.bytes),
    count(audit.corrupt),
    count(audit.unsigned),
    count(audit.duplicate),
    count(audit.unverifiable),
    count(audit.unknown),
    unusedOf(audit),
  ];
}

function unusedOf({ sampled, unused }: FingerprintAudit): string {
  return sampled === 0 ? '–' : `${percent(unused / sampled)} of ${count(sampled)}`;
}

function heading({ tier, location, seconds, failure }: TierAudit): string {
  return `${tier} (${location}), ${duration(seconds)}${failure ? ', NOT TO THE END' : ''}`;
}

function tierBlock(tier: TierAudit): string {
  const lines = [heading(tier)];
  if (tier.fingerprints.length > 0) lines.push(...table(FINGERPRINT_HEAD, tier.fingerprints.map(fingerprintRow)));
  else lines.push('  no vectors');
  const others = [
    ...(tier.leases > 0 ? [counted(tier.leases, 'lease')] : []),
    ...(tier.ledgers > 0 ? [counted(tier.ledgers, 'ledger')] : []),
    ...(tier.foreign > 0 ? [`${counted(tier.foreign, 'key')} of others`] : []),
  ];
  if (others.length > 0) lines.push(`  besides: ${others.join(', ')}`);
  return lines.join('\n');
}

const USE_HEAD: Row = ['day', 'tier', 'fingerprint', 'runs', 'texts', 'hits', 'embedded', 'computed twice', 'corrupt'];

function useRow(use: DayOfUse): Row {
  return [
    use.day,
    use.tier,
    use.fingerprint.slice(0, SHORT_DIGITS),
    count(use.runs),
    count(use.unique),
    percent(use.unique === 0 ? 1 : use.hits / use.unique),
    count(use.embedded),
    count(use.computedTwice),
    count(use.corrupt),
  ];
}

function shownDays({ use }: AuditReport): readonly DayOfUse[] {
  const days = [...new Set(use.map(({ day }) => day))].sort().slice(-DAYS_SHOWN);
  return use.filter(({ day }) => days.includes(day));
}

function useBlock(report: AuditReport): string {
  return ['hits by day', ...table(USE_HEAD, shownDays(report).map(useRow))].join('\n');
}

function lastLine({ tiers, prune }: AuditReport): string {
  const found = `${count(totalOf(tiers, 'entries'))} entries, ${count(totalOf(tiers, 'corrupt'))} corrupt`;
  if (prune.mode === 'off') return found;
  const gone = `${counted(totalOf(tiers, 'pruned'), 'vector')}, ${bytes(totalOf(tiers, 'prunedBytes'))}`;
  const classes = prune.classes.join(', ');
  return prune.mode === 'on'
    ? `${found}; pruned (${classes}): ${gone}`
    : `${found}; prune on would take (${classes}): ${gone}. Nothing was changed`;
}

/** Words to the left, numbers to the right. */
function table(head: Row, rows: readonly Row[]): string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] as string).length)));
  return [head, ...rows].map((row) => {
    const cells = row.map((cell, at) =>
      /^\d/.test((rows[0] as Row)[at] as string) && at > 2
        ? cell.padStart(widths[at] as number)
        : cell.padEnd(widths[at] as number),
    );
    return `  ${cells.join('  ').trimEnd()}`;
  });
}

function markdown(head: Row, rows: readonly Row[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
