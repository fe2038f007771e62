import { bytes, count, counted, duration, percent, shownValue } from '../base/wording';
import { TRUSTED } from '../keys/trust-scope';
import type { RecomputeFacts } from '../resolve/recompute-audit';
import type { Validation } from '../validation/validation';
import { githubCacheLine } from './github-cache-lines';
import { approvalLine, diffLines, proposalLine } from './golden-lines';
import { indexLine } from './index-lines';
import { cell, code, withinLimit } from './markdown';
import { shardsLine } from './output-lines';
import { originPicture, similarityPicture } from './pictures';
import { checkLine, filesWithMisses, planLine, predictionLines, shardLine } from './plan-lines';
import { queueLine } from './queue-lines';
import { changesLine } from './record-lines';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { savedLine } from './saved-line';
import { unseenLines } from './validation-lines';
import { layerTable, textTable, verdictMarkdown } from './validation-markdown';

const TEXTS_SHOWN = 20;
const FILES_SHOWN = 20;
/** GitHub takes 1 MiB of a step, and nothing of a step that gives more. */
const MOST_BYTES = 1_000_000;

/** The run as Markdown, for a job's summary page. @param runPage where the run's artifacts are, for people */
export function renderSummary(report: RunReport, runPage?: string): string {
  const { validation, plan } = report;
  const saved = savedLine(report);
  const lines = [
    `### ${headline(report)}`,
    '',
    ...(validation ? verdictMarkdown(report) : []),
    ...(plan?.refusal === undefined ? [] : [`**❌ ${cell(plan.refusal)}**`, '']),
    ...originPicture(report),
    ...(saved === undefined ? [] : [`**Time saved**: ${cell(saved)}.`, '']),
    ...(report.explanation ? [`**Misses**: ${cell(report.explanation.sentence)}.`, ''] : []),
    ...(validation ? validationMarkdown(validation) : []),
    ...linkLines(report, runPage),
    `<details${validation ? '' : ' open'}><summary>Figures of this run</summary>`,
    '',
    '| | |',
    '|---|---|',
    ...rowsOf(report).map(([label, value]) => `| ${label} | ${value} |`),
    '',
    '</details>',
    '',
    ...(plan ? fileLines(plan) : []),
    ...(report.proposed ? [`**Proposed**: ${cell(proposalLine(report.proposed))}.`, ''] : []),
    ...(report.approved ? approvalLines(report.approved) : []),
    ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
  ];
  return withinLimit(lines, MOST_BYTES, '… the rest is more than a summary can hold: report.html has it all.');
}

/** The run in one line, without markup. */
export function headline({ mode, texts }: Pick<RunReport, 'mode' | 'texts'>): string {
  const outcome =
    mode === 'plan' ? `${counted(texts.misses, 'text')} missing` : `${counted(texts.embedded, 'text')} embedded`;
  return `embed-once: ${percent(texts.hitRate)} hits, ${outcome}`;
}

function rowsOf(report: RunReport): string[][] {
  const { texts, model, trust } = report;
  const unsigned = report.tiers.reduce((sum, tier) => sum + tier.unsigned, 0);
  const carried = githubCacheLine(report.githubCache);
  return [
    ...(report.corpus ? [['Records', count(report.corpus.records)]] : []),
    ['Unique texts', count(texts.unique)],
    ['Hits', `${count(texts.hits)} (${percent(texts.hitRate)})`],
    ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, count(hits)]),
    ...(carried === undefined ? [] : [['GitHub’s cache', cell(carried)]]),
    ...(report.queue ? [['Queue', cell(queueLine(report.queue))]] : []),
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
    ...(report.index ? [['Index', cell(indexLine(report.index))]] : []),
    ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${bytes(file.bytes)}`]),
    ...(report.output?.shards ? [['Shards', shardsLine(report.output)]] : []),
  ];
}

function validationMarkdown(validation: Validation): string[] {
  const unseen = unseenLines(validation);
  return [
    ...textTable(validation, TEXTS_SHOWN),
    ...layerTable(validation),
    ...(unseen.length > 0 ? [`Passed checks may have left unseen: ${cell(unseen.join('; '))}.`, ''] : []),
    ...similarityPicture(validation),
  ];
}

/** A step does not know the address of an artifact that a later one uploads, but where all of them are. */
function linkLines({ settings }: RunReport, runPage: string | undefined): string[] {
  const folder = settings['report-dir']?.value;
  if (runPage === undefined || !folder) return [];
  return [
    `Report: report.html in ${code(folder)}; once uploaded, among the [artifacts of this run](${runPage}#artifacts).`,
    '',
  ];
}

function auditCell({ sampled, eligible, deviating, tolerance }: RecomputeFacts): string {
  const verdict =
    deviating === 0 ? 'as the model gives them' : `**❌ ${count(deviating)} deviate by more than ${tolerance}**`;
  return `${count(sampled)} of ${counted(eligible, 'hit')} embedded again, ${verdict}`;
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
