import type { TextUnits } from './text-units';

/** Returns the headings above or at an offset, outermost first: those of the whole record, then those within its text. */
export function headingsAt(headings: TextUnits['headings'], outer: readonly string[], at: number): string[] {
  const path: { depth: number; title: string }[] = [];
  for (const { at: place, depth, title } of headings) {
    if (place > at) break;
    while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= depth) path.pop();
    path.push({ depth, title });
  }
  return [...outer, ...path.map(({ title }) => title)];
}
