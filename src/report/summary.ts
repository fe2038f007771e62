import { count } from '../base/wording';
import { cell, code, withinLimit } from './markdown';
import { originPicture, similarityPicture } from './pictures';
import {
  cutFor,
  type Fact,
  factsFor,
  isNumeric,
  isScalar,
  type Medium,
  mostImportantFirst,
  type ReportDocument,
  type Scalar,
  type State,
  type Table,
  wordsOf,
} from './sections/model';

/** GitHub takes 1 MiB per step, and shows nothing for a step that writes more. */
const MOST_BYTES = 1_000_000;

const SIGNS: Readonly<Record<State, string>> = { passed: '✅', failed: '❌', warned: '⚠️', skipped: '–', neutral: '' };

/** The places of the reports of a run. */
export interface ReportLinks {
  /** The folder with report.html. */
  readonly folder: string;
  /** The page of the run, which lists its artifacts. */
  readonly runPage: string;
}

/** Returns a report as Markdown, for the summary page of a job. */
export function renderSummary(report: ReportDocument, links?: ReportLinks): string {
  const { blocks, rows } = markdownOf(report, 'summary');
  const figures =
    rows.length === 0
      ? []
      : [
          `<details${blocks.length > FEW_LINES ? '' : ' open'}><summary>Figures of this run</summary>`,
          '',
          '| | |',
          '|---|---|',
          ...rows,
          '',
          '</details>',
          '',
        ];
  // The address of an artifact is unknown until a later step has uploaded it.
  const link = links
    ? [
        `Report: report.html in ${code(links.folder)}; once uploaded, among the [artifacts of this run](${links.runPage}#artifacts).`,
        '',
      ]
    : [];
  const lines = [`### ${cell(report.title)}`, '', ...blocks, ...link, ...figures];
  return withinLimit(lines, MOST_BYTES, '… the summary is cut here. report.html has the rest.');
}

/** Up to this length, the figures below are in sight. */
const FEW_LINES = 12;

/** Returns the facts that stand by themselves, and the others as rows of a table. */
export function markdownOf({ sections }: ReportDocument, medium: Medium): { blocks: string[]; rows: string[] } {
  const facts = mostImportantFirst(sections).flatMap((one) => factsFor(one, medium));
  const isRow = ({ value, lead }: Fact): boolean => !lead && (isScalar(value) || value.kind === 'list');
  return {
    blocks: facts.filter((fact) => !isRow(fact)).flatMap((fact) => blockOf(fact, medium)),
    rows: facts.filter(isRow).map(({ label, value }) => `| ${cell(label)} | ${rowCell(value)} |`),
  };
}

function blockOf({ label, value }: Fact, medium: Medium): string[] {
  if (isScalar(value)) return [leadLine(label, value), ''];
  switch (value.kind) {
    case 'table':
      return tableLines(value, medium);
    case 'list': {
      const { shown: items, more } = cutFor(value.items, value.most, medium);
      return [
        ...(label === '' ? [] : [`**${cell(label)}**`, '']),
        ...items.flatMap(({ text, details = [], state }) => [
          `- ${state ? `${SIGNS[state]} ` : ''}${cell(text)}`,
          ...details.map((one) => `  - ${cell(one)}`),
        ]),
        ...(more > 0 ? [`- … and ${count(more)} more, in report.html`] : []),
        '',
      ];
    }
    case 'origin':
      return originPicture(value.origins);
    case 'similarity':
      return similarityPicture(value);
    default:
      return [];
  }
}

function leadLine(label: string, value: Scalar): string {
  if (value.kind === 'status' && label === '')
    return `**${`${SIGNS[value.state]} ${cell(value.word)}`.trim()}.** ${cell(value.text ?? '')}`.trim();
  return `**${cell(label)}**: ${shown(value)}`;
}

function rowCell(value: Fact['value']): string {
  if (isScalar(value)) return shown(value);
  return value.kind === 'list' ? value.items.map(({ text }) => cell(text)).join('<br>') : '';
}

function tableLines(table: Table, medium: Medium): string[] {
  const { shown: rows, more } = cutFor(table.rows, table.most, medium);
  if (rows.length === 0) return [];
  return [
    `| ${table.columns.join(' | ')} |`,
    `|${table.columns.map((_, at) => (isNumeric(table, at) ? '--:' : '---')).join('|')}|`,
    ...rows.map((row) => `| ${row.map(shown).join(' | ')} |`),
    ...(more > 0 ? ['', `… and ${count(more)} more, in report.html.`] : []),
    '',
  ];
}

function shown(value: Scalar): string {
  if (value.kind === 'status') return `${SIGNS[value.state]} ${cell(wordsOf(value))}`.trim();
  const words = value.kind === 'code' ? code(value.text) : cell(wordsOf(value));
  if (value.note === undefined) return words;
  return value.kind === 'code' ? `${words}, ${cell(value.note)}` : `${words} (${cell(value.note)})`;
}
