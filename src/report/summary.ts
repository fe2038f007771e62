import type { RecomputeFacts } from '../recompute-audit';
import { TRUSTED } from '../trust-scope';
import type { LayerVerdict, Validation } from '../validation/validation';
import { approvalLine, diffLines, proposalLine } from './golden-lines';
import { checkLine, filesWithMisses, planLine, predictionLines, shardLine } from './plan-lines';
import { changesLine } from './record-lines';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { faultLines, layerLine, neighbourLine, unseenLines } from './validation-lines';
import { verdictOf } from './verdict';
import { visibleText } from './visible-text';
import { bytes, count, counted, duration, excerpt, fraction, percent, shownValue } from './wording';
import { worstFirst } from './worst-texts';

const TEXTS_SHOWN = 20;
const FILES_SHOWN = 20;
/** GitHub takes 1 MiB of a step, and nothing of a step that gives more. */
const MOST_BYTES = 1_000_000;

/** The run as Markdown, for a job's summary page. */
export function renderSummary(report: RunReport): string {
  const { texts, model, trust } = report;
  const unsigned = report.tiers.reduce((sum, tier) => sum + tier.unsigned, 0);
  const rows = [
    ...(report.corpus ? [['Records', count(report.corpus.records)]] : []),
    ['Unique texts', count(texts.unique)],
    ['Hits', `${count(texts.hits)} (${percent(texts.hitRate)})`],
    ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, count(hits)]),
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
    ...(report.changes ? [['Records', cell(changesLine(report.changes))]] : []),
    ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${bytes(file.bytes)}`]),
  ];
  return withinLimit([
    `### embed-once: ${percent(texts.hitRate)} hits, ${outcome(report)}`,
    '',
    ...(report.validation ? validationLines(report, report.validation) : []),
    '| | |',
    '|---|---|',
    ...rows.map(([label, value]) => `| ${label} | ${value} |`),
    '',
    ...(report.plan?.refusal === undefined ? [] : [`**❌ ${cell(report.plan.refusal)}**`, '']),
    ...(report.plan ? fileLines(report.plan) : []),
    ...(report.proposed ? [`**Proposed**: ${cell(proposalLine(report.proposed))}.`, ''] : []),
    ...(report.approved ? approvalLines(report.approved) : []),
    ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
  ]);
}

/** Whole lines, as many as GitHub takes. */
function withinLimit(lines: readonly string[]): string {
  const text = lines.join('\n');
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  const kept: string[] = [];
  let bytes = 0;
  for (const line of text.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MOST_BYTES) break;
    kept.push(line);
  }
  return [...kept, '', '… the rest is more than a summary can hold: report.html has it all.', ''].join('\n');
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

const STATE_SIGNS = { passed: '✅', failed: '❌', warned: '⚠️', neutral: '' } as const;

function validationLines(report: RunReport, validation: Validation): string[] {
  const { state, title, sentence, advice } = verdictOf(report);
  const unseen = unseenLines(validation);
  return [
    `**${STATE_SIGNS[state]} ${cell(title)}.** ${cell(sentence)}`,
    '',
    ...(advice.length > 0 ? [...advice.map((line) => `- ${cell(line)}`), ''] : []),
    '| Layer | Verdict | Checks |',
    '|---|---|---|',
    ...validation.layers.map((layer) => `| ${layer.layer} | ${verdictCell(layer)} | ${cell(layerLine(layer))} |`),
    '',
    ...(unseen.length > 0 ? [`Passed checks may have left unseen: ${cell(unseen.join('; '))}.`, ''] : []),
    ...textLines(validation),
  ];
}

function verdictCell({ verdict, gates }: LayerVerdict): string {
  if (verdict === 'failed') return gates ? '❌ failed' : '⚠️ failed, closes no gate';
  return verdict === 'passed' ? '✅ passed' : '– skipped';
}

function textLines(validation: Validation): string[] {
  const faulty = worstFirst(validation).filter(({ faults }) => faults.length > 0);
  if (faulty.length === 0) return [];
  const rows = faulty
    .slice(0, TEXTS_SHOWN)
    .map(
      (text) =>
        `| ${cell(excerpt(text.name))}: ${cell(excerpt(text.excerpt))} | ${text.similarity === undefined ? '–' : fraction(text.similarity)} | ${cell(faultLines(text).join('; '))} | ${cell(neighbourLine(text) ?? 'as approved')} |`,
    );
  const more = faulty.length - TEXTS_SHOWN;
  return [
    '| Golden text | Similarity to approved | What is wrong | Neighbours |',
    '|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `… and ${count(more)} more, in report.html.`] : []),
    '',
  ];
}

function approvalLines(approved: NonNullable<RunReport['approved']>): string[] {
  const sign = approved.outcome === 'refused' ? '❌' : '✅';
  const changes = diffLines(approved).flatMap(({ line, details }) => [
    `- ${cell(line)}`,
    ...details.map((detail) => `  - ${cell(detail)}`),
  ]);
  return [
    `**${sign} Golden set**: ${cell(approvalLine(approved))}`,
    '',
    ...(changes.length > 0 ? [...changes, ''] : []),
  ];
}

/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}

/** Text of others inside a table: what would end the cell or become markup is escaped. */
export function cell(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_[\]|<>#]/g, '\\$&')
    .replace(/\s+/g, ' ');
}
