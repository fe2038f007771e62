import type { TextUnits } from './text-units';

/** Returns the headings above a place, outermost first: those of the whole text, then those within it. A heading at the place counts. */
export function headingsAt(headings: TextUnits['headings'], outer: readonly string[], at: number): string[] {
  const path: { depth: number; title: string }[] = [];
  for (const { at: place, depth, title } of headings) {
    if (place > at) break;
    while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= depth) path.pop();
    path.push({ depth, title });
  }
  return [...outer, ...path.map(({ title }) => title)];
}
