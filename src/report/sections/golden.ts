import { count, counted, excerpt, percent } from '../../base/wording';
import { describeChange } from '../../keys/contract-parts';
import type { ApprovalFacts } from '../../validation/golden/approval';
import type { GoldenDiff } from '../../validation/golden/golden-diff';
import type { ProposalFacts, RunReport } from '../run-report';
import { fact, type Item, list, type Section, section } from './model';
import { some } from './validation';

/** Names of added or removed texts. report.json has all of them. */
const NAMES_SHOWN = 10;
/** Neighbours gone and new of one text. */
const NEIGHBOURS_SHOWN = 3;

export function goldenSection({ proposed, approved }: RunReport): Section {
  const changes = approved ? diffLines(approved) : [];
  const result = proposed ? proposalLine(proposed) : approved && approvalLine(approved);
  return section(
    'golden',
    'Golden set',
    [
      proposed && fact('Proposed', proposalLine(proposed), { lead: true }),
      approved &&
        fact(
          'Golden set',
          { kind: 'status', ...OUTCOMES[approved.outcome], text: approvalLine(approved) },
          { lead: true },
        ),
      changes.length > 0 && fact('Changes', list(changes), { lead: true }),
    ],
    result,
  );
}

const OUTCOMES = {
  written: { state: 'passed', word: 'written' },
  unchanged: { state: 'passed', word: 'unchanged' },
  'dry-run': { state: 'passed', word: 'dry run' },
  refused: { state: 'failed', word: 'not written' },
} as const;

/** Returns the result of an approval in one line, after its outcome. */
export function approvalLine({ outcome, texts, path, version, k, neighboursFrom, diff }: ApprovalFacts): string {
  const among = neighboursFrom === 'golden' ? 'golden texts' : 'the corpus';
  const each = `${counted(texts, 'golden text')}, ${counted(k, 'neighbour')} each among ${among}`;
  const present = version === undefined ? path : `${path}, version ${version}`;
  switch (outcome) {
    case 'written':
      return `${path}, version ${diff.version.to}: ${each}`;
    case 'unchanged':
      return `${present}: ${each}`;
    case 'dry-run':
      return `${path} would become version ${diff.version.to}${version === undefined ? '' : `, now version ${version}`}: ${each}`;
    case 'refused':
      return version === undefined ? `${path} is unchanged` : `${path} stays at version ${version}`;
  }
}

/** Returns why an approval was refused, and the fix. Undefined if it was not refused. */
export function approvalRefusal({ outcome, path, diff }: ApprovalFacts): string | undefined {
  if (outcome !== 'refused') return undefined;
  return `golden-set: ${path} was not written: ${lossOf(diff)}, and approve: new never replaces approved facts. If the change is intended, set approve: all; approve: dry-run previews it.`;
}

function lossOf({ vectors, otherContract, neighbours }: GoldenDiff): string {
  if (vectors.changed > 0)
    return `${count(vectors.changed)} of ${counted(vectors.compared, 'approved vector')} would change`;
  if (otherContract > 0)
    return `${counted(otherContract, 'text')} ${otherContract === 1 ? 'was' : 'were'} approved under another embedding contract`;
  return `approved neighbours in the corpus would change, of ${counted(neighbours.moved, 'text')}`;
}

/** Returns an item per kind of change that an approval makes or would make. */
export function diffLines({ diff, replaces, outcome }: ApprovalFacts): Item[] {
  const lines: Item[] = [];
  const say = (line: string, details: string[] = []): void => void lines.push({ text: line, details });
  if (diff.added.length > 0)
    say(`${counted(diff.added.length, 'text')} approved for the first time`, shownNames(diff.added));
  if (diff.removed.length > 0)
    say(`${counted(diff.removed.length, 'text')} no longer in the file`, shownNames(diff.removed));
  if (diff.completed > 0) say(`${counted(diff.completed, 'text')} given an id or their first neighbours`);
  if (diff.model) say(`model ${excerpt(diff.model.from ?? 'none')} → ${excerpt(diff.model.to)}`);
  if (diff.otherContract > 0) say(contractLine(diff), diff.contract.map(describeChange));
  if (diff.vectors.changed > 0) say(vectorLine(diff), worstVectors(diff));
  if (diff.neighbours.moved > 0) say(neighbourLine(diff), worstNeighbours(diff));
  if (diff.k) say(`${counted(diff.k.to, 'neighbour')} per text instead of ${count(diff.k.from ?? 0)}`);
  if (diff.neighboursFrom) say(`neighbours searched in: ${diff.neighboursFrom.from} → ${diff.neighboursFrom.to}`);
  if (outcome === 'dry-run' && replaces) say('approve: new would refuse these changes, approve: all would write them');
  return lines;
}

function contractLine({ otherContract, contract }: GoldenDiff): string {
  const unknown = contract.length > 0 ? '' : ', which the file does not record';
  return `${counted(otherContract, 'text')} approved under another embedding contract${unknown}`;
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
  const kept = meanRecall === undefined ? '' : `, ${percent(meanRecall)} of all kept`;
  return `neighbours of ${count(moved)} of ${counted(compared, 'text')} change${kept}`;
}

function worstNeighbours({ neighbours: { worst } }: GoldenDiff): string[] {
  return worst.map(
    ({ name, recall, gone, came }) =>
      `${percent(recall)} kept  ${excerpt(name)}: − ${some(gone, NEIGHBOURS_SHOWN)}; + ${some(came, NEIGHBOURS_SHOWN)}`,
  );
}

function shownNames(names: readonly string[]): string[] {
  const more = names.length - NAMES_SHOWN;
  return [
    ...names.slice(0, NAMES_SHOWN).map((name) => excerpt(name)),
    ...(more > 0 ? [`and ${count(more)} more, in report.json`] : []),
  ];
}

/** Returns the golden texts that a run proposed, and the next step. */
export function proposalLine({ texts, candidates, kinds, path }: ProposalFacts): string {
  const why = Object.entries(kinds).map(([kind, those]) => `${count(those)} ${kind}`);
  return `${counted(texts, 'golden text')} of ${counted(candidates, 'candidate')}, written to ${path}: ${why.join(', ')}. Review them, then approve them: mode golden without propose`;
}
