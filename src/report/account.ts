import { bytes, cited, count, counted, duration, excerpt, percent, shownValue } from '../base/wording';
import type { TierFacts } from '../cache/guarded-tier';
import { TIERS } from '../cache/tier-identity';
import { TRUSTED } from '../keys/trust-scope';
import { noticeChances, type RecomputeFacts } from '../resolve/recompute-audit';
import type { LayerVerdict, Validation } from '../validation/validation';
import { githubCacheLine } from './github-cache-lines';
import { approvalLine, diffLines, proposalLine } from './golden-lines';
import { indexLine } from './index-lines';
import { shardsLine } from './output-lines';
import { checkLine, filesWithMisses, planLine, predictionLines, shardLine } from './plan-lines';
import { queueLine } from './queue-lines';
import { changesLine, chunkedLine } from './record-lines';
import { type RunReport, settingsFromElsewhere } from './run-report';
import { engineLine, faultLines, heldAgainst, layerLine, neighbourLine, plain, unseenLines } from './validation-lines';
import { failedLayers, validationSentence } from './verdict';
import { worstFirst } from './worst-texts';

const LABEL_WIDTH = 14;
/** How many texts with faults, or deviating vectors, are shown; the report holds all. */
const FAULTS_SHOWN = 10;
/** Likewise of files in which texts are missing. */
const FILES_SHOWN = 5;

/** What a person reads when a run has ended: a line for each thing that happened. */
export interface Account {
  /** Those that have something to tell. */
  readonly groups: readonly AccountGroup[];
  /** The whole run in one line. */
  readonly last: string;
}

/** Lines that belong together. Where they are folded away, their result still stands. */
interface AccountGroup {
  readonly title: string;
  readonly lines: readonly string[];
  readonly result: string;
}

type Entry = [label: string, text: string];

interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly details?: readonly string[];
  readonly result: string;
}

export function accountOf(report: RunReport): Account {
  const sections = [corpusSection(report), tiersSection(report), embeddingSection(report), validationSection(report)];
  const labels = sections.flatMap(({ entries }) => entries.map(([label]) => label.length + 2));
  const width = Math.max(LABEL_WIDTH, ...labels);
  const groups = sections.map(({ title, entries, details = [], result }) => ({
    title,
    lines: [...entries.map(([label, text]) => `  ${label.padEnd(width)}${text}`), ...details],
    result,
  }));
  return { groups: groups.filter(({ lines }) => lines.length > 0), last: lastLine(report) };
}

/** The account in one piece, for terminals and logs that fold nothing. */
export function renderAccount({ groups, last }: Account): string {
  const lines = groups.flatMap((group) => group.lines);
  return [...lines, ...(lines.length > 0 && lines.at(-1) !== '' ? [''] : []), last].join('\n');
}

function corpusSection(report: RunReport): Section {
  const { name, contract, fingerprint } = report.model;
  const model = `${name}, ${contract.dimensions} dimensions`;
  const entries: Entry[] = [['model', `${model}, fingerprint ${fingerprint.slice(0, 16)}`]];
  const trust = trustLine(report);
  if (trust !== undefined) entries.push(['trust scope', trust]);
  if (report.corpus) entries.push(['corpus', corpusLine(report)]);
  for (const [at, [setting, { value, source }]] of settingsFromElsewhere(report).entries())
    entries.push([at === 0 ? 'settings' : '', `${setting} ${shownValue(value)}, ${source}`]);
  return { title: 'Corpus', entries, result: report.corpus ? corpusLine(report) : model };
}

function tiersSection({ tiers, githubCache, texts }: RunReport): Section {
  const entries: Entry[] = [];
  for (const tier of tiers)
    if (tier.name === TIERS.scratch.name ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
      entries.push([tier.name, tierLine(tier)]);
  const carried = githubCacheLine(githubCache);
  if (carried !== undefined) entries.push(['github cache', carried]);
  const by = Object.entries(texts.hitsByTier).map(([tier, hits]) => `${count(hits)} in ${tier}`);
  const result = `${count(texts.hits)} of ${counted(texts.unique, 'text')} found${by.length > 0 ? `, ${cited(by)}` : ''}`;
  return { title: 'Tiers', entries, result };
}

function embeddingSection(report: RunReport): Section {
  const { shard, plan, explanation, device, prediction, recomputed, output, changes, queue, index, mode } = report;
  const embeds = mode !== 'plan' && mode !== 'validate';
  const entries: Entry[] = [];
  if (queue) entries.push(['queue', queueLine(queue)]);
  if (shard) entries.push(['shard', shardLine(shard)]);
  if (plan) entries.push(...planLines(plan));
  if (explanation) entries.push(['misses', explanation.sentence]);
  if (device) entries.push(['device', deviceLine(device)]);
  if (embeds) entries.push(['embedded', embeddedLine(report)]);
  if (prediction) entries.push(['predicted', checkLine(prediction)]);
  if (recomputed && recomputed.sampled > 0) entries.push(['audit', recomputedLine(recomputed)]);
  for (const file of output?.files ?? []) entries.push(['output', `${file.path}, ${bytes(file.bytes)}`]);
  if (output?.shards) entries.push(['shards', shardsLine(output)]);
  if (changes) entries.push(['records', changesLine(changes)]);
  if (index) entries.push(['index', indexLine(index)]);
  return { title: 'Embedding', entries, result: embeds || !plan ? embeddedLine(report) : `missing: ${planLine(plan)}` };
}

function validationSection({ validation, proposed, approved }: RunReport): Section {
  const entries: Entry[] = [];
  if (validation) entries.push(...validationLines(validation));
  if (proposed) entries.push(['proposed', proposalLine(proposed)]);
  if (approved) entries.push(...approvalLines(approved));
  const details = validation ? textLines(validation) : [];
  return { title: 'Validation', entries, details, result: entries.at(0)?.[1] ?? '' };
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
  const cut = chunkedLine(corpus);
  if (cut !== undefined) parts.push(cut);
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
