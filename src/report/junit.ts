import { count, counted, excerpt, fraction, measured } from '../base/wording';
import type { Layer } from '../inputs/values/choices';
import type { Check, LayerVerdict, Validation } from '../validation/validation';
import { type NeighbourChange, neighbourChanges } from './neighbour-changes';
import type { RunReport } from './run-report';
import { approvalRefusal, diffLines } from './sections/golden';
import { visibleText } from './visible-text';
import { type RankedText, worstFirst } from './worst-texts';

/**
 * GitLab refuses a file of more than 250,000 elements and attributes, or 30 MB; a case has up to eight of these. Cases that fail
 * come first, so that only passed ones can be left out.
 */
const MOST_TEXT_CASES = 20_000;
/** Cases whose body lists neighbours: what nobody reads to the end needs no more. */
const MOST_BODIES = 500;
/** Layers that judge each text by itself. The others judge the set. */
const LAYERS_OF_TEXTS: readonly Layer[] = ['sanity', 'identity', 'neighbourhood', 'required'];

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly file?: string;
  readonly line?: number;
  readonly outcome: Outcome;
}

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | { readonly kind: 'failure'; readonly message: string; readonly type: string; readonly body: string };

interface Suite {
  readonly name: string;
  readonly seconds: number;
  readonly cases: readonly Case[];
}

const PASSED: Outcome = { kind: 'passed' };

/**
 * The run as JUnit XML, which dashboards of pipelines show: a suite for the run, and one for each layer of validation, with a case for each
 * check and each text. There is a failure in it exactly where something closes the gate: what is reported without closing it is
 * `skipped`, with the reason.
 */
export function renderJunit(report: RunReport): string {
  const suites = [runSuite(report), ...(report.validation ? layerSuites(report.validation) : [])];
  const cases = suites.flatMap((suite) => suite.cases);
  const attributes = { name: 'embed-once', ...totals(cases), time: report.seconds.toFixed(3) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesOf(attributes)}>`,
    ...suites.map((suite, id) => renderSuite(suite, id, report.started)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** What every run promises, whether it has a golden set or not: so there is always a case, which Jenkins insists on. */
function runSuite({ mode, seconds, texts, corpus, output, recomputed, plan, approved }: RunReport): Suite {
  const classname = 'embed-once.run';
  const missing = texts.misses - texts.embedded - texts.sharedByOthers;
  const skipped = corpus?.skipped ?? 0;
  const vectors: Outcome =
    mode === 'plan' || plan?.refusal !== undefined
      ? { kind: 'skipped', message: `${counted(missing, 'text')} missing: nothing was to be embedded` }
      : skipped > 0
        ? { kind: 'skipped', message: `${counted(skipped, 'record')} left out by on-bad-record: skip` }
        : PASSED;
  const limits: Outcome =
    plan?.refusal === undefined
      ? PASSED
      : { kind: 'failure', type: 'LimitExceeded', message: plan.refusal, body: plan.refusal };
  const cases: Case[] = [
    {
      name: output ? 'every record has its vector in the output' : 'every text has its vector',
      classname,
      outcome: vectors,
    },
    ...(plan ? [{ name: 'limits allow the run', classname, outcome: limits }] : []),
    ...(approved ? [{ name: 'nothing that was approved is lost', classname, outcome: approvalOutcome(approved) }] : []),
    ...(recomputed && recomputed.sampled > 0
      ? [{ name: 'tiers hold what the model gives', classname, outcome: audited(recomputed) }]
      : []),
  ];
  return { name: 'run', seconds, cases };
}

function approvalOutcome(approved: NonNullable<RunReport['approved']>): Outcome {
  const refusal = approvalRefusal(approved);
  if (refusal === undefined) return PASSED;
  const body = diffLines(approved).flatMap(({ text, details = [] }) => [
    text,
    ...details.map((detail) => `  ${detail}`),
  ]);
  return { kind: 'failure', type: 'ApprovalRefused', message: refusal, body: body.join('\n') };
}

function audited({ deviating, sampled, tolerance, named, gates }: NonNullable<RunReport['recomputed']>): Outcome {
  if (deviating === 0) return PASSED;
  const message = `${count(deviating)} of ${counted(sampled, 'vector')} embedded again deviate by more than ${tolerance}`;
  if (!gates) return { kind: 'skipped', message: `${message}; this closes no gate` };
  const body = named.map(
    ({ source, line, tier, deviation }) => `${source}:${line} from ${tier}, by ${deviation.toPrecision(2)}`,
  );
  return { kind: 'failure', type: 'AuditFailed', message, body: body.join('\n') };
}

function layerSuites(validation: Validation): Suite[] {
  const ranked = worstFirst(validation);
  const judging = validation.layers.filter(
    ({ layer, verdict }) => LAYERS_OF_TEXTS.includes(layer) && verdict !== 'skipped',
  );
  const mostTexts = Math.floor(MOST_TEXT_CASES / Math.max(1, judging.length));
  return validation.layers.map((layer) => {
    const checks = layer.checks.map((check) => checkCase(layer, check));
    const none: Case = {
      name: layer.layer,
      classname: classOf(layer),
      outcome: { kind: 'skipped', message: layer.why ?? 'not checked' },
    };
    const texts = judging.includes(layer) ? textCases(layer, ranked, mostTexts) : [];
    return {
      name: layer.layer,
      seconds: 0,
      cases: checks.length + texts.length === 0 ? [none] : [...checks, ...texts],
    };
  });
}

function classOf({ layer }: LayerVerdict, what = 'layer'): string {
  return `embed-once.${layer}.${what}`;
}

function checkCase(layer: LayerVerdict, check: Check): Case {
  const [value, threshold] = measured(check.value, check.threshold);
  const message = `${check.name} is ${value}, and has to be ${check.bound} ${threshold}`;
  const body = [
    check.description,
    `expected: ${check.bound} ${threshold}`,
    `got: ${value}`,
    ...(check.failing.length > 0
      ? [
          `texts: ${check.failing
            .slice(0, 20)
            .map((name) => excerpt(name))
            .join(', ')}`,
        ]
      : []),
  ].join('\n');
  return {
    name: check.name,
    classname: classOf(layer, 'checks'),
    outcome: check.passed && layer.verdict !== 'skipped' ? PASSED : fault(layer, check.passed, message, body),
  };
}

/** A fault is a failure only where its layer closes the gate. */
function fault(layer: LayerVerdict, passed: boolean, message: string, body: string): Outcome {
  if (layer.verdict === 'skipped')
    return {
      kind: 'skipped',
      message: passed ? (layer.why ?? 'not checked') : `${message}; ${layer.why ?? 'not checked'}`,
    };
  if (layer.verdict === 'passed') return { kind: 'skipped', message: `${message}; the layer passes all the same` };
  if (!layer.gates)
    return {
      kind: 'skipped',
      message: `${message}; this closes no gate${layer.why === undefined ? '' : `: ${layer.why}`}`,
    };
  return { kind: 'failure', type: layer.layer, message, body };
}

function textCases(layer: LayerVerdict, ranked: readonly RankedText[], most: number): Case[] {
  const isFaulty = ({ faults }: RankedText) => faults.some((fault) => fault.layer === layer.layer);
  const ordered = [...ranked.filter(isFaulty), ...ranked.filter((text) => !isFaulty(text))];
  const seen = new Map<string, number>();
  const cases = ordered.slice(0, most).map((text, place) => textCase(layer, text, seen, place < MOST_BODIES));
  const left = ordered.length - cases.length;
  if (left === 0) return cases;
  const message = `${counted(left, 'more text')} would make this file larger than dashboards take; report.json has all`;
  return [...cases, { name: 'other texts', classname: classOf(layer, 'texts'), outcome: { kind: 'skipped', message } }];
}

/** Of two cases with one name, dashboards show the first. */
function textCase(layer: LayerVerdict, text: RankedText, seen: Map<string, number>, inFull: boolean): Case {
  const plain = `${excerpt(text.name, 120)}: ${excerpt(text.excerpt)}`;
  const times = (seen.get(plain) ?? 0) + 1;
  seen.set(plain, times);
  const messages = text.faults.filter((fault) => fault.layer === layer.layer).map(({ message }) => message);
  const { source, line } = text.position ?? {};
  return {
    name: times === 1 ? plain : `${plain} (${times})`,
    classname: classOf(layer, 'texts'),
    ...(source !== undefined && { file: source }),
    ...(line !== undefined && { line }),
    outcome: messages.length === 0 ? PASSED : fault(layer, false, messages.join('; '), bodyOf(text, messages, inFull)),
  };
}

function bodyOf(text: RankedText, messages: readonly string[], inFull: boolean): string {
  const { approved, present } = neighbourChanges(text);
  return [
    ...messages,
    '',
    `text: ${text.excerpt}`,
    ...(text.similarity === undefined ? [] : [`similarity to the approved vector: ${fraction(text.similarity)}`]),
    ...(inFull ? ['expected neighbours:', ...approved.map(neighbourLine), 'got:', ...present.map(neighbourLine)] : []),
  ].join('\n');
}

function neighbourLine({ place, fate, name, excerpt: text, similarity }: NeighbourChange): string {
  return `  ${place}. ${fate.padEnd(4)} ${fraction(similarity)} ${excerpt(name)}: ${excerpt(text)}`;
}

function totals(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors', number> {
  return { tests: cases.length, failures: cases.filter(({ outcome }) => outcome.kind === 'failure').length, errors: 0 };
}

function renderSuite({ name, seconds, cases }: Suite, id: number, started: string): string {
  const skipped = cases.filter(({ outcome }) => outcome.kind === 'skipped').length;
  // Without a time zone: the schema knows none. It is UTC.
  const timestamp = started.slice(0, 19);
  const attributes = { name: `embed-once.${name}`, id, ...totals(cases), skipped, time: seconds.toFixed(3), timestamp };
  return [`  <testsuite${attributesOf(attributes)}>`, ...cases.map(renderCase), '  </testsuite>'].join('\n');
}

function renderCase({ name, classname, file, line, outcome }: Case): string {
  const open = `    <testcase${attributesOf({ name, classname, time: '0.000', ...(file !== undefined && { file }), ...(line !== undefined && { line }) })}`;
  if (outcome.kind === 'passed') return `${open}/>`;
  if (outcome.kind === 'skipped') return `${open}><skipped${attributesOf({ message: outcome.message })}/></testcase>`;
  const { message, type, body } = outcome;
  return `${open}><failure${attributesOf({ message, type })}>${escapeXml(body)}</failure></testcase>`;
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\n\t]/g, ' ')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Without the characters that XML 1.0 has no way to write. */
function escapeXml(text: string): string {
  return visibleText(text)
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
