/**
 * What the app asks of the machine it runs on. `electron/` and `renderer/host/browser.ts` implement it; arguments are
 * parsed on the far side. Thirteen functions, no trial words.
 */
export interface Host {
  /** Versions for the about page and for the change log of a device. */
  version(): Promise<HostVersion>
  /** True when the operating system keeps secrets for this person (a real keychain, not plain text). */
  canSeal(): Promise<boolean>
  /** Seals with the system keychain; `undefined` where there is none. Base64 in, base64 out. */
  seal(secret: string): Promise<string | undefined>
  /** Opens what `seal` made on this machine; `undefined` when it cannot. */
  unseal(sealed: string): Promise<string | undefined>
  /**
   * Keeps a small text, sealed, beside the app's own data: copying those back does not bring back an earlier one. `false`
   * where the system keeps no secrets.
   */
  remember(name: string, text: string): Promise<boolean>
  /** What was kept last under this name on this machine. */
  recall(name: string): Promise<string | undefined>
  /**
   * Whether the switches of the desktop program (Electron's fuses) stand as it was packed, and their digits. `undefined`
   * where there are none: in a browser, or in a program that nobody packed.
   */
  fuses(): Promise<{ readonly asBuilt: boolean; readonly wire: string } | undefined>
  /** Lets the person choose where a file goes and writes it. `false` when they thought better of it. */
  saveFile(name: string, bytes: Uint8Array): Promise<boolean>
  /** Opens an https address in the system's browser. `false` when the address is not allowed. */
  openExternal(url: string): Promise<boolean>
  /** Prints the window as it stands to a PDF. `undefined` where the host cannot (the browser opens its own dialog). */
  printToPdf(): Promise<Uint8Array | undefined>
  /** Shows how much waits to be sent on the app's icon; 0 takes it away. */
  setBadge(count: number): Promise<void>
  /** Hides what the window shows from screen capture and window previews while locked. */
  setPrivate(on: boolean): Promise<void>
  /** Calls back when the computer locks, sleeps or is handed over. Returns a way to stop listening. */
  onAway(listener: (why: AwayReason) => void): () => void
}

export interface HostVersion {
  readonly app: string
  readonly build: string
  readonly host: 'electron' | 'browser'
  readonly platform: string
}

export type AwayReason = 'locked' | 'suspended' | 'shut-down'
