import type {
  BrowserWindow as RealWindow,
  BrowserWindowConstructorOptions,
  PrintToPDFOptions,
  WebContents as RealContents,
} from 'electron'
import { EventEmitter } from 'node:events'
import type { Frame, Request, Route } from 'playwright-core'
import { inApp, inChromium } from './addresses'
import { app, isLeaving } from './app'
import type { OnlyNamesOf } from './names'
import { showPage, type ShownPage } from './page'
import { answerRequest, grantPermissions } from './session'
import { answerCall } from './system'

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

/** What stands behind each window, by window: kept apart, so that a window has the real one's names only. */
const shown = new Map<BrowserWindow, ShownPage>()
const openHandlers = new Map<WebContents, WindowOpenHandler>()

class WebContents extends EventEmitter {
  readonly #page: () => Promise<ShownPage>
  constructor(page: () => Promise<ShownPage>) {
    super()
    this.#page = page
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    openHandlers.set(this, handler)
  }
  reload(): void {
    void this.#page().then(({ page }) => page.reload())
  }
  send(channel: string, value: unknown): void {
    void this.#page().then(({ tell }) => {
      tell({ channel, value })
    })
  }
  async printToPDF(options: PrintToPDFOptions): Promise<Uint8Array> {
    const { devtools } = await this.#page()
    const { data } = await devtools.send('Page.printToPDF', {
      printBackground: options.printBackground ?? false,
      generateTaggedPDF: options.generateTaggedPDF ?? false,
      generateDocumentOutline: options.generateDocumentOutline ?? false,
      ...(options.pageSize === 'A4' && { paperWidth: 8.27, paperHeight: 11.7 }),
    })
    return new Uint8Array(Buffer.from(data, 'base64'))
  }
}

/** A window is a page of Chromium. Only windows with every wall up are made. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly #ready: Promise<ShownPage>
  #minimized = false

  static getAllWindows(): BrowserWindow[] {
    return [...shown.keys()]
  }
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  constructor({ webPreferences: walls = {} }: BrowserWindowConstructorOptions) {
    super()
    if (walls.sandbox !== true || walls.contextIsolation !== true || walls.nodeIntegration !== false) {
      throw new Error('electron stand-in: sandbox and contextIsolation on, nodeIntegration off')
    }
    this.#ready = this.#show(walls.preload ?? '')
    this.webContents = new WebContents(() => this.#ready)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async #show(preload: string): Promise<ShownPage> {
    const isTaken = (page: object) => [...shown.values()].some((other) => other.page === page)
    const call = (channel: string, args: readonly unknown[]) => {
      const senderFrame = { url: inApp(page.page.url()), parent: null }
      return answerCall({ sender: this.webContents, senderFrame }, channel, args)
    }
    const page = await showPage(preload, isTaken, call)
    shown.set(this, page)
    page.page.on('domcontentloaded', () => this.emit('ready-to-show'))
    page.page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed' }))
    page.page.on('popup', (popup) => void popup.close())
    page.page.on('close', () => {
      shown.delete(this)
      if (shown.size === 0 && !isLeaving()) app.emit('window-all-closed')
    })
    page.devtools.on('Page.windowOpen', ({ url }) => {
      const verdict = openHandlers.get(this.webContents)?.({ url: inApp(url) })
      if (verdict?.action !== 'deny') throw new Error('electron stand-in: a page may open no window')
    })
    return page
  }

  async loadURL(address: string): Promise<void> {
    const { page } = await this.#ready
    const url = inChromium(address)
    await grantPermissions(this.webContents, address, new URL(url).origin)
    loading.add(url)
    await page.goto(url)
  }
  show(): void {
    this.emit('show')
  }
  focus(): void {
    this.emit('focus')
  }
  isMinimized(): boolean {
    return this.#minimized
  }
  minimize(): void {
    this.#minimized = true
  }
  restore(): void {
    this.#minimized = false
  }
  setContentProtection(): void {
    // Nobody looks at a browser without a screen.
  }
}
true satisfies OnlyNamesOf<BrowserWindow, RealWindow>
true satisfies OnlyNamesOf<WebContents, RealContents>

/** Addresses that the app itself has asked for, which `will-navigate` says nothing about. */
const loading = new Set<string>()

/** Answers a request of a window; a pop-up, which is no window, gets nothing. */
export async function answerRoute(route: Route): Promise<void> {
  const request = route.request()
  const frame = frameOf(request)
  const window = BrowserWindow.getAllWindows().find((each) => shown.get(each)?.page === frame?.page())
  if (!frame || !window) return route.abort('blockedbyclient')
  if (request.isNavigationRequest() && !loading.delete(request.url()) && request.url() !== frame.url()) {
    const event = {
      url: inApp(request.url()),
      defaultPrevented: false,
      preventDefault: () => (event.defaultPrevented = true),
    }
    if (frame.parentFrame() === null) window.webContents.emit('will-navigate', event)
    window.webContents.emit('will-frame-navigate', event)
    if (event.defaultPrevented) return route.abort('aborted')
  }
  return answerRequest(route)
}

/** The first request of a pop-up comes before its page. */
function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}
