const { imul } = Math;

const FIRST_CAPACITY = 1024;
/** Of slots, so that few probes find a child. */
const MAX_LOAD = 0.6;

/** Pieces of a vocabulary, found unit by unit of UTF-16: one walk meets all those that a text goes on with. */
export class PieceTrie {
  static readonly ROOT = 0;
  /** No child, no piece. */
  static readonly NONE = -1;

  /** By slot: the node above, the unit that leads from it, the node it leads to; 0 where there is none, as nothing leads to the root. */
  private parents: Int32Array;
  private units: Uint16Array;
  private children: Int32Array;
  /** By node: the number of the piece that ends there. */
  private pieces: Int32Array;
  private size = 1;

  /** @param expected how many units all pieces have together, of which some half are nodes; it grows where they are more */
  constructor(expected = 0) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(FIRST_CAPACITY, expected)));
    this.parents = new Int32Array(capacity);
    this.units = new Uint16Array(capacity);
    this.children = new Int32Array(capacity);
    this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
  }

  /** @param number 0 or more; of a piece that is set again, the last one counts */
  set(piece: string, number: number): void {
    let node: number = PieceTrie.ROOT;
    for (let at = 0; at < piece.length; at++) node = this.childOrNew(node, piece.charCodeAt(at));
    this.pieces[node] = number;
  }

  /** The node that `unit` leads to from `node`, or `NONE`. */
  child(node: number, unit: number): number {
    const slot = this.slotOf(node, unit);
    const child = this.children[slot] as number;
    return child === 0 ? PieceTrie.NONE : child;
  }

  /** The number of the piece that ends at `node`, or `NONE`. */
  piece(node: number): number {
    return this.pieces[node] as number;
  }

  private childOrNew(node: number, unit: number): number {
    const slot = this.slotOf(node, unit);
    const known = this.children[slot] as number;
    if (known !== 0) return known;
    const child = this.size++;
    this.fill(slot, node, unit, child);
    if (this.size > this.children.length * MAX_LOAD) this.grow();
    return child;
  }

  private slotOf(node: number, unit: number): number {
    const mask = this.children.length - 1;
    const hash = imul(node, 0x9e3779b1) ^ imul(unit, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.children[slot] !== 0 && (this.parents[slot] !== node || this.units[slot] !== unit))
      slot = (slot + 1) & mask;
    return slot;
  }

  private fill(slot: number, parent: number, unit: number, child: number): void {
    this.parents[slot] = parent;
    this.units[slot] = unit;
    this.children[slot] = child;
  }

  private grow(): void {
    const { parents, units, children, pieces } = this;
    const capacity = children.length * 2;
    this.parents = new Int32Array(capacity);
    this.units = new Uint16Array(capacity);
    this.children = new Int32Array(capacity);
    this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
    this.pieces.set(pieces);
    for (let from = 0; from < children.length; from++) {
      const child = children[from] as number;
      if (child === 0) continue;
      const [parent, unit] = [parents[from] as number, units[from] as number];
      this.fill(this.slotOf(parent, unit), parent, unit, child);
    }
  }
}
