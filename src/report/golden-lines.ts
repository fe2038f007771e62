import { count, counted, excerpt, percent } from '../base/wording';
import { describeChange } from '../keys/contract-parts';
import type { ApprovalFacts } from '../validation/golden/approval';
import type { GoldenDiff } from '../validation/golden/golden-diff';
import type { ProposalFacts } from './run-report';

/** How many names of texts that were added or removed are shown; the report has all. */
const NAMES_SHOWN = 10;
/** Likewise of neighbours of one text that went, and that came. */
const NEIGHBOURS_SHOWN = 3;

/** What mode golden did, in one line. */
export function approvalLine({ outcome, texts, path, version, k, neighboursFrom, diff }: ApprovalFacts): string {
  const each = `${counted(texts, 'golden text')}, ${counted(k, 'neighbour')} each ${neighboursFrom === 'golden' ? 'among them' : 'in the corpus'}`;
  switch (outcome) {
    case 'written':
      return `version ${diff.version.to}: ${each}, written to ${path}`;
    case 'unchanged':
      return `nothing to change: ${path} keeps version ${version} (${each})`;
    case 'dry-run':
      return `dry run: ${path} was left as it is${versionNote(version)}; it would get version ${diff.version.to} (${each})`;
    case 'refused':
      return `NOT WRITTEN: ${path} was left as it is${versionNote(version)}`;
  }
}

function versionNote(version: number | undefined): string {
  return version === undefined ? '' : `, version ${version}`;
}

/** Why nothing was written, and what to do. Undefined where it was not refused. */
export function approvalRefusal({ outcome, path, diff }: ApprovalFacts): string | undefined {
  if (outcome !== 'refused') return undefined;
  return `golden-set: ${path} was left as it is: ${lossOf(diff)}, and approve: new replaces nothing that was approved. If the change is meant, set approve to all; dry-run only shows it.`;
}

function lossOf({ vectors, otherContract, neighbours }: GoldenDiff): string {
  if (vectors.changed > 0)
    return `${count(vectors.changed)} of ${counted(vectors.compared, 'approved vector')} would change`;
  if (otherContract > 0)
    return `${counted(otherContract, 'text')} ${otherContract === 1 ? 'was' : 'were'} approved under another embedding contract`;
  return `approved neighbours in the corpus would change, of ${counted(neighbours.moved, 'text')}`;
}

/** What an approval changes or would change: a line for each kind of change, each with lines that are its details. */
export function diffLines({
  diff,
  replaces,
  outcome,
}: ApprovalFacts): { readonly line: string; readonly details: readonly string[] }[] {
  const lines: { line: string; details: string[] }[] = [];
  const say = (line: string, details: string[] = []): void => void lines.push({ line, details });
  if (diff.added.length > 0)
    say(`${counted(diff.added.length, 'text')} approved for the first time`, shownNames(diff.added));
  if (diff.removed.length > 0)
    say(`${counted(diff.removed.length, 'text')} no longer in the file`, shownNames(diff.removed));
  if (diff.completed > 0) say(`${counted(diff.completed, 'text')} given an id, or the first neighbours`);
  if (diff.model) say(`model ${excerpt(diff.model.from ?? 'none')} → ${excerpt(diff.model.to)}`);
  if (diff.otherContract > 0) say(contractLine(diff), diff.contract.map(describeChange));
  if (diff.vectors.changed > 0) say(vectorLine(diff), worstVectors(diff));
  if (diff.neighbours.moved > 0) say(neighbourLine(diff), worstNeighbours(diff));
  if (diff.k) say(`${counted(diff.k.to, 'neighbour')} of each text instead of ${count(diff.k.from ?? 0)}`);
  if (diff.neighboursFrom) say(`neighbours are searched in: ${diff.neighboursFrom.from} → ${diff.neighboursFrom.to}`);
  if (outcome === 'dry-run' && replaces) say('approve: new would refuse this, approve: all would write it');
  return lines;
}

function contractLine({ otherContract, contract }: GoldenDiff): string {
  const what = contract.length > 0 ? '' : ', which the file does not tell';
  return `${counted(otherContract, 'text')} approved under another embedding contract${what}`;
}

function vectorLine({ vectors: { changed, compared, similarity, otherDimensions } }: GoldenDiff): string {
  const lengths = otherDimensions > 0 ? `, ${count(otherDimensions)} have other dimensions` : '';
  const range = similarity
    ? `: similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}`
    : '';
  return `${count(changed)} of ${counted(compared, 'approved vector')} change${range}${lengths}`;
}

function worstVectors({ vectors: { worst } }: GoldenDiff): string[] {
  return worst.map(
    ({ name, excerpt: text, similarity }) => `${similarity.toFixed(4)}  ${excerpt(name)}: "${excerpt(text)}"`,
  );
}

function neighbourLine({ neighbours: { moved, compared, meanRecall } }: GoldenDiff): string {
  const kept = meanRecall === undefined ? '' : `, ${percent(meanRecall)} of all are kept`;
  return `neighbours of ${count(moved)} of ${counted(compared, 'text')} change${kept}`;
}

function worstNeighbours({ neighbours: { worst } }: GoldenDiff): string[] {
  return worst.map(
    ({ name, recall, gone, came }) => `${percent(recall)} kept  ${excerpt(name)}: − ${listed(gone)}; + ${listed(came)}`,
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - NEIGHBOURS_SHOWN;
  const shown = names.slice(0, NEIGHBOURS_SHOWN).map((name) => excerpt(name));
  return `${shown.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
}

function shownNames(names: readonly string[]): string[] {
  const more = names.length - NAMES_SHOWN;
  return [
    ...names.slice(0, NAMES_SHOWN).map((name) => excerpt(name)),
    ...(more > 0 ? [`and ${count(more)} more, in report.json`] : []),
  ];
}

export function proposalLine({ texts, candidates, kinds, path }: ProposalFacts): string {
  const why = Object.entries(kinds).map(([kind, those]) => `${count(those)} ${kind}`);
  return `${counted(texts, 'golden text')} of ${count(candidates)} candidates, written to ${path}: ${why.join(', ')}. Look through them, then approve them: mode golden without propose`;
}
