import { appName, type Shown } from '../shown.ts';

/** Title of the window: what the taskbar shows while it is minimised. */
export function windowTitle({ status: { state }, attachedTo }: Shown): string {
  const words = [
    ...(state === 'Running' ? [] : [state]),
    appName,
    ...(attachedTo === null ? [] : ['served in the background']),
  ];
  return words.join(' - ');
}
