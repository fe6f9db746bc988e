import type { Attribute } from './attribute.ts';
import { type Entries, toEntries } from './entries.ts';
import { type Json, type JsonObject, isObject } from './json.ts';
import { type ResourceKind, type Slot, findExtension } from './schemas.ts';

/** A resource while it is being read or changed. It starts as a copy: what it came from is never written to. */
export class Draft {
  readonly #core = new Map<string, Json>();
  readonly #extensions = new Map<string, Map<string, Json>>();
  readonly #entries = new Map<Attribute, { readonly slot: Slot; entries: Entries }>();

  constructor(kind: ResourceKind, resource: JsonObject = {}) {
    for (const [name, value] of Object.entries(resource)) {
      const urn = findExtension(kind, name);
      if (urn === undefined) this.#core.set(name, value);
      else if (isObject(value)) this.#extensions.set(urn, new Map(Object.entries(value)));
    }
  }

  /** The value of an attribute with one value. */
  get(slot: Slot): Json | undefined {
    return this.#box(slot.urn).get(slot.attribute.name);
  }

  /** undefined takes the attribute away. */
  set(slot: Slot, value: Json | undefined): void {
    const box = this.#box(slot.urn);
    if (value === undefined) box.delete(slot.attribute.name);
    else box.set(slot.attribute.name, value);
  }

  /** The values of a multi-valued attribute, to be read and changed in place. */
  entries(slot: Slot): Entries {
    const open = this.#entries.get(slot.attribute);
    if (open) return open.entries;
    const held = this.get(slot);
    const entries = toEntries(
      slot.attribute,
      Array.isArray(held) ? held.filter((entry: Json) => isObject(entry)) : [],
    );
    this.#entries.set(slot.attribute, { slot, entries });
    return entries;
  }

  /** Exactly these values. */
  setEntries(slot: Slot, entries: Entries): void {
    this.#entries.set(slot.attribute, { slot, entries });
  }

  /** Takes the attribute away, and with it the whole extension that it belongs to. */
  drop(slot: Slot): void {
    this.#entries.delete(slot.attribute);
    if (slot.urn === null) this.#core.delete(slot.attribute.name);
    else this.#extensions.delete(slot.urn);
  }

  /** Takes a whole extension away. */
  dropExtension(urn: string): void {
    this.#extensions.delete(urn);
  }

  /** The resource as it is now, without empty lists and extensions. */
  resource(): JsonObject {
    for (const { slot, entries } of this.#entries.values()) {
      this.set(slot, entries.size > 0 ? [...entries.values()] : undefined);
    }
    const extensions = [...this.#extensions].filter(([, box]) => box.size > 0);
    return Object.fromEntries([
      ...this.#core,
      ...extensions.map(([urn, box]): [string, Json] => [urn, Object.fromEntries(box)]),
    ]);
  }

  #box(urn: string | null): Map<string, Json> {
    if (urn === null) return this.#core;
    const box = this.#extensions.get(urn) ?? new Map<string, Json>();
    this.#extensions.set(urn, box);
    return box;
  }
}
