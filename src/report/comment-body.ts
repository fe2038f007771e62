import { cell, unlinked, withinLimit } from './markdown';
import { originPicture } from './pictures';
import type { RunReport } from './run-report';
import { savedLine } from './saved-line';
import { headline } from './summary';
import { layerTable, textTable, verdictMarkdown } from './validation-markdown';

const TEXTS_SHOWN = 5;
/** GitHub takes 65,536 characters; bytes of UTF-8 are never fewer than those. */
const MOST_BYTES = 60_000;

/** Where a comment comes from. */
export interface CommentOrigin {
  /** Stands first, cannot be seen, and tells this comment from all others. */
  readonly marker: string;
  readonly runPage?: string;
  readonly commit?: string;
}

/** A run as a comment on its pull request: the verdict, what was reused, the worst texts, and where the rest is. */
export function renderComment(report: RunReport, { marker, runPage, commit }: CommentOrigin): string {
  const { validation, explanation } = report;
  const saved = savedLine(report);
  const told = [
    ...verdictMarkdown(report),
    ...originPicture(report),
    ...(saved === undefined ? [] : [`**Time saved**: ${cell(saved)}.`, '']),
    ...(explanation ? [`**Misses**: ${cell(explanation.sentence)}.`, ''] : []),
    ...(validation ? [...layerTable(validation), ...textTable(validation, TEXTS_SHOWN)] : []),
  ].map(unlinked);
  const last = [
    ...(runPage === undefined ? [] : [`[Job summary](${runPage}) and [artifacts](${runPage}#artifacts)`]),
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 12)}`]),
    `embed-once ${report.version}`,
  ].join(' · ');
  const head = [marker, `### ${headline(report)}`, ''];
  const body = withinLimit([...head, ...told], MOST_BYTES, '… the rest is in the job summary.');
  return `${body}\n<sub>${last}</sub>\n`;
}
