import { createHash } from 'node:crypto';

/**
 * Computes the root of a Merkle tree over leaves added one by one, as in RFC 6962, section 2.1: a leaf is SHA-256 of a 0 byte and
 * its content, a node that of a 1 byte and its two children, and the left part of every tree is the largest power of two.
 */
export class MerkleTree {
  /** Roots of complete trees, the largest first, with their numbers of leaves. */
  private readonly trees: { leaves: number; root: Buffer }[] = [];

  /** @param content parts of one leaf, hashed in sequence */
  add(...content: Uint8Array[]): void {
    let tree = { leaves: 1, root: sha256(LEAF, ...content) };
    for (let last = this.trees.at(-1); last?.leaves === tree.leaves; last = this.trees.at(-1)) {
      this.trees.pop();
      tree = { leaves: tree.leaves * 2, root: sha256(NODE, last.root, tree.root) };
    }
    this.trees.push(tree);
  }

  /** Returns 32 bytes. Without leaves, the SHA-256 of nothing. */
  root(): Buffer {
    const roots = this.trees.map(({ root }) => root);
    let root = roots.pop();
    if (!root) return sha256();
    for (let left = roots.pop(); left; left = roots.pop()) root = sha256(NODE, left, root);
    return root;
  }
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
