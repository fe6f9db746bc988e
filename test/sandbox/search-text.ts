import type { World } from './world.ts';

/** A contains test without case (reference: users, search); `%` and `_` are wildcards where the switch says so. */
export function textMatcher(world: World, text: string): (value: string | null) => boolean {
  const wanted = text.toLowerCase();
  if (world.switches.searchText === 'literal')
    return (value) => value?.toLowerCase().includes(wanted) ?? false;
  const pattern = new RegExp(wildcardSource(wanted), 's');
  return (value) => value !== null && pattern.test(value.toLowerCase());
}

function wildcardSource(text: string): string {
  return text
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
}
