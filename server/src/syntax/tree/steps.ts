import type { Tree } from 'web-tree-sitter';

/** Steps through a syntax tree, in pre-order, standing on one node at a time. */
export interface Steps {
  typeId(): number;
  /** UTF-16 offsets of the node. */
  start(): number;
  end(): number;
  /** The node was made up by the parser's error recovery. */
  missing(): boolean;
  firstChild(): boolean;
  next(): boolean;
  parent(): void;
  /** Frees what the steps hold; they cannot be used afterwards. */
  delete(): void;
}

/**
 * Functions of the WebAssembly module that stand behind `TreeCursor`. They keep the cursor in a buffer of the
 * module; the public class copies it in and out at every step, which costs three times the step itself.
 */
interface CursorExports {
  _ts_tree_root_node_wasm(tree: number): void;
  _ts_tree_cursor_new_wasm(tree: number): void;
  _ts_tree_cursor_delete_wasm(tree: number): void;
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  _ts_tree_cursor_current_node_is_missing_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
  _ts_tree_cursor_goto_first_child_wasm(tree: number): number;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): number;
  _ts_tree_cursor_goto_parent_wasm(tree: number): number;
}

const NEEDED: readonly (keyof CursorExports)[] = [
  '_ts_tree_root_node_wasm',
  '_ts_tree_cursor_new_wasm',
  '_ts_tree_cursor_delete_wasm',
  '_ts_tree_cursor_current_node_type_id_wasm',
  '_ts_tree_cursor_current_node_is_missing_wasm',
  '_ts_tree_cursor_start_index_wasm',
  '_ts_tree_cursor_end_index_wasm',
  '_ts_tree_cursor_goto_first_child_wasm',
  '_ts_tree_cursor_goto_next_sibling_wasm',
  '_ts_tree_cursor_goto_parent_wasm',
];

/** Uses the module's functions while nothing else talks to the module. */
class DirectSteps implements Steps {
  constructor(
    private readonly wasm: CursorExports,
    private readonly tree: number,
  ) {
    wasm._ts_tree_root_node_wasm(tree);
    wasm._ts_tree_cursor_new_wasm(tree);
  }
  typeId(): number {
    return this.wasm._ts_tree_cursor_current_node_type_id_wasm(this.tree) & 0xffff;
  }
  start(): number {
    return this.wasm._ts_tree_cursor_start_index_wasm(this.tree);
  }
  end(): number {
    return this.wasm._ts_tree_cursor_end_index_wasm(this.tree);
  }
  missing(): boolean {
    return this.wasm._ts_tree_cursor_current_node_is_missing_wasm(this.tree) === 1;
  }
  firstChild(): boolean {
    return this.wasm._ts_tree_cursor_goto_first_child_wasm(this.tree) === 1;
  }
  next(): boolean {
    return this.wasm._ts_tree_cursor_goto_next_sibling_wasm(this.tree) === 1;
  }
  parent(): void {
    this.wasm._ts_tree_cursor_goto_parent_wasm(this.tree);
  }
  delete(): void {
    this.wasm._ts_tree_cursor_delete_wasm(this.tree);
  }
}

class CursorSteps implements Steps {
  private readonly cursor;
  constructor(tree: Tree) {
    this.cursor = tree.walk();
  }
  typeId(): number {
    return this.cursor.nodeTypeId & 0xffff;
  }
  start(): number {
    return this.cursor.startIndex;
  }
  end(): number {
    return this.cursor.endIndex;
  }
  missing(): boolean {
    return this.cursor.nodeIsMissing;
  }
  firstChild(): boolean {
    return this.cursor.gotoFirstChild();
  }
  next(): boolean {
    return this.cursor.gotoNextSibling();
  }
  parent(): void {
    this.cursor.gotoParent();
  }
  delete(): void {
    this.cursor.delete();
  }
}

/**
 * Steps standing on the root of `tree`. `module` is the object that `Parser.init` was given: web-tree-sitter puts
 * its functions there. Where one is absent (another version), the public cursor is used.
 */
export function stepsOf(tree: Tree, module: object): Steps {
  const wasm = module as Readonly<Record<string, unknown>>;
  const address = (tree as unknown as Readonly<Record<number, unknown>>)[0];
  const direct = typeof address === 'number' && NEEDED.every((name) => typeof wasm[name] === 'function');
  return direct ? new DirectSteps(module as CursorExports, address) : new CursorSteps(tree);
}
