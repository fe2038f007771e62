import { count, excerpt, fraction } from '../base/wording';
import type { LayerVerdict, Validation } from '../validation/validation';
import { cell } from './markdown';
import type { RunReport } from './run-report';
import { faultLines, layerLine, neighbourLine } from './validation-lines';
import { verdictOf } from './verdict';
import { worstFirst } from './worst-texts';

const STATE_SIGNS = { passed: '✅', failed: '❌', warned: '⚠️', neutral: '' } as const;

/** What a run came to, and what to do about it. */
export function verdictMarkdown(report: RunReport): string[] {
  const { state, title, sentence, advice } = verdictOf(report);
  const told = `**${`${STATE_SIGNS[state]} ${cell(title)}`.trim()}.** ${cell(sentence)}`;
  return [told, '', ...(advice.length > 0 ? [...advice.map((line) => `- ${cell(line)}`), ''] : [])];
}

export function layerTable({ layers }: Pick<Validation, 'layers'>): string[] {
  return [
    '| Layer | Verdict | Checks |',
    '|---|---|---|',
    ...layers.map((layer) => `| ${layer.layer} | ${verdictCell(layer)} | ${cell(layerLine(layer))} |`),
    '',
  ];
}

function verdictCell({ verdict, gates }: LayerVerdict): string {
  if (verdict === 'failed') return gates ? '❌ failed' : '⚠️ failed, closes no gate';
  return verdict === 'passed' ? '✅ passed' : '– skipped';
}

/** Texts with a fault, the worst first. @param shown how many at most */
export function textTable(validation: Validation, shown: number): string[] {
  const faulty = worstFirst(validation).filter(({ faults }) => faults.length > 0);
  if (faulty.length === 0) return [];
  const rows = faulty
    .slice(0, shown)
    .map(
      (text) =>
        `| ${cell(excerpt(text.name))}: ${cell(excerpt(text.excerpt))} | ${text.similarity === undefined ? '–' : fraction(text.similarity)} | ${cell(faultLines(text).join('; '))} | ${cell(neighbourLine(text) ?? 'as approved')} |`,
    );
  const more = faulty.length - shown;
  return [
    '| Golden text | Similarity to approved | What is wrong | Neighbours |',
    '|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `… and ${count(more)} more, in report.html.`] : []),
    '',
  ];
}
