import type { NamedNeighbour } from '../validation/golden/golden-set';
import type { TextVerdict } from '../validation/validation';

/** A neighbour in one of both lists, and what became of it in the other. */
export interface NeighbourChange extends NamedNeighbour {
  readonly fate: 'kept' | 'gone' | 'new';
  /** Place in its own list, from 1. */
  readonly place: number;
  /** Place in the other list; of neighbours that were kept. */
  readonly otherPlace?: number;
}

export interface NeighbourChanges {
  readonly approved: readonly NeighbourChange[];
  readonly present: readonly NeighbourChange[];
  /** Of the approved ones. */
  readonly kept: number;
}

/** What came and went among the neighbours of a text. Neighbours are the same if they have the same name. */
export function neighbourChanges({
  approvedNeighbours,
  presentNeighbours,
}: Pick<TextVerdict, 'approvedNeighbours' | 'presentNeighbours'>): NeighbourChanges {
  const approved = compare(approvedNeighbours, presentNeighbours, 'gone');
  const present = compare(presentNeighbours, approvedNeighbours, 'new');
  return { approved, present, kept: approved.filter(({ fate }) => fate === 'kept').length };
}

function compare(
  own: readonly NamedNeighbour[],
  others: readonly NamedNeighbour[],
  otherwise: 'gone' | 'new',
): NeighbourChange[] {
  const places = new Map(others.map(({ name }, at) => [name, at + 1]));
  return own.map((neighbour, at) => {
    const otherPlace = places.get(neighbour.name);
    return otherPlace === undefined
      ? { ...neighbour, fate: otherwise, place: at + 1 }
      : { ...neighbour, fate: 'kept', place: at + 1, otherPlace };
  });
}
