const KEPT = 8;

/** Remembers the last searches so that the pages of one walk are filtered and sorted once. */
export class SearchMemory {
  readonly #kept = new Map<string, { readonly revision: string; readonly rows: readonly unknown[] }>();

  /** The rows of a search; built anew when `revision` changed since. The same key must always build the same row type. */
  rows<Row>(key: string, revision: string, build: () => readonly Row[]): readonly Row[] {
    const known = this.#kept.get(key);
    // The key names the resource, so what was kept under it has the type that `build` gives.
    if (known?.revision === revision) return known.rows as readonly Row[];
    const rows = build();
    this.#kept.delete(key);
    this.#kept.set(key, { revision, rows });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return rows;
  }
}
