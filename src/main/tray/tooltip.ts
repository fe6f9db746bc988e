import { appName, type Shown } from '../shown.ts';

/** Windows shows no more than 127. */
const longest = 120;

/** What the tray icon says when pointed at. */
export function tooltip({ status: { state, sentence, problems } }: Shown): string {
  // While paused, trouble with Secret Server is a second line, not a red icon.
  const [trouble] = state === 'Paused' ? problems : [];
  return clip(trouble ? `${sentence}\n${trouble.title}` : sentence);
}

/** The same words as a sentence of its own, for the first row of the menu. */
export function headline(shown: Shown): string {
  const [first = ''] = tooltip(shown).replace(`${appName}: `, '').split('\n');
  return first.charAt(0).toUpperCase() + first.slice(1);
}

function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
