import { useEffect } from 'react';
import { refreshEvent } from '../api/use-load.ts';
import { go } from '../navigate.ts';
import { navScreens } from './nav.tsx';

/** Alt does what Ctrl does: a browser keeps Ctrl+1 to Ctrl+8 for its tabs. */
export function useShortcuts(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (document.querySelector('[role="alertdialog"]')) return; // a question comes first
      if (handle(event)) event.preventDefault();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function handle(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, shiftKey, metaKey } = event;
  if (metaKey) return false;
  if (ctrlKey !== altKey && !shiftKey && /^[1-6]$/.test(key)) {
    const screen = navScreens[Number(key) - 1];
    if (screen) go(screen);
    return screen !== undefined;
  }
  if (ctrlKey && !altKey && key.toLowerCase() === 'f') return focusOn('[data-search] input');
  if (key === 'F5' && !ctrlKey) {
    window.dispatchEvent(new Event(refreshEvent));
    return true;
  }
  if (key === 'F6') return moveRegion(shiftKey ? -1 : 1);
  return false;
}

function focusOn(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}

/** Navigation, content, panel: whatever of them is there, round and round. */
function moveRegion(step: 1 | -1): boolean {
  const regions = ['#nav', '#main', '[data-panel]']
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((region) => region !== null);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  const target = next?.querySelector<HTMLElement>('[aria-current="page"], h1, h2, a, button') ?? next;
  target?.focus();
  return true;
}
