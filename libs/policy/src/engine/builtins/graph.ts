import { BuiltinLimitError, MAX_ITEMS } from './builtin-error.js';
import { keyOf } from './compare.js';
import { items, object, type BuiltinFamily } from './operands.js';
import { isArray, RegoSet, type RegoValue } from './rego-value.js';

export const GRAPH: BuiltinFamily = {
  'graph.reachable_paths': (graph, from) => {
    const edges = new Map<string, readonly RegoValue[]>();
    for (const [node, neighbours] of object(graph).entries) {
      edges.set(keyOf(node), verticesOf(neighbours));
    }
    const search = new PathSearch(edges);
    for (const node of items(from)) {
      search.from(node);
    }
    return new RegoSet([...search.paths.values()]);
  },
};

function verticesOf(value: RegoValue): readonly RegoValue[] {
  return isArray(value) ? value : value instanceof RegoSet ? value.items : [];
}

/** Walks all paths that meet no node twice; there may be more of them than anybody could list. */
class PathSearch {
  readonly paths = new Map<string, readonly RegoValue[]>();
  readonly #edges: ReadonlyMap<string, readonly RegoValue[]>;
  #steps = 0;

  constructor(edges: ReadonlyMap<string, readonly RegoValue[]>) {
    this.#edges = edges;
  }

  from(node: RegoValue): void {
    if (this.#edges.has(keyOf(node))) {
      this.#walk(node, [], new Set());
    }
  }

  #walk(node: RegoValue, path: readonly RegoValue[], seen: ReadonlySet<string>): void {
    this.#steps += path.length + 1;
    if (this.#steps > MAX_ITEMS) {
      throw new BuiltinLimitError('graph.reachable_paths finds too much');
    }
    const key = keyOf(node);
    const neighbours = this.#edges.get(key);
    if (neighbours === undefined) {
      this.#add(path);
      return;
    }
    const extended = [...path, node];
    const reached = new Set([...seen, key]);
    if (neighbours.length === 0) {
      this.#add(extended);
    }
    for (const neighbour of neighbours) {
      if (reached.has(keyOf(neighbour))) {
        this.#add(extended);
      } else {
        this.#walk(neighbour, extended, reached);
      }
    }
  }

  #add(path: readonly RegoValue[]): void {
    this.paths.set(keyOf(path), path);
  }
}
