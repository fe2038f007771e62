import type { TierFacts } from '../cache/guarded-tier';
import { noticeChances, type RecomputeFacts } from '../recompute-audit';
import type { Validation } from '../validation/gate';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { bytes, count, counted, duration, excerpt, percent, shownValue } from './wording';

const LABEL_WIDTH = 14;
/** How many drifted texts, or deviating vectors, are shown; the report holds all. */
const DRIFT_SHOWN = 10;

/** What a person reads when a run has ended: a line for each thing that happened. */
export function renderAccount(report: RunReport): string {
  const lines: [string, string][] = [
    [
      'model',
      `${report.model.name}, ${report.model.contract.dimensions} dimensions, fingerprint ${report.model.fingerprint.slice(0, 16)}`,
    ],
  ];
  if (report.corpus) lines.push(['corpus', corpusLine(report)]);
  for (const [at, [name, { value, source }]] of settingsFromElsewhere(report).entries())
    lines.push([at === 0 ? 'settings' : '', `${name} ${shownValue(value)}, ${source}`]);
  for (const tier of report.tiers)
    if (tier.name === 'scratch' ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
      lines.push([tier.name, tierLine(tier)]);
  if (report.explanation) lines.push(['misses', report.explanation.sentence]);
  if (report.device) lines.push(['device', deviceLine(report.device)]);
  lines.push(['embedded', embeddedLine(report)]);
  if (report.recomputed) lines.push(['audit', recomputedLine(report.recomputed)]);
  for (const file of report.output?.files ?? []) lines.push(['output', `${file.path}, ${bytes(file.bytes)}`]);
  if (report.validation) lines.push(['validation', validationLine(report.validation)]);
  if (report.approved) {
    lines.push(['approved', `${counted(report.approved.texts, 'golden text')}, written to ${report.approved.path}`]);
  }
  const body = lines.map(([label, text]) => `  ${label.padEnd(LABEL_WIDTH)}${text}`);
  const drifted = report.validation ? driftLines(report.validation) : [];
  return [...body, ...drifted, '', lastLine(report)].join('\n');
}

function corpusLine({ corpus, texts }: RunReport): string {
  if (!corpus) return '';
  const parts = [
    `${counted(corpus.records, 'record')} in ${counted(corpus.files, 'file')}`,
    `${count(texts.unique)} unique`,
  ];
  if (corpus.blank > 0) parts.push(`${counted(corpus.blank, 'blank line')}`);
  if (corpus.skipped > 0) parts.push(`${count(corpus.skipped)} SKIPPED`);
  return parts.join(', ');
}

function tierLine(tier: TierFacts): string {
  if (tier.asked === 0 && tier.failedCalls > 0) return `not available  (${tier.location})`;
  const parts = [`${count(tier.found)} of ${count(tier.asked)} found`];
  if (tier.written > 0) parts.push(`${count(tier.written)} stored`);
  if (tier.adopted > 0) parts.push(`${count(tier.adopted)} adopted from another run`);
  if (tier.corrupt > 0) parts.push(`${count(tier.corrupt)} corrupt and replaced`);
  if (tier.madeUp > 0) parts.push(`${count(tier.madeUp)} made up for`);
  const owed = tier.missed - tier.madeUp;
  if (owed > 0) parts.push(`${count(owed)} not taken`);
  const pauses = tier.changes.filter(({ state }) => state === 'open').length;
  if (pauses > 0) parts.push(`paused ${pauses === 1 ? 'once' : `${pauses} times`}`);
  if (tier.traffic) parts.push(trafficOf(tier.traffic));
  return `${parts.join(', ')}  (${tier.location})`;
}

function trafficOf({
  bytesReceived,
  bytesSent,
  roundTrips,
  bytesPerVector,
}: NonNullable<TierFacts['traffic']>): string {
  const memory = bytesPerVector === undefined ? '' : `, ${count(bytesPerVector)} bytes of its memory a vector`;
  return `${bytes(bytesReceived)} received and ${bytes(bytesSent)} sent in ${counted(roundTrips, 'round trip')}${memory}`;
}

function embeddedLine({ texts, recomputed }: RunReport): string {
  if (texts.embedded === 0 && recomputed && recomputed.sampled > 0) return 'nothing but what the audit drew';
  if (texts.embedded === 0) return 'nothing: neither model nor runtime was loaded';
  const seconds = texts.embedMs / 1000;
  const rate = `${count(texts.embedded / seconds)} texts/s, ${count(texts.tokens / seconds)} tokens/s`;
  const cut = texts.truncated > 0 ? `, ${counted(texts.truncated, 'text')} longer than the model reads, cut` : '';
  return `${counted(texts.embedded, 'text')}, ${counted(texts.tokens, 'token')} in ${duration(seconds)} (${rate})${cut}`;
}

function deviceLine({ used, reason, parity }: NonNullable<RunReport['device']>): string {
  const alike = parity
    ? `; ${counted(parity.texts, 'canary text')} differ from the CPU by ${parity.largestDeviation.toExponential(1)} at most`
    : '';
  return `${used}: ${reason}${alike}`;
}

/** Names the vectors that the tiers had wrong by their records, never by their texts. */
export function deviationMessage({ deviating, sampled, tolerance, named }: RecomputeFacts): string {
  const rows = named
    .slice(0, DRIFT_SHOWN)
    .map(
      ({ key, source, line, tier, deviation }) =>
        `\n  ${source}:${line}: ${key} from ${tier}, by ${deviation.toPrecision(2)}`,
    );
  const more = deviating - rows.length;
  return [
    `${count(deviating)} of ${counted(sampled, 'vector')} that the audit embedded again deviate by more than ${tolerance}: somebody stored what this model does not give. `,
    'They were replaced, in the output and wherever this run may write. Others like them may be left: run it once with --cache-mode recache, or with --audit-sample 1.',
    ...rows,
    ...(more > 0 ? [`\n  and ${count(more)} more, in report.json`] : []),
  ].join('');
}

function recomputedLine(facts: RecomputeFacts): string {
  const { eligible, sampled, deviating, largestDeviation, tolerance } = facts;
  const again = `${count(sampled)} of ${counted(eligible, 'hit')} embedded again`;
  const verdict =
    deviating === 0
      ? `largest deviation ${largestDeviation.toExponential(1)}`
      : `${count(deviating)} DEVIATE by more than ${tolerance} and are replaced`;
  const chances = noticeChances(facts).map(
    ({ poisonedShare, chance }) => `${percent(poisonedShare)} wrong ones with ${percent(chance)}`,
  );
  return `${again}: ${verdict}. Of all, it would have noticed ${chances.join(', ')}`;
}

function validationLine(validation: Validation): string {
  const { texts, drifted, similarity, threshold, engine } = validation;
  const verdict = validation.passed
    ? 'passed'
    : `FAILED, ${count(drifted.length)} of ${counted(texts, 'text')} drifted`;
  const facts = `${counted(texts, 'golden text')}, similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold} (${engine})`;
  return `${verdict}: ${facts}`;
}

function driftLines(validation: Validation): string[] {
  const lines: string[] = [];
  const shown = validation.drifted.slice(0, DRIFT_SHOWN);
  for (const { name, text, reason, similarity, nearest, nearestSimilarity } of shown) {
    const found = nearest === name ? 'itself' : `${nearest} at ${nearestSimilarity.toFixed(4)}`;
    lines.push(
      `    ${name}: "${excerpt(text)}"`,
      `      ${reason}: expected itself at ≥ ${validation.threshold}, got ${similarity.toFixed(4)}; nearest is ${found}`,
    );
  }
  const more = validation.drifted.length - shown.length;
  if (more > 0) lines.push(`    and ${count(more)} more, in report.json`);
  return lines;
}

function lastLine({ texts, seconds }: RunReport): string {
  return `${percent(texts.hitRate)} hits: ${count(texts.hits)} of ${counted(texts.unique, 'text')} were there, ${count(texts.embedded)} embedded, in ${duration(seconds)}`;
}
