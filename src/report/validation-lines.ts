import { cited, count, counted, excerpt, fraction, measured } from '../base/wording';
import type { Check, LayerVerdict, Validation } from '../validation/validation';
import { neighbourChanges } from './neighbour-changes';
import { visibleText } from './visible-text';
import type { RankedText } from './worst-texts';

/** Validation as sentences, for the account and the summary alike. */

/** Names in one line. */
const NAMES_SHOWN = 3;
/** Faults of a text, and of each. */
const FAULTS_SHOWN = 5;
const FAULT_LENGTH = 300;

/** What became of a layer: its checks that failed, or all if none did; those at 0, where they should be, are counted. */
export function layerLine({ verdict, gates, why, checks }: LayerVerdict): string {
  if (verdict === 'skipped') return plain(why ?? '');
  const failed = checks.filter(({ passed }) => !passed);
  const told = failed.length > 0 ? failed : checks.filter(({ value, bound }) => value !== 0 || bound === 'at least');
  const zeros = failed.length > 0 ? 0 : checks.length - told.length;
  return plain(
    [
      ...(verdict === 'failed' && !gates ? ['closes no gate'] : []),
      ...(why === undefined ? [] : [why]),
      ...told.map(heldAgainst),
      ...(zeros > 0 ? [`${counted(zeros, 'check')} at 0`] : []),
    ].join('; '),
  );
}

/** As in `recall@10 0.85, must be at least 0.9, 3 texts`. */
export function heldAgainst({ name, value, threshold, bound, passed, failing }: Check): string {
  const [shown, held] = measured(value, threshold);
  return `${name} ${shown}, ${passed ? '' : 'must be '}${bound} ${held}${failing.length > 0 ? `, ${counted(failing.length, 'text')}` : ''}`;
}

/** What could have gone unseen in layers that passed: what the first check of each says. Of sanity it goes without saying. */
export function unseenLines({ layers }: Pick<Validation, 'layers'>): string[] {
  return layers
    .filter(({ layer, verdict }) => layer !== 'sanity' && verdict === 'passed')
    .flatMap(({ layer, checks }) => {
      const unseen = checks.find((one) => one.passed && one.unseen !== undefined)?.unseen;
      return unseen === undefined ? [] : [plain(`${layer}: ${unseen}`)];
    });
}

/** What is wrong with a text, by layer. */
export function faultLines({ faults }: Pick<RankedText, 'faults'>): string[] {
  return faults
    .slice(0, FAULTS_SHOWN)
    .map(({ layer, message }) => excerpt(plain(`${layer}: ${message}`), FAULT_LENGTH));
}

/** As in `7 of 10 kept; gone: a, b; new: c`. Undefined where nothing came or went. */
export function neighbourLine(text: Pick<RankedText, 'approvedNeighbours' | 'presentNeighbours'>): string | undefined {
  const { approved, present, kept } = neighbourChanges(text);
  const gone = approved.filter(({ fate }) => fate === 'gone').map(({ name }) => name);
  const come = present.filter(({ fate }) => fate === 'new').map(({ name }) => name);
  if (approved.length === 0 || gone.length + come.length === 0) return undefined;
  return plain(
    `${count(kept)} of ${count(approved.length)} neighbours kept${listed('; gone: ', gone)}${listed('; new: ', come)}`,
  );
}

/** What answered, and how far it can be believed. */
export function engineLine({ engine, k, neighboursFrom }: Validation): string {
  const recall = engine.recall === undefined ? '' : `, recall ${fraction(engine.recall)} against an exact search`;
  const among = neighboursFrom === 'golden' ? 'golden texts' : 'all texts of the corpus';
  return plain(`${engine.name} (${engine.description})${recall}; ${count(k)} nearest among ${among}`);
}

/** Text of others in a line of a terminal or a log. */
export function plain(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim();
}

function listed(title: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, NAMES_SHOWN).map((name) => excerpt(name));
  const more = names.length - shown.length;
  return title + (more > 0 ? `${shown.join(', ')} and ${count(more)} more` : cited(shown));
}
