/** What a person may set, section by section; each section is saved by itself. */
export interface SettingsView {
  readonly listener: {
    /** Takes effect at the next start. */
    readonly port: number;
    /** What Okta calls, through the tunnel: https://scim.example.com/scim/v2. null: not told yet. */
    readonly publicUrl: string | null;
  };
  readonly safety: {
    /** A refresh that newly disables more users, or loses more groups, stops for a person (D8). Percent and number. */
    readonly removalPercent: number;
    readonly removalCount: number;
    /** Days without a call from Okta until that is a problem. */
    readonly quietDays: number;
  };
  readonly import: {
    /** Minutes between two refreshes, 5 to 1440. */
    readonly refreshMinutes: number;
    readonly listApplicationAccounts: boolean;
    /** Preset of the Import screen. */
    readonly inactive: boolean;
  };
  readonly notifications: {
    readonly attention: boolean;
    readonly recovered: boolean;
    readonly previewReady: boolean;
    readonly jobEnded: boolean;
    readonly tokenExpiry: boolean;
  };
  readonly data: {
    /** Days that activity is kept. */
    readonly retentionDays: number;
    /** Days that daily backups are kept. */
    readonly backupDays: number;
    /** 'debug' returns to 'info' after an hour. */
    readonly logLevel: 'info' | 'debug';
  };
  readonly proxy: {
    /** For calls to Secret Server. */
    readonly mode: 'none' | 'system' | 'custom';
    readonly url: string | null;
  };
}

export type SettingsSection = keyof SettingsView;

export interface BackupView {
  readonly fileName: string;
  readonly madeAt: string;
  readonly bytes: number;
}

/** One of the four things that have to hold (reference: UX, Status). */
export interface CheckView {
  readonly name: 'Okta calls in' | 'Public address' | 'Secret Server sign-in' | 'Data and keychain';
  readonly result: 'Done' | 'Failed' | 'Not tested';
  readonly sentence: string;
  /** By the buttons and sections of the window. */
  readonly remedy: string | null;
  /** The same at the command line. */
  readonly command?: string | undefined;
  /** Of the last proof; null: there was none. */
  readonly at: string | null;
}

export interface AboutView {
  readonly version: string;
  readonly node: string;
  /** null without a desktop. */
  readonly electron: string | null;
  readonly platform: string;
  readonly dataDir: string;
  readonly logDir: string;
  /** The account that runs SCIM Tray and owns its secrets. */
  readonly account: string;
  readonly secretsIn: string;
  readonly installId: string;
}

export interface DiagnosticsFile {
  readonly name: string;
  readonly bytes: number;
  readonly holds: string;
}

/** What became of the data file. */
export interface ReplacedView {
  /** Changes that were open in it: they wait for `restored.decide`. */
  readonly held: number;
  /** The name under which the file that was there is kept; null: there was none. */
  readonly kept: string | null;
}

/** These take the data file away from under everything else. */
export interface RecoveryCalls {
  /** Newest first. */
  'backup.list': () => Promise<readonly BackupView[]>;
  /** Puts it in the place of the data file, which is kept beside; Secret Server is read again before lists are answered. */
  'backup.restore': (request: { readonly fileName: string }) => Promise<ReplacedView>;
  /** Only when the data file is damaged or gone: takes over what can still be read, the rest comes from Secret Server. */
  'data.rebuild': () => Promise<ReplacedView>;
}

export interface SettingsCalls extends RecoveryCalls {
  'settings.get': () => Promise<SettingsView>;
  'settings.set': (request: {
    readonly [S in SettingsSection]?:
      | { readonly [K in keyof SettingsView[S]]?: SettingsView[S][K] | undefined }
      | undefined;
  }) => Promise<SettingsView>;
  'checks.get': () => Promise<readonly CheckView[]>;
  'checks.run': (request: { readonly name: CheckView['name'] }) => Promise<CheckView>;
  /** SCIM Tray calls itself through the tunnel: does the answer carry this install's id? */
  'publicAddress.test': (request: { readonly url: string }) => Promise<CheckView>;
  'backup.now': () => Promise<BackupView>;
  /** What was open in a restored data file: applied, or left for good. */
  'restored.decide': (request: { readonly apply: boolean }) => Promise<{ readonly changes: number }>;
  'about.get': () => Promise<AboutView>;
  /** What the file of `diagnostics.save` will hold; nothing in it is secret. */
  'diagnostics.list': () => Promise<readonly DiagnosticsFile[]>;
  /** Writes it into the data folder. */
  'diagnostics.save': () => Promise<{ readonly path: string }>;
}
