import type { NamedNeighbour } from '../validation/golden/golden-set';
import type { TextVerdict } from '../validation/validation';

/** A neighbour in one list, and its fate in the other. */
export interface NeighbourChange extends NamedNeighbour {
  readonly fate: 'kept' | 'gone' | 'new';
  /** Place in its own list, from 1. */
  readonly place: number;
  /** Place in the other list, if the neighbour was kept. */
  readonly otherPlace?: number;
}

export interface NeighbourChanges {
  readonly approved: readonly NeighbourChange[];
  readonly present: readonly NeighbourChange[];
  /** The number of approved neighbours that were kept. */
  readonly kept: number;
}

/** Compares the approved and the present neighbours of a text by their names. */
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
