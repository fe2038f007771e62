import { count, counted, excerpt, fraction, measured } from '../base/wording';
import type { Layer } from '../inputs/values/choices';
import type { RecomputeFacts } from '../resolve/recompute-audit';
import type { Check, LayerVerdict, Validation } from '../validation/validation';
import { type NeighbourChange, neighbourChanges } from './neighbour-changes';
import type { RunReport } from './run-report';
import { approvalRefusal, diffLines } from './sections/golden';
import { visibleText } from './visible-text';
import { type RankedText, worstFirst } from './worst-texts';

/**
 * GitLab rejects files with more than 250,000 elements and attributes, or 30 MB. A case has up to eight of these. Failed cases come first,
 * so only passed ones are cut.
 */
const MOST_TEXT_CASES = 20_000;
/** Cases whose body lists neighbours. */
const MOST_BODIES = 500;
/** Layers that judge single texts. The others judge the set. */
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

function skipped(message: string): Outcome {
  return { kind: 'skipped', message };
}

function failure(type: string, message: string, body = message): Outcome {
  return { kind: 'failure', type, message, body };
}

/**
 * Returns the run as JUnit XML for dashboards: a suite for the run and one per layer of validation, with a case per check and per text.
 * A failure in it means that the run fails. Other findings are `skipped`, with the reason.
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

/** Checks of every run, with a golden set or not: Jenkins requires at least one case. */
function runSuite({ mode, seconds, texts, corpus, output, recomputed, plan, approved }: RunReport): Suite {
  const missing = texts.misses - texts.embedded - texts.sharedByOthers;
  const left = corpus?.skipped ?? 0;
  const outcomes: readonly (readonly [name: string, outcome: Outcome | false])[] = [
    [
      output ? 'every record has its vector in the output' : 'every text has its vector',
      mode === 'plan' || plan?.refusal !== undefined
        ? skipped(`${counted(missing, 'text')} missing: the run does not embed`)
        : left > 0
          ? skipped(`${counted(left, 'record')} left out by on-bad-record: skip`)
          : PASSED,
    ],
    [
      'limits allow the run',
      plan !== undefined && (plan.refusal === undefined ? PASSED : failure('LimitExceeded', plan.refusal)),
    ],
    ['nothing that was approved is lost', approved !== undefined && approvalOutcome(approved)],
    ['tiers hold what the model gives', recomputed !== undefined && recomputed.sampled > 0 && auditOutcome(recomputed)],
  ];
  const cases = outcomes.flatMap(([name, outcome]) =>
    outcome ? [{ name, classname: 'embed-once.run', outcome }] : [],
  );
  return { name: 'run', seconds, cases };
}

function approvalOutcome(approved: NonNullable<RunReport['approved']>): Outcome {
  const refusal = approvalRefusal(approved);
  const changes = diffLines(approved).flatMap(({ text, details = [] }) => [text, ...details.map((one) => `  ${one}`)]);
  return refusal === undefined ? PASSED : failure('ApprovalRefused', refusal, changes.join('\n'));
}

function auditOutcome({ deviating, sampled, tolerance, named, gates }: RecomputeFacts): Outcome {
  if (deviating === 0) return PASSED;
  const message = `${count(deviating)} of ${counted(sampled, 'recomputed vector')} deviate by more than ${tolerance}`;
  const body = named.map(
    ({ source, line, tier, deviation }) => `${source}:${line} from ${tier}, by ${deviation.toPrecision(2)}`,
  );
  return gates ? failure('AuditFailed', message, body.join('\n')) : skipped(`${message}; warning only`);
}

function layerSuites(validation: Validation): Suite[] {
  const ranked = worstFirst(validation);
  const judging = validation.layers.filter(
    ({ layer, verdict }) => LAYERS_OF_TEXTS.includes(layer) && verdict !== 'skipped',
  );
  const mostTexts = Math.floor(MOST_TEXT_CASES / Math.max(1, judging.length));
  return validation.layers.map((layer) => {
    const checks = layer.checks.map((check) => checkCase(layer, check));
    const none = { name: layer.layer, classname: classOf(layer), outcome: skipped(layer.why ?? 'not checked') };
    const texts = judging.includes(layer) ? textCases(layer, ranked, mostTexts) : [];
    return {
      name: layer.layer,
      seconds: 0,
      cases: checks.length + texts.length === 0 ? [none] : [...checks, ...texts],
    };
  });
}

function classOf({ layer }: LayerVerdict, kind = 'layer'): string {
  return `embed-once.${layer}.${kind}`;
}

function checkCase(layer: LayerVerdict, check: Check): Case {
  const [value, threshold] = measured(check.value, check.threshold);
  const message = `${check.name} is ${value}, and must be ${check.bound} ${threshold}`;
  const texts = check.failing.slice(0, 20).map((name) => excerpt(name));
  const body = [
    check.description,
    `expected: ${check.bound} ${threshold}`,
    `got: ${value}`,
    ...(texts.length > 0 ? [`texts: ${texts.join(', ')}`] : []),
  ].join('\n');
  return {
    name: check.name,
    classname: classOf(layer, 'checks'),
    outcome: check.passed && layer.verdict !== 'skipped' ? PASSED : fault(layer, check.passed, message, body),
  };
}

/** A fault is a failure only if its layer can fail the run. */
function fault({ layer, verdict, gates, why }: LayerVerdict, passed: boolean, message: string, body: string): Outcome {
  const reason = why ?? 'not checked';
  if (verdict === 'skipped') return skipped(passed ? reason : `${message}; ${reason}`);
  if (verdict === 'passed') return skipped(`${message}; the layer still passes`);
  return gates
    ? failure(layer, message, body)
    : skipped(`${message}; warning only${why === undefined ? '' : `: ${why}`}`);
}

function textCases(layer: LayerVerdict, ranked: readonly RankedText[], most: number): Case[] {
  const isFaulty = ({ faults }: RankedText) => faults.some((fault) => fault.layer === layer.layer);
  const ordered = [...ranked.filter(isFaulty), ...ranked.filter((text) => !isFaulty(text))];
  const seen = new Map<string, number>();
  const cases = ordered.slice(0, most).map((text, place) => textCase(layer, text, seen, place < MOST_BODIES));
  const left = ordered.length - cases.length;
  if (left === 0) return cases;
  const message = `${counted(left, 'more text')} would exceed the limits of dashboards; report.json has all`;
  return [...cases, { name: 'other texts', classname: classOf(layer, 'texts'), outcome: skipped(message) }];
}

/** Numbers repeated names, because dashboards show only the first case of a name. */
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
  // In UTC: the schema has no time zones.
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

/** Escapes a text and drops characters that XML 1.0 cannot express. */
function escapeXml(text: string): string {
  return visibleText(text)
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
