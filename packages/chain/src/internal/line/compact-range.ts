/** Joins two sibling hashes: SHA-256(0x01 || left || right), RFC 6962 2.1. */
export type HashChildren = (left: Uint8Array, right: Uint8Array) => Uint8Array;

/** A complete subtree: it covers the leaves from `index * 2^level` to `(index + 1) * 2^level`. */
export interface SubtreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/**
 * The maximal complete subtrees that cover a run of consecutive leaves, left to right: all that is needed to go on
 * with it, or to join it to its neighbour. Logarithmic in size.
 */
export class CompactRange {
  readonly #nodes: SubtreeNode[];
  readonly #join: HashChildren;
  #end: number;

  constructor(join: HashChildren, begin = 0, nodes: readonly SubtreeNode[] = []) {
    this.#join = join;
    this.#nodes = [...nodes];
    this.#end = begin;
    for (const { level, index } of nodes) this.#end = (index + 1) * 2 ** level;
  }

  /** The index of the leaf that comes next. */
  get end(): number {
    return this.#end;
  }

  get nodes(): readonly SubtreeNode[] {
    return this.#nodes;
  }

  /** Adds the next leaf; `onNode` sees every node that it completes, the leaf itself first, upwards. */
  pushLeaf(hash: Uint8Array, onNode?: (hash: Uint8Array) => void): void {
    this.#push({ level: 0, index: this.#end, hash }, onNode);
    this.#end++;
  }

  /** Adds the subtrees of the range that begins where this one ends. */
  pushRange(nodes: readonly SubtreeNode[]): void {
    for (const node of nodes) {
      this.#push(node);
      this.#end = (node.index + 1) * 2 ** node.level;
    }
  }

  /** The RFC 6962 tree hash of a range that begins at leaf 0; `undefined` for no leaves. */
  root(): Uint8Array | undefined {
    let root: Uint8Array | undefined;
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      const hash = this.#nodes[i]?.hash;
      if (hash !== undefined) root = root === undefined ? hash : this.#join(hash, root);
    }
    return root;
  }

  #push(node: SubtreeNode, onNode?: (hash: Uint8Array) => void): void {
    onNode?.(node.hash);
    let { level, index, hash } = node;
    for (;;) {
      const left = this.#nodes.at(-1);
      if (left === undefined || left.level !== level || index % 2 === 0 || left.index !== index - 1) break;
      this.#nodes.pop();
      hash = this.#join(left.hash, hash);
      level++;
      index = (index - 1) / 2;
      onNode?.(hash);
    }
    this.#nodes.push({ level, index, hash });
  }
}

/** The subtrees of a tree of `count` leaves, left to right, when only their hashes are known. */
export function nodesOfTree(
  count: number,
  hashes: readonly Uint8Array[],
): readonly SubtreeNode[] | undefined {
  const nodes: SubtreeNode[] = [];
  let begin = 0;
  for (let level = 53; level >= 0; level--) {
    const size = 2 ** level;
    if (Math.floor(count / size) % 2 === 0) continue;
    const hash = hashes[nodes.length];
    if (hash === undefined) return undefined;
    nodes.push({ level, index: begin / size, hash });
    begin += size;
  }
  return nodes.length === hashes.length ? nodes : undefined;
}
