import { createRoot } from 'react-dom/client';
import { openLink } from './api/bridge.ts';
import { createLive } from './api/live.ts';
import { App } from './app.tsx';
import './page.css';

const root = document.getElementById('root');
if (root) {
  const link = openLink(window);
  createRoot(root).render(<App host={{ link, live: createLive(link) }} />);
}
