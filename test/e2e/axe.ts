import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds in both schemes; in the dark only colours can differ. One line for each place. @param part selector */
export async function violations(page: Page, part = 'html'): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.evaluate(settled);
    // Fluent catches the focus at the ends of a group with these; they pass it on at once.
    const axe = new AxeBuilder({ page }).include(part).setLegacyMode(true).exclude('[data-tabster-dummy]');
    const results = await (scheme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
    for (const { id, nodes } of results.violations) {
      found.push(
        ...nodes.map(({ html, failureSummary }) => `${scheme} ${id}: ${html}\n${failureSummary ?? ''}`),
      );
    }
  }
  return found;
}

/** Resolves when the page has taken a change on: half of a transition has colours of its own. Runs in the page. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
