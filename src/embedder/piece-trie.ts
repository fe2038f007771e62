const { imul } = Math;

const FIRST_CAPACITY = 1024;
/** Fraction of used slots; keeps lookups to a few probes. */
const MAX_LOAD = 0.6;

/** The pieces of a vocabulary by their UTF-16 units: one walk finds every piece that begins at a place in a text. */
export class PieceTrie {
  static readonly ROOT = 0;
  /** No child or no piece. */
  static readonly NONE = -1;

  /** By slot: the parent node, the unit, and the child that the unit leads to; 0 for an empty slot, since the root is no child. */
  private parents: Int32Array;
  private units: Uint16Array;
  private children: Int32Array;
  /** By node: number of the piece that ends at it. */
  private pieces: Int32Array;
  private size = 1;

  /** @param expected total units of all pieces, about half of which become nodes; the trie grows if needed */
  constructor(expected = 0) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(FIRST_CAPACITY, expected)));
    this.parents = new Int32Array(capacity);
    this.units = new Uint16Array(capacity);
    this.children = new Int32Array(capacity);
    this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
  }

  /** @param number 0 or more; replaces an earlier number of the piece */
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
