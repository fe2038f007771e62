import type { Position } from '../base/errors';
import { count, counted, excerpt } from '../base/wording';
import type { Validation } from '../validation/validation';
import type { RunReport } from './run-report';
import { faultLines, neighbourLine, plain } from './sections/validation';
import { type RankedText, worstFirst } from './worst-texts';

/** A message at a line of the repository. */
interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly position: Position;
}

export interface Annotations {
  /** The worst first. */
  readonly shown: readonly Annotation[];
  /** A sentence per kind of message that is cut. */
  readonly rest: readonly string[];
}

/**
 * GitHub shows the first errors and the first warnings of a step, up to this number each.
 * https://docs.github.com/en/actions/reference/limits
 */
const MOST_OF_A_LEVEL = 10;
/** The last error of a step says why the run failed. */
const VERDICT = 1;

/** Returns golden texts with faults and skipped records, as many as GitHub shows besides the other messages of the run. */
export function annotationsOf(report: RunReport): Annotations {
  const { validation, corpus } = report;
  const texts = validation ? worstFirst(validation).filter(({ faults }) => faults.length > 0) : [];
  const found = [
    ...(validation ? texts.map((text) => ofText(text, validation)) : []),
    ...(corpus?.skippedExamples ?? []).map(ofSkipped),
  ];
  const room = {
    error: MOST_OF_A_LEVEL - VERDICT,
    // The run has shown its warnings before, and one more may name the layers that failed as a warning only.
    warning: Math.max(0, MOST_OF_A_LEVEL - VERDICT - report.warnings.length),
  };
  const shown = (['error', 'warning'] as const).flatMap((level) =>
    found.filter((one) => one.level === level).slice(0, room[level]),
  );
  const textsShown = shown.filter(({ title }) => title === TEXT_TITLE).length;
  const skippedShown = shown.length - textsShown;
  return {
    shown,
    rest: [
      ...notShown(texts.length, textsShown, 'golden text', 'with faults', 'report.html has all'),
      ...notShown(corpus?.skipped ?? 0, skippedShown, 'record', 'skipped', 'the warning above lists the first'),
    ],
  };
}

const TEXT_TITLE = 'Golden text not as approved';

function ofText(text: RankedText, { layers, goldenSet }: Validation): Annotation {
  const closing = layers.filter(({ verdict, gates }) => verdict === 'failed' && gates).map(({ layer }) => layer);
  const neighbours = neighbourLine(text);
  const told = [...faultLines(text), ...(neighbours === undefined ? [] : [neighbours])];
  return {
    level: text.faults.some(({ layer }) => closing.includes(layer)) ? 'error' : 'warning',
    title: TEXT_TITLE,
    message: `${plain(excerpt(text.name))}: ${told.join('; ')}`,
    // A text that is not in the corpus is in the golden set.
    position: text.position ?? { source: goldenSet.path },
  };
}

function ofSkipped({ position, reason }: { readonly position: Position; readonly reason: string }): Annotation {
  return { level: 'warning', title: 'Record skipped', message: `no vector: ${plain(reason)}`, position };
}

function notShown(all: number, shown: number, noun: string, state: string, where: string): string[] {
  if (all <= shown) return [];
  return [`${count(shown)} of ${counted(all, noun)} ${state} are marked at their lines; ${where}.`];
}
