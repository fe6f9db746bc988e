/** Rows by id and by name. Iterating `all()` gives them by ascending id, without sorting. */
export class Table<Row extends { readonly id: number; readonly domainId: number }> {
  #rows: Row[] = [];
  #places: Map<number, number> | undefined;
  #names: Map<string, number> | undefined;
  #revision = 0;
  #highestId = 0;
  readonly #nameOf: (row: Row) => string;

  constructor(nameOf: (row: Row) => string) {
    this.#nameOf = nameOf;
  }

  /** Rises with every change. */
  get revision(): number {
    return this.#revision;
  }

  all(): readonly Row[] {
    return this.#rows;
  }

  get(id: number): Row | undefined {
    const place = this.#index().get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** Names are unique per domain and compare without case, as the usual collation of its database has it. */
  named(domainId: number, name: string): Row | undefined {
    this.#names ??= new Map(this.#rows.map((row) => [this.#key(row), row.id]));
    const id = this.#names.get(keyOf(domainId, name));
    return id === undefined ? undefined : this.get(id);
  }

  /** Ids are never given twice, not even after a removal. */
  nextId(): number {
    return this.#highestId + 1;
  }

  /** Replaces the row of the same id, else adds it; an id lower than the last is put in its place. */
  save(row: Row): Row {
    this.#revision += 1;
    const place = this.#places?.get(row.id) ?? (this.#isNewest(row) ? undefined : this.#index().get(row.id));
    if (place === undefined) this.#insert(row);
    else this.#replace(place, row);
    this.#highestId = Math.max(this.#highestId, row.id);
    return row;
  }

  remove(id: number): void {
    this.#revision += 1;
    this.#rows = this.#rows.filter((row) => row.id !== id);
    this.#places = undefined;
    this.#names = undefined;
  }

  /** The rows as they are now; the function returned brings them back, and ids count on from there again. */
  backUp(): () => void {
    const [rows, highestId] = [[...this.#rows], this.#highestId];
    return () => {
      this.#revision += 1;
      this.#rows = [...rows];
      this.#highestId = highestId;
      this.#places = undefined;
      this.#names = undefined;
    };
  }

  #isNewest(row: Row): boolean {
    return row.id > (this.#rows.at(-1)?.id ?? 0);
  }

  #insert(row: Row): void {
    if (this.#isNewest(row)) {
      this.#places?.set(row.id, this.#rows.length);
      this.#names?.set(this.#key(row), row.id);
      this.#rows.push(row);
      return;
    }
    this.#rows = [...this.#rows, row].toSorted((a, b) => a.id - b.id);
    this.#places = undefined;
    this.#names = undefined;
  }

  #replace(place: number, row: Row): void {
    const before = this.#rows[place];
    if (before !== undefined && this.#key(before) !== this.#key(row)) this.#names = undefined;
    this.#rows[place] = row;
  }

  #index(): Map<number, number> {
    this.#places ??= new Map(this.#rows.map((row, place) => [row.id, place]));
    return this.#places;
  }

  #key(row: Row): string {
    return keyOf(row.domainId, this.#nameOf(row));
  }
}

function keyOf(domainId: number, name: string): string {
  return `${domainId}/${name.toLowerCase()}`;
}
