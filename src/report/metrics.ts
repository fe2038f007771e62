import type { AuditReport, FingerprintAudit, TierAudit } from '../audit/audit-report';
import type { DayOfUse } from '../audit/use-ledger';
import type { Direction, TierFacts } from '../cache/guarded-tier';
import { TRUSTED } from '../keys/trust-scope';
import { type MetricFamily, type MetricSample, renderExposition } from './exposition';
import { queueFamilies } from './queue-metrics';
import type { RunReport } from './run-report';

/** Days of use per metric. */
const USE_DAYS = 7;
const DAY_MS = 86_400_000;
const STATES = ['closed', 'open', 'half-open'] as const;
const DIRECTIONS: readonly Direction[] = ['lookups', 'writes'];

type Labels = MetricSample['labels'];

function family(name: string, help: string, samples: readonly (readonly [Labels, number])[]): MetricFamily {
  return { name: `embed_once_${name}`, help, samples: samples.map(([labels, value]) => ({ labels, value })) };
}

/** Returns the metrics of a run in base units: seconds, bytes, ratios from 0 to 1. */
export function renderRunMetrics(report: RunReport): string {
  const { texts, tiers, model, recomputed, queue } = report;
  const labels = { fingerprint: model.fingerprint };
  const one = (name: string, help: string, value: number) => family(name, help, [[labels, value]]);
  return renderExposition([
    family('run_info', 'The last run; 1.', [[{ ...labels, version: report.version, mode: report.mode }, 1]]),
    one('run_start_timestamp_seconds', 'Start of the run, since 1970.', Date.parse(report.started) / 1000),
    one('run_duration_seconds', 'Duration of the run.', report.seconds),
    one('run_unique_texts', 'Unique texts of the run.', texts.unique),
    one('run_hit_ratio', 'Share of unique texts with a cached vector.', texts.hitRate),
    family(
      'run_hit_texts',
      'Texts with a cached vector, by tier.',
      Object.entries(texts.hitsByTier).map(([tier, hits]) => [{ ...labels, tier }, hits]),
    ),
    one('run_embedded_texts', 'Texts embedded.', texts.embedded),
    one('run_embedded_tokens', 'Tokens embedded.', texts.tokens),
    one('run_embed_seconds', 'Time spent embedding.', texts.embedMs / 1000),
    one('run_computed_twice_texts', 'Texts embedded although another run stored them first.', texts.computedTwice),
    one('run_recomputed_texts', 'Hits that were embedded again.', recomputed?.sampled ?? 0),
    one('run_deviating_texts', 'Recomputed hits with a wrong vector in a tier.', recomputed?.deviating ?? 0),
    ...(queue ? queueFamilies(queue, labels) : []),
    ...tierFamilies(tiers, labels),
  ]);
}

function tierFamilies(tiers: readonly TierFacts[], labels: Labels): MetricFamily[] {
  const each = (name: string, help: string, value: (tier: TierFacts) => number) =>
    family(
      `tier_${name}`,
      help,
      tiers.map((tier) => [{ ...labels, tier: tier.name }, value(tier)]),
    );
  const moved = tiers.filter(({ traffic }) => traffic);
  return [
    each('asked_vectors', 'Vectors looked up in the tier.', ({ asked }) => asked),
    each('found_vectors', 'Vectors found.', ({ found }) => found),
    each('written_vectors', 'Vectors stored.', ({ written }) => written),
    each('corrupt_vectors', 'Damaged vectors found.', ({ corrupt }) => corrupt),
    each('unsigned_vectors', 'Vectors not signed by a known key.', ({ unsigned }) => unsigned),
    each('missed_vectors', 'Vectors not stored, even after a retry.', ({ missed, madeUp }) => missed - madeUp),
    each('failed_calls', 'Calls that failed.', ({ failedCalls }) => failedCalls),
    each('lookup_seconds', 'Time in lookups, which overlap.', ({ lookupMs }) => lookupMs / 1000),
    each('write_seconds', 'Time in writes, which overlap.', ({ writeMs }) => writeMs / 1000),
    family(
      'tier_received_bytes',
      'Bytes of replies.',
      moved.map(({ name, traffic }) => [{ ...labels, tier: name }, traffic?.bytesReceived ?? 0]),
    ),
    family(
      'tier_sent_bytes',
      'Bytes of commands.',
      moved.map(({ name, traffic }) => [{ ...labels, tier: name }, traffic?.bytesSent ?? 0]),
    ),
    family('tier_breaker_state', 'State of the circuit breaker at the end of the run: 1 for the current one.', [
      ...tiers.flatMap((tier) =>
        DIRECTIONS.flatMap((direction) =>
          STATES.map((state) => {
            const last = tier.changes.findLast(({ of }) => of === direction)?.state ?? 'closed';
            return [{ ...labels, tier: tier.name, direction, state }, Number(state === last)] as const;
          }),
        ),
      ),
    ]),
    family('tier_breaker_openings', 'Times that the circuit breaker opened.', [
      ...tiers.flatMap((tier) =>
        DIRECTIONS.map((direction) => {
          const opened = tier.changes.filter(({ of, state }) => of === direction && state === 'open');
          return [{ ...labels, tier: tier.name, direction }, opened.length] as const;
        }),
      ),
    ]),
  ];
}

const ENTRY_STATES = ['valid', 'corrupt', 'unverifiable', 'unknown'] as const;

/** Returns the metrics of an audit. */
export function renderAuditMetrics(report: AuditReport): string {
  const { tiers } = report;
  const each = (name: string, help: string, value: (audit: FingerprintAudit) => number | undefined) =>
    family(`audit_${name}`, help, samplesOf(tiers, value));
  return renderExposition([
    family('audit_info', 'The last audit; 1.', [
      [{ version: report.version, fingerprint: report.present.fingerprint }, 1],
    ]),
    family('audit_start_timestamp_seconds', 'Start of the audit, since 1970.', [
      [{}, Date.parse(report.started) / 1000],
    ]),
    family(
      'audit_duration_seconds',
      'Time to read a tier.',
      tiers.map(({ tier, seconds }) => [{ tier }, seconds]),
    ),
    family(
      'audit_complete',
      'Whether the tier was read to the end: 1 or 0.',
      tiers.map(({ tier, failure }) => [{ tier }, Number(failure === undefined)]),
    ),
    family('audit_entries', 'Entries in a tier, by state.', [
      ...ENTRY_STATES.flatMap((state) =>
        samplesOf(tiers, (audit) => audit[state]).map(([labels, value]) => [{ ...labels, state }, value] as const),
      ),
    ]),
    each('unsigned_entries', 'Valid entries without a signature.', ({ unsigned }) => unsigned),
    each('duplicate_entries', 'Entries whose key another entry has too.', ({ duplicate }) => duplicate),
    each('bytes', 'Bytes of the entries.', ({ bytes }) => bytes),
    each('orphaned', 'Whether no run has used the fingerprint for orphan-age: 1 or 0.', ({ age }) =>
      Number(age === 'orphaned'),
    ),
    each('unused_ratio', 'Share of sampled entries without recent use.', ({ sampled, unused }) =>
      sampled === 0 ? undefined : unused / sampled,
    ),
    each('pruned_entries', 'Entries pruned, or to be pruned in a dry run.', ({ pruned }) => pruned),
    each('pruned_bytes', 'Bytes of pruned entries.', ({ prunedBytes }) => prunedBytes),
    ...useFamilies(report),
  ]);
}

function samplesOf(
  tiers: readonly TierAudit[],
  value: (audit: FingerprintAudit) => number | undefined,
): (readonly [Labels, number])[] {
  return tiers.flatMap(({ tier, fingerprints }) =>
    fingerprints.flatMap((audit) => {
      const amount = value(audit);
      return amount === undefined
        ? []
        : [[{ tier, fingerprint: audit.fingerprint, scope: audit.scope ?? TRUSTED }, amount] as const];
    }),
  );
}

/** Sums the runs of the last days by fingerprint. A label for the day would create a new series per day. */
function useFamilies({ use, started }: AuditReport): MetricFamily[] {
  const since = new Date(Date.parse(started) - (USE_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  const sums = new Map<string, { labels: Labels; days: DayOfUse[] }>();
  for (const day of use.filter((one) => one.day >= since)) {
    const labels = { tier: day.tier, fingerprint: day.fingerprint };
    const sum = sums.get(JSON.stringify(labels)) ?? { labels, days: [] as DayOfUse[] };
    sum.days.push(day);
    sums.set(JSON.stringify(labels), sum);
  }
  const each = (name: string, help: string, value: (day: DayOfUse) => number) =>
    family(
      `week_${name}`,
      `${help} In the last ${USE_DAYS} days, from the tier's ledger.`,
      [...sums.values()].map(({ labels, days }) => [labels, days.reduce((total, day) => total + value(day), 0)]),
    );
  return [
    each('runs', 'Runs.', ({ runs }) => runs),
    each('unique_texts', 'Unique texts of runs.', ({ unique }) => unique),
    each('hit_texts', 'Texts with a cached vector.', ({ hits }) => hits),
    each('embedded_texts', 'Texts embedded.', ({ embedded }) => embedded),
    each('embedded_tokens', 'Tokens embedded.', ({ tokens }) => tokens),
    each('embed_seconds', 'Time spent embedding.', ({ embedMs }) => embedMs / 1000),
    each('computed_twice_texts', 'Texts that two runs embedded.', ({ computedTwice }) => computedTwice),
    each('corrupt_vectors', 'Damaged vectors found by runs.', ({ corrupt }) => corrupt),
    each('received_bytes', 'Bytes of replies.', ({ bytesReceived }) => bytesReceived),
    each('sent_bytes', 'Bytes of commands.', ({ bytesSent }) => bytesSent),
    each('run_seconds', 'Time of runs.', ({ ms }) => ms / 1000),
  ];
}
