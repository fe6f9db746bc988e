import { moment } from '../moment.ts';
import { appName, type Shown } from '../shown.ts';

/** Windows shows no more than 127. */
const longest = 120;

/** What the tray icon says when pointed at. @param now epoch milliseconds */
export function tooltip({ status }: Shown, now: number): string {
  if (!status.paused || status.state !== 'Paused') return clip(status.sentence);
  const { until } = status.paused;
  const words = `${appName}: paused until ${until === null ? 'somebody resumes' : moment(until, now)}`;
  // While paused, trouble with Secret Server is a second line, not a red icon.
  const [trouble] = status.problems;
  return clip(trouble ? `${words}\n${trouble.title}` : words);
}

/** The same words as a sentence of its own, for the first row of the menu. */
export function headline(shown: Shown, now: number): string {
  const [first = ''] = tooltip(shown, now).replace(`${appName}: `, '').split('\n');
  return first.charAt(0).toUpperCase() + first.slice(1);
}

function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
