import type { HostObject } from "./host-object.ts";

/** Ranges that the add-in holds on to between requests, by the id it was given. */
export class References {
  private readonly objects = new Map<string, HostObject>();
  private readonly kept = new Set<string>();
  private next = 1;

  add(object: HostObject): string {
    const id = `ref${this.next++}`;
    this.objects.set(id, object);
    return id;
  }

  get(id: string): HostObject | null {
    return this.objects.get(id) ?? null;
  }

  keep(id: string): void {
    this.kept.add(id);
  }

  remove(id: string): void {
    this.objects.delete(id);
    this.kept.delete(id);
  }

  /** How many ranges the add-in tracks and has not let go: a leak when it only grows. */
  get keptCount(): number {
    return this.kept.size;
  }
}
