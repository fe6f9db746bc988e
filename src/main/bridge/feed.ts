import type { DesktopView, Target } from '../ipc/shell.ts';
import type { Shown } from '../shown.ts';

interface FeedDeps {
  readonly send: (name: string, value: unknown) => void;
  readonly shown: () => Shown;
  readonly desktop: () => DesktopView;
}

/** What the page is told by itself, and at once when it begins to listen. */
export interface Feed {
  readonly onListen: (event: string) => void;
  readonly onShown: (shown: Shown) => void;
  /** @param fresh the page was only just asked for: the target waits until it listens */
  readonly go: (target: Target, fresh: boolean) => void;
}

export function createFeed({ send, shown, desktop }: FeedDeps): Feed {
  let waiting: Target | null = null;
  let heard = false;
  let attached: number | null = null;
  const first: Readonly<Record<string, () => void>> = {
    status: () => send('status', shown().status),
    job: () => send('job', shown().job),
    desktop: () => send('desktop', desktop()),
    go() {
      heard = true;
      if (waiting) send('go', waiting);
      waiting = null;
    },
  };
  return {
    onListen: (event) => first[event]?.(),
    onShown({ attachedTo }) {
      if (attachedTo !== attached) send('desktop', desktop());
      attached = attachedTo;
    },
    go(target, fresh) {
      if (fresh) heard = false;
      if (heard) send('go', target);
      else waiting = target;
    },
  };
}
