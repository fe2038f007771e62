import { cited, count, counted, excerpt, fraction, measured } from '../../base/wording';
import type { Check, LayerVerdict, SimilarityFacts, Validation } from '../../validation/validation';
import { neighbourChanges } from '../neighbour-changes';
import type { RunReport } from '../run-report';
import { visibleText } from '../visible-text';
import { faulty, type RankedText, worstFirst } from '../worst-texts';
import {
  fact,
  LONG,
  list,
  NOT_ON_PAGE,
  ON_PAGE,
  ON_TERMINAL,
  type Scalar,
  type Section,
  type Similarities,
  type State,
  section,
  table,
  text,
} from './model';

/** Names in one line. */
const NAMES_SHOWN = 3;
/** Faults of one text, and characters of each. */
export const FAULTS_SHOWN = 5;
export const FAULT_LENGTH = 300;

export function validationSections({ validation }: RunReport): Section[] {
  if (!validation) return [];
  const ranked = worstFirst(validation);
  const wrong = ranked.filter(({ faults }) => faults.length > 0);
  const { similarity, map, layers, notInCorpus } = validation;
  const { state, word } = outcomeOf(validation);
  const sentence = validationSentence(validation);
  const visual = (kind: 'checks' | 'map' | 'worst' | 'texts') => fact('', { kind, validation, ranked }, ON_PAGE);
  const unseen = unseenLines(validation);
  return [
    section(
      'checks',
      'Validation',
      [
        fact('Validation', { kind: 'status', state, word, text: sentence }, ON_TERMINAL),
        fact('Profile', `${validation.profile}: ${validation.profileReason}`),
        fact('Golden set', goldenSetLine(validation), ON_PAGE),
        fact('Neighbours', text(engineLine(validation), validation.engine.reason)),
        notInCorpus.length > 0 && fact('No longer in the corpus', some(notInCorpus, NAMES_SHOWN), ON_PAGE),
        fact('', layerTable(layers), { media: ['terminal', 'summary', 'comment'] }),
        visual('checks'),
        unseen.length > 0 && fact('Blind spots', list(unseen), { ...NOT_ON_PAGE, lead: true }),
      ],
      `${word}: ${sentence}`,
    ),
    section('similarity', 'Similarity to the approved vectors', [
      similarity && fact('', similaritiesOf(similarity, layers), { media: ['summary', 'page'] }),
    ]),
    section('map', 'Map of the golden texts', [map && visual('map')]),
    section(
      'worst',
      wrong.length > 0 ? 'Worst texts' : 'Least similar texts',
      [
        wrong.length > 0 && fact('', list(wrong.map(textItem), LONG), ON_TERMINAL),
        wrong.length > 0 && fact('', textTable(wrong), { media: ['summary', 'comment'] }),
        visual('worst'),
      ],
      `${count(wrong.length)} of ${counted(ranked.length, 'golden text')} ${wrong.length === 1 ? 'has' : 'have'} faults`,
    ),
    section('texts', 'All golden texts', [visual('texts')]),
  ];
}

/** Returns the failed layers: those that fail the run, and those that only warn. */
export function failedLayers({
  layers,
}: Pick<Validation, 'layers'>): Record<'closing' | 'others', readonly LayerVerdict[]> {
  const failed = layers.filter(({ verdict }) => verdict === 'failed');
  return { closing: failed.filter(({ gates }) => gates), others: failed.filter(({ gates }) => !gates) };
}

function outcomeOf(validation: Validation): { state: State; word: string } {
  if (failedLayers(validation).closing.length > 0) return { state: 'failed', word: 'failed' };
  if (validation.passed) return { state: 'passed', word: 'passed' };
  return { state: 'warned', word: 'failed, warning only' };
}

/** Returns the result of validation as a sentence without a full stop. */
export function validationSentence(validation: Validation): string {
  const { goldenSet, texts } = validation;
  const { closing, others } = failedLayers(validation);
  const wrong = faulty(validation);
  const version = goldenSet.version === undefined ? '' : `, version ${goldenSet.version}`;
  const set = `${counted(texts.length, 'golden text')} (${goldenSet.path}${version})`;
  const state = wrong === 0 ? `${set}, no faults` : `${count(wrong)} of ${set} ${wrong === 1 ? 'has' : 'have'} faults`;
  const failed = closing.length > 0 ? closing : others;
  if (failed.length === 0) return state;
  return `${cited(failed.map(({ layer }) => layer))}${closing.length > 0 ? '' : ' (warning only)'}: ${state}`;
}

function layerTable(layers: Validation['layers']) {
  const statusOf = ({ verdict, gates }: LayerVerdict): Scalar =>
    verdict === 'failed' && !gates
      ? { kind: 'status', state: 'warned', word: 'failed, warning only' }
      : { kind: 'status', state: verdict, word: verdict };
  return table(
    ['Layer', 'Verdict', 'Checks'],
    layers.map((layer) => [layer.layer, statusOf(layer), layerLine(layer)]),
  );
}

/** Returns the failed checks of a layer, or all if none failed. Checks that are 0, as they should be, are only counted. */
function layerLine({ verdict, why, checks }: LayerVerdict): string {
  if (verdict === 'skipped') return why ?? '';
  const failed = checks.filter(({ passed }) => !passed);
  const told = failed.length > 0 ? failed : checks.filter(({ value, bound }) => value !== 0 || bound === 'at least');
  const zeros = failed.length > 0 ? 0 : checks.length - told.length;
  return [
    ...(why === undefined ? [] : [why]),
    ...told.map(checkLine),
    ...(zeros > 0 ? [`${counted(zeros, 'check')} at 0`] : []),
  ].join('; ');
}

/** Returns a line such as `recall@10 0.85, must be at least 0.9, 3 texts`. */
export function checkLine({ name, value, threshold, bound, passed, failing }: Check): string {
  const [shown, held] = measured(value, threshold);
  return `${name} ${shown}, ${passed ? '' : 'must be '}${bound} ${held}${failing.length > 0 ? `, ${counted(failing.length, 'text')}` : ''}`;
}

/** Returns the drift that passed layers could have missed, by the first check of each. It is obvious for sanity. */
function unseenLines({ layers }: Validation): string[] {
  return layers
    .filter(({ layer, verdict }) => layer !== 'sanity' && verdict === 'passed')
    .flatMap(({ layer, checks }) => {
      const unseen = checks.find((one) => one.passed && one.unseen !== undefined)?.unseen;
      return unseen === undefined ? [] : [`${layer}: ${unseen}`];
    });
}

function similaritiesOf(similarity: SimilarityFacts, layers: Validation['layers']): Similarities {
  const identity = layers.find(({ layer }) => layer === 'identity');
  const found = { kind: 'similarity', similarity, failed: identity?.verdict === 'failed' } as const;
  if (identity?.verdict === 'skipped')
    return { ...found, ...(identity.why !== undefined && { notJudged: identity.why }) };
  const check = identity?.checks.find(({ name, bound }) => name.includes('similarity') && bound === 'at least');
  return { ...found, ...(check && { threshold: check.threshold }) };
}

function textItem(one: RankedText) {
  const neighbours = neighbourLine(one);
  return {
    // The mark keeps a name from the start of a line, where a log could take `::error::` for a command.
    text: `✗ ${excerpt(one.name)}: "${excerpt(one.excerpt)}"`,
    details: [...faultLines(one), ...(neighbours === undefined ? [] : [neighbours])],
  };
}

function textTable(texts: readonly RankedText[]) {
  return table(
    ['Golden text', 'Similarity to approved', 'Faults', 'Neighbours'],
    texts.map((one) => [
      `${excerpt(one.name)}: ${excerpt(one.excerpt)}`,
      one.similarity === undefined ? '–' : fraction(one.similarity),
      faultLines(one).join('; '),
      neighbourLine(one) ?? 'as approved',
    ]),
    LONG,
  );
}

/** Returns the faults of a text, each with its layer. */
export function faultLines({ faults }: Pick<RankedText, 'faults'>): string[] {
  return faults
    .slice(0, FAULTS_SHOWN)
    .map(({ layer, message }) => excerpt(plain(`${layer}: ${message}`), FAULT_LENGTH));
}

/** Returns a line such as `7 of 10 neighbours kept; gone: a, b; new: c`, or undefined if the neighbours are the same. */
export function neighbourLine(one: Pick<RankedText, 'approvedNeighbours' | 'presentNeighbours'>): string | undefined {
  const { approved, present, kept } = neighbourChanges(one);
  const gone = approved.filter(({ fate }) => fate === 'gone').map(({ name }) => name);
  const come = present.filter(({ fate }) => fate === 'new').map(({ name }) => name);
  if (approved.length === 0 || gone.length + come.length === 0) return undefined;
  const listed = (title: string, names: string[]) => (names.length > 0 ? title + some(names, NAMES_SHOWN) : '');
  const changes = `${listed('; gone: ', gone)}${listed('; new: ', come)}`;
  return plain(`${count(kept)} of ${count(approved.length)} neighbours kept${changes}`);
}

function engineLine({ engine, k, neighboursFrom }: Validation): string {
  const recall = engine.recall === undefined ? '' : `, recall ${fraction(engine.recall)} against an exact search`;
  const among = neighboursFrom === 'golden' ? 'golden texts' : 'all texts of the corpus';
  return `${count(k)} nearest among ${among}, ${counted(engine.indexed, 'vector')}; ${engine.name} (${engine.description})${recall}`;
}

function goldenSetLine({ goldenSet, texts }: Validation): string {
  const { path, version, approvedAt, approvedCommit, model } = goldenSet;
  return [
    path,
    ...(version === undefined ? [] : [`version ${version}`]),
    counted(texts.length, 'text'),
    ...(approvedAt === undefined ? [] : [`approved ${approvedAt.slice(0, 10)}`]),
    ...(approvedCommit === undefined ? [] : [`at commit ${approvedCommit.slice(0, 12)}`]),
    ...(model === undefined ? [] : [`with ${model}`]),
  ].join(', ');
}

/** Returns text of others in one line, with its control characters shown. */
export function plain(words: string): string {
  return visibleText(words).replace(/\s+/g, ' ').trim();
}

/** Returns the first names, and the number of the others. */
export function some(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => excerpt(name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${count(more)} more` : cited(shown);
}
