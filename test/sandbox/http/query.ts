import { invalid } from './answer.ts';

/** The query of a request; names compare without case. */
export class Query {
  readonly #values = new Map<string, readonly string[]>();

  constructor(parameters: URLSearchParams) {
    for (const name of new Set(parameters.keys())) {
      const key = name.toLowerCase();
      this.#values.set(key, [...(this.#values.get(key) ?? []), ...parameters.getAll(name)]);
    }
  }

  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  list(name: string): readonly string[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** True only for the word `true`, in any case. */
  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true';
  }

  /** Throws the 400 of a value that is no int32. */
  int(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined || text === '' ? undefined : int32(name, text);
  }

  /** Throws the 400 of a value that is no int32. */
  ints(name: string): readonly number[] {
    return this.list(name).map((text) => int32(name, text));
  }

  /** As it goes into the log. */
  toRecord(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#values);
  }
}

/** Reads an int32 or throws the 400 that names the field. */
export function int32(name: string, text: string): number {
  const value = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || (value | 0) !== value) {
    throw invalid({ [name]: [`The value '${text}' is not valid.`] });
  }
  return value;
}
