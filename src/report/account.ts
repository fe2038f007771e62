import type { TierFacts } from '../cache/guarded-tier';
import { SCRATCH } from '../cache/vector-cache';
import { noticeChances, type RecomputeFacts } from '../recompute-audit';
import { TRUSTED } from '../trust-scope';
import type { LayerVerdict, Validation } from '../validation/validation';
import { githubCacheLine } from './github-cache-lines';
import { approvalLine, diffLines, proposalLine } from './golden-lines';
import { checkLine, filesWithMisses, planLine, predictionLines, shardLine } from './plan-lines';
import { queueLine } from './queue-lines';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { engineLine, faultLines, heldAgainst, layerLine, neighbourLine, plain, unseenLines } from './validation-lines';
import { failedLayers, validationSentence } from './verdict';
import { bytes, count, counted, duration, excerpt, percent, shownValue } from './wording';
import { worstFirst } from './worst-texts';

const LABEL_WIDTH = 14;
/** How many texts with faults, or deviating vectors, are shown; the report holds all. */
const FAULTS_SHOWN = 10;
/** Likewise of files in which texts are missing. */
const FILES_SHOWN = 5;

/** What a person reads when a run has ended: a line for each thing that happened. */
export function renderAccount(report: RunReport): string {
  const lines: [string, string][] = [
    [
      'model',
      `${report.model.name}, ${report.model.contract.dimensions} dimensions, fingerprint ${report.model.fingerprint.slice(0, 16)}`,
    ],
  ];
  const trust = trustLine(report);
  if (trust !== undefined) lines.push(['trust scope', trust]);
  if (report.corpus) lines.push(['corpus', corpusLine(report)]);
  for (const [at, [name, { value, source }]] of settingsFromElsewhere(report).entries())
    lines.push([at === 0 ? 'settings' : '', `${name} ${shownValue(value)}, ${source}`]);
  for (const tier of report.tiers)
    if (tier.name === SCRATCH ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
      lines.push([tier.name, tierLine(tier)]);
  const carried = githubCacheLine(report.githubCache);
  if (carried !== undefined) lines.push(['github cache', carried]);
  if (report.queue) lines.push(['queue', queueLine(report.queue)]);
  if (report.shard) lines.push(['shard', shardLine(report.shard)]);
  if (report.plan) lines.push(...planLines(report.plan));
  if (report.explanation) lines.push(['misses', report.explanation.sentence]);
  if (report.device) lines.push(['device', deviceLine(report.device)]);
  if (report.mode !== 'plan' && report.mode !== 'validate') lines.push(['embedded', embeddedLine(report)]);
  if (report.prediction) lines.push(['predicted', checkLine(report.prediction)]);
  if (report.recomputed && report.recomputed.sampled > 0) lines.push(['audit', recomputedLine(report.recomputed)]);
  for (const file of report.output?.files ?? []) lines.push(['output', `${file.path}, ${bytes(file.bytes)}`]);
  if (report.validation) lines.push(...validationLines(report.validation));
  if (report.proposed) lines.push(['proposed', proposalLine(report.proposed)]);
  if (report.approved) lines.push(...approvalLines(report.approved));
  const width = Math.max(LABEL_WIDTH, ...lines.map(([label]) => label.length + 2));
  const body = lines.map(([label, text]) => `  ${label.padEnd(width)}${text}`);
  const faults = report.validation ? textLines(report.validation) : [];
  return [...body, ...faults, '', lastLine(report)].join('\n');
}

/** Nothing to tell of a run that is trusted because nothing says otherwise, and signs nothing. */
function trustLine({ trust: { scope, keyIds } }: RunReport): string | undefined {
  if (scope.source === 'default' && keyIds.length === 0) return undefined;
  const where = scope.name === TRUSTED ? TRUSTED : `reads ${TRUSTED} and ${scope.name}, writes ${scope.name}`;
  const [signer, ...others] = keyIds;
  const accepted = others.length > 0 ? `, accepts ${others.join(' and ')} too` : '';
  return `${where}: ${scope.why}${signer === undefined ? '' : `; signs with key ${signer}${accepted}`}`;
}

function planLines(plan: NonNullable<RunReport['plan']>): [string, string][] {
  const files = plan.files.length > 1 ? filesWithMisses(plan) : [];
  const more = files.length - FILES_SHOWN;
  const shown = files
    .slice(0, FILES_SHOWN)
    .map(
      ({ file, unique, misses, tokens }) =>
        `${file}: ${count(misses)} of ${counted(unique, 'text')}, ${counted(tokens, 'token')}`,
    );
  return [
    ['missing', planLine(plan)],
    ...[...shown, ...(more > 0 ? [`and ${counted(more, 'more file')}`] : [])].map((line): [string, string] => [
      '',
      line,
    ]),
    ...predictionLines(plan).map((line): [string, string] => ['predicted', line]),
    ...(plan.path === undefined ? [] : [['plan', plan.path] as [string, string]]),
  ];
}

function approvalLines(approved: NonNullable<RunReport['approved']>): [string, string][] {
  return [
    ['approved', approvalLine(approved)],
    ...diffLines(approved).flatMap(({ line, details }): [string, string][] => [
      ['', line],
      ...details.map((detail): [string, string] => ['', `  ${detail}`]),
    ]),
  ];
}

function corpusLine({ corpus, texts, shard }: RunReport): string {
  if (!corpus) return '';
  const parts = [
    `${counted(corpus.records, 'record')} in ${counted(corpus.files, 'file')}`,
    `${count(texts.unique)} unique${shard ? ' in this shard' : ''}`,
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
  if (tier.unsigned > 0) parts.push(`${count(tier.unsigned)} not signed by a known key`);
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

function deviceLine({ used, reason, canaries }: NonNullable<RunReport['device']>): string {
  if (!canaries) return `${used}: ${reason}`;
  const { texts, fromCpu, fromBatch, oneByOne } = canaries;
  const moved = `${fromCpu.toExponential(1)} from the CPU, and ${fromBatch.toExponential(1)} with batch-mates`;
  const alone = oneByOne ? ', which is too much, so that texts are embedded one by one' : '';
  return `${used}: ${reason}; of ${counted(texts, 'canary text')} the worst is ${moved}${alone}`;
}

/** Names the vectors that the tiers had wrong by their records, never by their texts. */
export function deviationMessage({ deviating, sampled, tolerance, named }: RecomputeFacts): string {
  const rows = named
    .slice(0, FAULTS_SHOWN)
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

/** Names the layers that failed, and by what. */
export function validationMessage(layers: readonly LayerVerdict[], goldenSet: string): string {
  const found = layers.map(({ layer, checks }) => {
    const failed = checks.filter(({ passed }) => !passed).map(heldAgainst);
    return failed.length > 0 ? `${layer} (${failed.join('; ')})` : layer;
  });
  return `validation failed: ${plain(found.join(', '))}. If the change is meant, run mode golden with approve: all and commit ${goldenSet}.`;
}

function validationLines(validation: Validation): [string, string][] {
  const closed = failedLayers(validation).closing.length > 0;
  const verdict = validation.passed ? 'passed' : closed ? 'FAILED' : 'FAILED, and the gate stays open';
  const lines = validation.layers.map(
    (layer) =>
      `${layer.layer.padEnd(15)}${layer.verdict === 'failed' ? 'FAILED ' : layer.verdict}  ${layerLine(layer)}`,
  );
  return [
    ['validation', `${verdict}: ${plain(validationSentence(validation))}`],
    ['', `${validation.profile}: ${plain(validation.profileReason)}`],
    ['', engineLine(validation)],
    ...lines.map((line): [string, string] => ['', line]),
    ...unseenLines(validation).map((line): [string, string] => ['', `may be unseen: ${line}`]),
  ];
}

function textLines(validation: Validation): string[] {
  const faulty = worstFirst(validation).filter(({ faults }) => faults.length > 0);
  const lines = faulty.slice(0, FAULTS_SHOWN).flatMap((text) => {
    const neighbours = neighbourLine(text);
    return [
      // The mark keeps a name from standing first, where a log would take `::error::` for a command.
      `    ✗ ${plain(excerpt(text.name))}: "${plain(excerpt(text.excerpt))}"`,
      ...faultLines(text).map((line) => `      ${line}`),
      ...(neighbours === undefined ? [] : [`      ${neighbours}`]),
    ];
  });
  const more = faulty.length - FAULTS_SHOWN;
  return more > 0 ? [...lines, `    and ${count(more)} more, in report.html`] : lines;
}

function lastLine({ texts, seconds, mode, plan, validation }: RunReport): string {
  if (mode === 'validate') {
    return `validation ${validation?.passed ? 'passed' : 'failed'}: ${counted(validation?.texts.length ?? 0, 'golden text')}, in ${duration(seconds)}`;
  }
  if (mode === 'plan' || plan?.refusal !== undefined) {
    return `${percent(texts.hitRate)} hits: ${count(texts.hits)} of ${counted(texts.unique, 'text')} are there, ${count(texts.misses)} missing, in ${duration(seconds)}`;
  }
  return `${percent(texts.hitRate)} hits: ${count(texts.hits)} of ${counted(texts.unique, 'text')} were there, ${count(texts.embedded)} embedded, in ${duration(seconds)}`;
}
