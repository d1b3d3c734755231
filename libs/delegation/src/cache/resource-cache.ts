import type { ResourceFacts } from '@legate/core';
import { entryKey } from '@legate/directory';

/** What is known of a tenant's resources; null for one that is not stored. */
export class ResourceCache {
  private readonly resources = new Map<string, ResourceFacts | null>();
  /** Which resources lie in another. */
  private readonly inside = new Map<string, Set<string>>();

  get size(): number {
    return this.resources.size + this.inside.size;
  }

  /** Undefined when it is not known. */
  get(type: string, id: string): ResourceFacts | null | undefined {
    return this.resources.get(entryKey(type, id));
  }

  store({ type, id }: Pick<ResourceFacts, 'type' | 'id'>, facts: ResourceFacts | null): void {
    const key = entryKey(type, id);
    this.resources.set(key, facts);
    for (const above of facts?.ancestors ?? []) {
      const outer = entryKey(above.type, above.id);
      this.inside.set(outer, (this.inside.get(outer) ?? new Set()).add(key));
    }
  }

  /** A resource has changed: itself, and what lies in it. */
  drop(key: string): void {
    this.resources.delete(key);
    for (const inner of this.inside.get(key) ?? []) {
      this.resources.delete(inner);
    }
    this.inside.delete(key);
  }

  clear(): void {
    this.resources.clear();
    this.inside.clear();
  }
}
