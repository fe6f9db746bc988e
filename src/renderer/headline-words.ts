import type { StatusView } from '../main/ipc/contract.ts';

/** The host's sentence is made for the tray: "SCIM Tray: running. 12 changes today". Here the word stands by itself. */
export function headlineWords({ state, sentence }: Pick<StatusView, 'state' | 'sentence'>): {
  readonly word: string;
  readonly sentence: string;
} {
  const rest = sentence.replace(/^[^:]+: /, '');
  const repeats = rest.toLowerCase().startsWith(state.toLowerCase());
  const words = repeats ? rest.slice(state.length).replace(/^[.,]?\s*/, '') : rest;
  return { word: state, sentence: words.charAt(0).toUpperCase() + words.slice(1) };
}
