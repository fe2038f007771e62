import { type AuditReport, type FingerprintAudit, type TierAudit, totalOf } from '../../audit/audit-report';
import { SHORT_DIGITS } from '../../audit/classify';
import type { DayOfUse } from '../../audit/use-ledger';
import { bytes, count, counted, duration } from '../../base/wording';
import { type Cell, fact, list, quantity, type ReportDocument, type Section, section, table, text } from './model';

/** Days in the account and the summary. audit.json has all of them. */
const DAYS_SHOWN = 14;

export function auditDocument(report: AuditReport): ReportDocument {
  const { tiers, use, warnings } = report;
  const last = resultLine(report);
  return {
    title: `embed-once audit: ${last}`,
    last,
    sections: [
      ...tiers.map(tierSection),
      ...(use.length > 0 ? [useSection(report)] : []),
      section('warnings', 'Warnings', [
        warnings.length > 0 && fact('', list(warnings.map((one) => ({ text: one, state: 'warned' }))), IN_SUMMARY),
      ]),
    ],
  };
}

const IN_SUMMARY = { media: ['summary'], lead: true } as const;

function tierSection(audit: TierAudit): Section {
  const { tier, location, seconds, failure, fingerprints } = audit;
  const others = [
    ...(audit.leases > 0 ? [counted(audit.leases, 'lease')] : []),
    ...(audit.ledgers > 0 ? [counted(audit.ledgers, 'ledger')] : []),
    ...(audit.foreign > 0 ? [counted(audit.foreign, 'foreign key')] : []),
  ];
  const found = `${foundIn([audit])}, read in ${duration(seconds)}`;
  return section(
    tier,
    tier,
    [
      fact(tier, text(fingerprints.length > 0 ? found : `no vectors, read in ${duration(seconds)}`, location), LEAD),
      failure !== undefined && fact('', { kind: 'status', state: 'failed', word: 'incomplete', text: failure }, LEAD),
      fingerprints.length > 0 && fact('', columnTable(FINGERPRINT_COLUMNS, fingerprints)),
      others.length > 0 && fact('Other keys', others.join(', '), LEAD),
    ],
    found,
  );
}

const LEAD = { lead: true } as const;

/** Titles with the cells below them. */
type Columns<T> = readonly (readonly [title: string, cell: (row: T) => Cell])[];

function columnTable<T>(columns: Columns<T>, rows: readonly T[]) {
  return table(
    columns.map(([title]) => title),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
}

const FINGERPRINT_COLUMNS: Columns<FingerprintAudit> = [
  [
    'fingerprint',
    ({ fingerprint, scope }) => fingerprint.slice(0, SHORT_DIGITS) + (scope === undefined ? '' : ` ~${scope}`),
  ],
  ['age', ({ age }) => age],
  ['last used', ({ lastUsed }) => lastUsed ?? '–'],
  ['entries', ({ entries }) => entries],
  ['bytes', (audit) => quantity('bytes', audit.bytes)],
  ['corrupt', ({ corrupt }) => corrupt],
  ['unsigned', ({ unsigned }) => unsigned],
  ['duplicate', ({ duplicate }) => duplicate],
  ['unverifiable', ({ unverifiable }) => unverifiable],
  ['unknown', ({ unknown }) => unknown],
  [
    'unused',
    ({ sampled, unused }) => (sampled === 0 ? '–' : quantity('share', unused / sampled, `of ${count(sampled)}`)),
  ],
];

const USE_COLUMNS: Columns<DayOfUse> = [
  ['day', ({ day }) => day],
  ['tier', ({ tier }) => tier],
  ['fingerprint', ({ fingerprint }) => fingerprint.slice(0, SHORT_DIGITS)],
  ['runs', ({ runs }) => runs],
  ['texts', ({ unique }) => unique],
  ['hits', ({ unique, hits }) => quantity('share', unique === 0 ? 1 : hits / unique)],
  ['embedded', ({ embedded }) => embedded],
  ['computed twice', ({ computedTwice }) => computedTwice],
  ['corrupt', ({ corrupt }) => corrupt],
];

function useSection({ use }: AuditReport): Section {
  const days = [...new Set(use.map(({ day }) => day))].sort().slice(-DAYS_SHOWN);
  const rows = use.filter(({ day }) => days.includes(day));
  const shown = counted(days.length, 'day');
  const facts = [fact('Hits by day', shown, LEAD), fact('', columnTable(USE_COLUMNS, rows))];
  return section('use', 'Hits by day', facts, shown);
}

function resultLine({ tiers, prune }: AuditReport): string {
  const found = foundIn(tiers);
  if (prune.mode === 'off') return found;
  const gone = `${counted(totalOf(tiers, 'pruned'), 'vector')}, ${bytes(totalOf(tiers, 'prunedBytes'))}`;
  const classes = prune.classes.join(', ');
  return prune.mode === 'on'
    ? `${found}; pruned (${classes}): ${gone}`
    : `${found}; prune: on would remove (${classes}): ${gone}; nothing was changed`;
}

function foundIn(tiers: readonly TierAudit[]): string {
  const entries = totalOf(tiers, 'entries');
  return `${count(entries)} ${entries === 1 ? 'entry' : 'entries'}, ${count(totalOf(tiers, 'corrupt'))} corrupt`;
}
