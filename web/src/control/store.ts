/** A value that can be watched: all that the pages need of a state library. */
export class Store<T> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  set(part: Partial<T>) {
    this.value = { ...this.value, ...part };
    for (const watcher of this.watchers) watcher();
  }
}
