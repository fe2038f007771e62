import { cell, unlinked, withinLimit } from './markdown';
import type { ReportDocument } from './sections/model';
import { markdownOf } from './summary';

/** GitHub takes 65,536 characters, and UTF-8 has at least one byte per character. */
const MOST_BYTES = 60_000;

/** The origin of a comment. */
export interface CommentOrigin {
  /** An invisible first line that tells this comment from all others. */
  readonly marker: string;
  readonly runPage?: string;
  readonly commit?: string;
}

/** Returns the comment on a pull request: the verdict, the origin of vectors, the layers and the worst texts. */
export function renderComment(
  report: ReportDocument,
  version: string,
  { marker, runPage, commit }: CommentOrigin,
): string {
  const last = [
    ...(runPage === undefined ? [] : [`[Job summary](${runPage}) and [artifacts](${runPage}#artifacts)`]),
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 12)}`]),
    `embed-once ${version}`,
  ].join(' · ');
  const lines = [marker, `### ${cell(report.title)}`, '', ...markdownOf(report, 'comment').blocks.map(unlinked)];
  const body = withinLimit(lines, MOST_BYTES, '… the job summary has the rest.');
  return `${body}\n<sub>${last}</sub>\n`;
}
