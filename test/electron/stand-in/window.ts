import { EventEmitter } from 'node:events';
import { preventable } from './app.ts';
import { desk } from './desk.ts';
import { WebContents } from './contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WindowOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly show?: boolean;
  readonly webPreferences?: { readonly preload?: string };
}

const windows = new Set<BrowserWindow>();

/** A window whose page is a real one; the frame around it is only remembered. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #maximized = false;
  #minimized = false;
  #progress = -1;

  constructor({
    title = '',
    show = true,
    webPreferences,
    x = 0,
    y = 0,
    width = 800,
    height = 600,
  }: WindowOptions) {
    super();
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.#visible = show;
    this.webContents = new WebContents(webPreferences?.preload ?? '', { width, height });
    windows.add(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (!windows.delete(this)) return;
    this.emit('closed');
    desk().closing.push(this.webContents.close());
  }

  show(): void {
    this.#visible = true;
    this.#minimized = false;
  }

  hide(): void {
    this.#visible = false;
  }

  focus(): void {}
  restore(): void {
    this.#minimized = false;
  }
  maximize(): void {
    this.#maximized = true;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setProgressBar(progress: number): void {
    this.#progress = progress;
  }

  /** Only here: real Electron does not tell. */
  get progress(): number {
    return this.#progress;
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
  }

  getTitle = (): string => this.#title;
  getBounds = (): Bounds => this.#bounds;
  getNormalBounds = (): Bounds => this.#bounds;
  isDestroyed = (): boolean => !windows.has(this);
  isVisible = (): boolean => this.#visible;
  isFocused = (): boolean => this.#visible && !this.#minimized;
  isMaximized = (): boolean => this.#maximized;
  isMinimized = (): boolean => this.#minimized;
}
