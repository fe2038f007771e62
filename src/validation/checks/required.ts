import { countCheck, type Fault, type Findings, skip } from './findings';

/** One golden text, the neighbours it must and must not have, and those it has. */
export interface Demanding {
  readonly name: string;
  readonly mustInclude: readonly string[];
  readonly mustExclude: readonly string[];
  /** Names of its present k nearest neighbours. */
  readonly present: readonly string[];
}

/** Checks that golden texts have their required neighbours and no forbidden ones. */
export function checkRequired(texts: readonly Demanding[], k: number): Findings {
  const demanding = texts.filter(({ mustInclude, mustExclude }) => mustInclude.length + mustExclude.length > 0);
  if (demanding.length === 0) return skip('no golden text has must-include or must-exclude');
  const faults: Fault[] = [];
  const failing = (wrong: (text: Demanding) => readonly string[], what: string): string[] =>
    texts.flatMap((text, position) => {
      const names = wrong(text);
      if (names.length === 0) return [];
      faults.push({ position, message: `${names.join(', ')} ${what} the ${k} nearest` });
      return [text.name];
    });
  const checks = [
    countCheck(
      {
        name: 'must-include',
        description: `Texts without all required neighbours among the ${k} nearest.`,
        happened: 'lost a required neighbour',
      },
      failing(({ mustInclude, present }) => mustInclude.filter((name) => !present.includes(name)), 'must be among'),
      texts.filter(({ mustInclude }) => mustInclude.length > 0).length,
    ),
    countCheck(
      {
        name: 'must-exclude',
        description: `Texts with a forbidden neighbour among the ${k} nearest.`,
        happened: 'got a forbidden neighbour',
      },
      failing(({ mustExclude, present }) => mustExclude.filter((name) => present.includes(name)), 'must not be among'),
      texts.filter(({ mustExclude }) => mustExclude.length > 0).length,
    ),
  ];
  return { checks, faults };
}
