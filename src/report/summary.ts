import type { RecomputeFacts } from '../recompute-audit';
import { TRUSTED } from '../trust-scope';
import type { Validation } from '../validation/gate';
import { githubCacheLine } from './github-cache-lines';
import { checkLine, filesWithMisses, planLine, predictionLines, shardLine } from './plan-lines';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { bytes, count, counted, duration, excerpt, percent, shownValue } from './wording';

const DRIFT_SHOWN = 20;
const FILES_SHOWN = 20;

/** The run as Markdown, for a job's summary page. */
export function renderSummary(report: RunReport): string {
  const { texts, model, trust } = report;
  const unsigned = report.tiers.reduce((sum, tier) => sum + tier.unsigned, 0);
  const carried = githubCacheLine(report.githubCache);
  const rows = [
    ...(report.corpus ? [['Records', count(report.corpus.records)]] : []),
    ['Unique texts', count(texts.unique)],
    ['Hits', `${count(texts.hits)} (${percent(texts.hitRate)})`],
    ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, count(hits)]),
    ...(carried === undefined ? [] : [['GitHub’s cache', cell(carried)]]),
    ...(report.explanation ? [['Misses', cell(report.explanation.sentence)]] : []),
    ...(report.shard ? [['Shard', cell(shardLine(report.shard))]] : []),
    ...(report.plan ? planRows(report.plan) : []),
    ...(report.mode === 'plan' ? [] : [['Embedded', count(texts.embedded)]]),
    ...(report.prediction ? [['Predicted', checkLine(report.prediction)]] : []),
    ...(report.recomputed ? [['Audit', auditCell(report.recomputed)]] : []),
    ...(unsigned > 0 ? [['Not signed by a known key, embedded again', count(unsigned)]] : []),
    ...(texts.truncated > 0 ? [['Cut to the model’s length', count(texts.truncated)]] : []),
    ...(report.corpus && report.corpus.skipped > 0 ? [['**Skipped records**', count(report.corpus.skipped)]] : []),
    ['Time', duration(report.seconds)],
    ['Model', `${cell(model.name)}, ${model.contract.dimensions} dimensions`],
    ...settingsFromElsewhere(report).map(([name, { value, source }]) => [
      `Setting ${name}`,
      `${cell(shownValue(value))}, ${cell(source)}`,
    ]),
    ['Fingerprint', `\`${model.fingerprint.slice(0, 16)}\``],
    ...(trust.scope.name === TRUSTED ? [] : [['Trust scope', cell(`${trust.scope.name}: ${trust.scope.why}`)]]),
    ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${bytes(file.bytes)}`]),
  ];
  return [
    `### embed-once: ${percent(texts.hitRate)} hits, ${outcome(report)}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([label, value]) => `| ${label} | ${value} |`),
    '',
    ...(report.plan?.refusal === undefined ? [] : [`**❌ ${cell(report.plan.refusal)}**`, '']),
    ...(report.plan ? fileLines(report.plan) : []),
    ...(report.validation ? validationLines(report.validation) : []),
    ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
  ].join('\n');
}

function auditCell({ sampled, eligible, deviating, tolerance }: RecomputeFacts): string {
  const verdict =
    deviating === 0 ? 'as the model gives them' : `**❌ ${count(deviating)} deviate by more than ${tolerance}**`;
  return `${count(sampled)} of ${counted(eligible, 'hit')} embedded again, ${verdict}`;
}

function outcome({ mode, texts }: RunReport): string {
  return mode === 'plan' ? `${counted(texts.misses, 'text')} missing` : `${counted(texts.embedded, 'text')} embedded`;
}

function planRows(plan: NonNullable<RunReport['plan']>): string[][] {
  return [['Missing', planLine(plan)], ...predictionLines(plan).map((line) => ['Predicted', line])];
}

function fileLines(plan: NonNullable<RunReport['plan']>): string[] {
  const files = filesWithMisses(plan);
  if (files.length === 0) return [];
  const rows = files
    .slice(0, FILES_SHOWN)
    .map(
      ({ file, records, unique, misses, tokens }) =>
        `| ${code(file)} | ${count(records)} | ${count(unique - misses)} | ${count(misses)} | ${count(tokens)} |`,
    );
  const more = files.length - FILES_SHOWN;
  return [
    '| File | Records | Hits | Missing | Tokens to embed |',
    '|---|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `… and ${counted(more, 'more file')}.`] : []),
    '',
  ];
}

function validationLines(validation: Validation): string[] {
  const { passed, drifted, texts, similarity, threshold } = validation;
  const verdict = passed ? '✅ Validation passed' : '❌ Validation failed';
  const lines = [
    `**${verdict}**: ${count(texts - drifted.length)} of ${counted(texts, 'golden text')} are as approved (similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold}).`,
    '',
  ];
  if (drifted.length === 0) return lines;
  lines.push('| Golden text | Similarity to approved | Nearest | Why |', '|---|---|---|---|');
  for (const drift of drifted.slice(0, DRIFT_SHOWN)) {
    lines.push(
      `| ${cell(drift.name)}: ${cell(excerpt(drift.text))} | ${drift.similarity.toFixed(4)} | ${cell(drift.nearest)} (${drift.nearestSimilarity.toFixed(4)}) | ${drift.reason} |`,
    );
  }
  if (drifted.length > DRIFT_SHOWN) lines.push('', `… and ${count(drifted.length - DRIFT_SHOWN)} more.`);
  return [...lines, ''];
}

/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}

/** Text of others inside a table: what would end the cell or become markup is escaped. */
export function cell(text: string): string {
  return text.replace(/[\\`*_[\]|<>#]/g, '\\$&').replace(/\s+/g, ' ');
}
