import { bytes, cited, count, counted, duration, percent, shownValue } from '../../base/wording';
import type { ChangeFacts } from '../../changes/record-changes';
import { TRUSTED } from '../../keys/trust-scope';
import { noticeChances, type RecomputeFacts } from '../../resolve/recompute-audit';
import type { SinkFacts } from '../../sink/sink-facts';
import { type RunReport, settingsFromElsewhere } from '../run-report';
import { goldenSection } from './golden';
import {
  code,
  fact,
  list,
  NOT_ON_PAGE,
  ON_PAGE,
  quantity,
  type ReportDocument,
  type Section,
  section,
  table,
  text,
} from './model';
import { planSection, predictionCheckLine, shardLine } from './plan';
import { queueLine } from './queue';
import { originSection } from './tiers';
import { validationSections } from './validation';
import { verdictSection } from './verdict';

/** Returns the report of a run for every medium. */
export function runDocument(report: RunReport): ReportDocument {
  return {
    title: titleOf(report),
    last: lastLine(report),
    sections: [
      corpusSection(report),
      originSection(report),
      ...(report.plan ? [planSection(report.plan)] : []),
      embeddingSection(report),
      outputSection(report),
      ...validationSections(report),
      goldenSection(report),
      verdictSection(report),
      warningsSection(report),
      runSection(report),
    ],
  };
}

function titleOf({ mode, texts }: RunReport): string {
  const outcome =
    mode === 'plan' ? `${counted(texts.misses, 'text')} missing` : `${counted(texts.embedded, 'text')} embedded`;
  return `embed-once: ${percent(texts.hitRate)} cache hits, ${outcome}`;
}

function lastLine({ texts, seconds: time, mode, plan, validation }: RunReport): string {
  if (mode === 'validate') {
    const outcome = validation?.passed ? 'passed' : 'failed';
    return `validation ${outcome}: ${counted(validation?.texts.length ?? 0, 'golden text')}, in ${duration(time)}`;
  }
  const isPlan = mode === 'plan' || plan?.refusal !== undefined;
  const rest = isPlan ? `${count(texts.misses)} missing` : `${count(texts.embedded)} embedded`;
  const found = `${count(texts.hits)} of ${counted(texts.unique, 'text')} found`;
  return `${percent(texts.hitRate)} cache hits: ${found}, ${rest}, in ${duration(time)}`;
}

function corpusSection(report: RunReport): Section {
  const { model, corpus, texts, shard, trust } = report;
  const { name, contract, fingerprint } = model;
  const shown = `${name}, ${contract.dimensions} dimensions`;
  const corpusLine =
    corpus &&
    [
      `${counted(corpus.records, 'record')} in ${counted(corpus.files, 'file')}`,
      `${count(texts.unique)} unique${shard ? ' in this shard' : ''}`,
      ...(corpus.chunked && corpus.chunked.records > 0
        ? [`${counted(corpus.chunked.chunks, 'chunk')} of ${counted(corpus.chunked.records, 'longer text')}`]
        : []),
      ...(corpus.blank > 0 ? [counted(corpus.blank, 'blank line')] : []),
    ].join(', ');
  const elsewhere = settingsFromElsewhere(report);
  const usual = trust.scope.source === 'default' && trust.keyIds.length === 0;
  return section(
    'corpus',
    'Corpus',
    [
      fact('Model', `${shown}, fingerprint ${fingerprint.slice(0, 16)}`),
      fact('Trust scope', trustLine(report), usual ? ON_PAGE : {}),
      corpusLine !== undefined && fact('Corpus', corpusLine),
      corpus &&
        corpus.skipped > 0 &&
        fact('Skipped', {
          kind: 'status',
          state: 'warned',
          word: counted(corpus.skipped, 'record'),
          text: 'no vector, because on-bad-record is skip',
        }),
      elsewhere.length > 0 &&
        fact(
          'Settings',
          list(elsewhere.map(([setting, { value, source }]) => `${setting} ${shownValue(value)}, ${source}`)),
          NOT_ON_PAGE,
        ),
    ],
    corpusLine ?? shown,
  );
}

function trustLine({ trust: { scope, keyIds } }: RunReport): string {
  const where = scope.name === TRUSTED ? TRUSTED : `reads ${TRUSTED} and ${scope.name}, writes ${scope.name}`;
  const [signer, ...others] = keyIds;
  const accepted = others.length > 0 ? `, also accepts ${others.join(' and ')}` : '';
  return `${where}: ${scope.why}${signer === undefined ? '' : `; signs with key ${signer}${accepted}`}`;
}

function embeddingSection(report: RunReport): Section {
  const { shard, plan, device, prediction, recomputed, queue, mode, texts } = report;
  const embeds = mode !== 'plan' && mode !== 'validate';
  const embedded = embeddedLine(report);
  const sampled = recomputed && recomputed.sampled > 0;
  return section(
    'embedding',
    'Embedding',
    [
      queue && fact('Queue', text(queueLine(queue), queue.address)),
      shard && fact('Shard', shardLine(shard)),
      device && fact('Device', deviceLine(device)),
      embeds && fact('Embedded', embedded),
      texts.loadMs > 0 && fact('Loading the model', quantity('seconds', texts.loadMs / 1000), ON_PAGE),
      prediction && fact('Predicted', predictionCheckLine(prediction)),
      sampled && fact('Audit', recomputedLine(recomputed)),
      sampled && fact('Audit time', quantity('seconds', recomputed.milliseconds / 1000), ON_PAGE),
    ],
    embeds || !plan ? embedded : 'nothing, because mode plan never embeds',
  );
}

function embeddedLine({ texts, recomputed }: RunReport): string {
  if (texts.embedded === 0)
    return recomputed && recomputed.sampled > 0
      ? 'nothing except the audit sample'
      : 'nothing: neither model nor runtime was loaded';
  const time = texts.embedMs / 1000;
  const rate = `${count(texts.embedded / time)} texts/s, ${count(texts.tokens / time)} tokens/s`;
  const cut = texts.truncated > 0 ? `, ${counted(texts.truncated, 'text')} cut to the model limit` : '';
  return `${counted(texts.embedded, 'text')}, ${counted(texts.tokens, 'token')} in ${duration(time)} (${rate})${cut}`;
}

function deviceLine({ used, reason, canaries }: NonNullable<RunReport['device']>): string {
  if (!canaries) return `${used}: ${reason}`;
  const { texts, fromCpu, fromBatch, oneByOne } = canaries;
  const moved = `${fromCpu.toExponential(1)} from the CPU and ${fromBatch.toExponential(1)} between batches`;
  const alone = oneByOne ? '; batching changes vectors too much, so texts are embedded one by one' : '';
  return `${used}: ${reason}; worst of ${counted(texts, 'canary text')} deviates ${moved}${alone}`;
}

function recomputedLine(facts: RecomputeFacts): string {
  const { eligible, sampled, deviating, largestDeviation, tolerance } = facts;
  const verdict =
    deviating === 0
      ? `largest deviation ${largestDeviation.toExponential(1)}`
      : `${count(deviating)} DEVIATE by more than ${tolerance} and were replaced`;
  const chances = noticeChances(facts).map(
    ({ poisonedShare, chance }) => `${percent(poisonedShare)} wrong vectors with ${percent(chance)} probability`,
  );
  return `${count(sampled)} of ${counted(eligible, 'hit')} recomputed: ${verdict}; the sample would reveal ${cited(chances)}`;
}

function outputSection({ output, changes, index }: RunReport): Section {
  const { files = [], shards } = output ?? {};
  return section(
    'output',
    'Output',
    [
      ...files.map((file) => fact('Output', code(file.path, bytes(file.bytes)))),
      shards && fact('Shards', `${counted(shards.count, 'shard')}, ${bytes(shards.bytes)}`),
      changes && fact('Records', changesLine(changes)),
      index && fact('Index', text(indexLine(index), `${index.generation} at ${index.address}`)),
    ],
    files[0] ? `${files[0].path}, ${bytes(files[0].bytes)}` : 'no file',
  );
}

function changesLine(changes: ChangeFacts): string {
  const { since, recorded, path } = changes;
  const when = since === undefined ? 'no earlier run to compare with' : `since the run of ${since}`;
  if (!recorded) return `${changeCounts(changes)}, ${when}; not recorded, because the run failed a check`;
  return `${changeCounts(changes)}, ${when}${path === undefined ? '' : `; listed in ${path}`}`;
}

function changeCounts({ added, changed, removed, unchanged }: Omit<ChangeFacts, 'recorded' | 'state'>): string {
  return `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(unchanged)} unchanged`;
}

/** Returns the changes to a search index. */
export function indexLine(facts: SinkFacts): string {
  const { index, documents, refusal, removesNone, dropped } = facts;
  const parts = [changeCounts(facts)];
  if (removesNone !== undefined) {
    parts.push(
      `nothing removed, because ${counted(removesNone, 'record')} ${removesNone === 1 ? 'was' : 'were'} skipped`,
    );
  }
  if (refusal !== undefined) parts.push(`NOT PUBLISHED: ${refusal}`);
  else if (!facts.published) parts.push(`hidden from readers until a complete run switches ${index} to it`);
  else parts.push(`${index} ${facts.switched ? 'switched to it and ' : ''}has ${counted(documents ?? 0, 'document')}`);
  if (dropped.length > 0) parts.push(`${cited(dropped)} dropped`);
  return parts.join('; ');
}

function warningsSection({ warnings }: RunReport): Section {
  const items = list(
    warnings.map((warning) => ({ text: warning, state: 'warned' })),
    { terminal: 0, comment: 0, page: 100, summary: warnings.length },
  );
  const fits = { media: ['summary', 'page'], lead: true } as const;
  return section('warnings', 'Warnings', [warnings.length > 0 && fact('', items, fits)]);
}

function runSection(report: RunReport): Section {
  const { mode, started, version, model, settings } = report;
  const elsewhere = settingsFromElsewhere(report);
  // Unexpected settings first.
  const all = Object.entries({ ...Object.fromEntries(elsewhere), ...settings });
  const { files, ...parts } = model.contract;
  const contract = [
    ...Object.entries(parts).map(([part, value]) => [part, code(JSON.stringify(value))]),
    ...Object.entries(files).map(([file, digest]) => [file, code(digest)]),
  ];
  const inputs = all.map(([name, { value, source }]) => [name, value === '' ? '–' : value, source]);
  return section('run', 'The run', [
    fact('Mode', mode, ON_PAGE),
    fact('Started', momentOf(started), ON_PAGE),
    fact('embed-once', version, ON_PAGE),
    fact('Fingerprint', code(model.fingerprint), ON_PAGE),
    fact('Settings', table(['Input', 'Value', 'Source'], inputs), FOLDED),
    fact('Embedding contract', table(['Part', 'Value'], contract), FOLDED),
  ]);
}

const FOLDED = { ...ON_PAGE, folded: true } as const;

/** Returns a time such as `2025-01-02 03:04:05 UTC`. */
export function momentOf(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
