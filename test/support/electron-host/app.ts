import type { App } from 'electron'
import { EventEmitter } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeBrowser, profile } from './chromium'
import type { NamesOf } from './names'

const pipe = process.platform === 'win32' ? `\\\\.\\pipe\\${profile.replaceAll(/\W/g, '-')}` : join(profile, 'first')
const owner = join(profile, 'first.pid')

const events = new EventEmitter()
let ready = false
let leaving = false
let first: Server | undefined
let told: Promise<unknown> | undefined

/** Who holds this profile, if they still run. */
function holder(): number | undefined {
  try {
    const pid = Number(readFileSync(owner, 'utf8'))
    process.kill(pid, 0)
    return pid === process.pid ? undefined : pid
  } catch {
    return undefined
  }
}

const impl = {
  isPackaged: false,
  commandLine: { hasSwitch: () => false },
  enableSandbox() {
    // Every page here is Chromium's own, and nothing else is offered.
  },
  getPath(name: string) {
    switch (name) {
      case 'userData':
        return profile
      case 'home':
        return homedir()
      // As on Linux; elsewhere the real one has a place of its own.
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? join(profile, name)
      case 'temp':
        return tmpdir()
      default:
        return join(profile, name)
    }
  },
  setBadgeCount: () => true,
  whenReady: () => (ready ? Promise.resolve() : new Promise<void>((resolve) => events.once('ready', resolve))),
  requestSingleInstanceLock() {
    if (holder() !== undefined) {
      told = new Promise((resolve) => {
        const line = connect(pipe, () => line.end(JSON.stringify(process.argv)))
        line.on('close', resolve).on('error', resolve)
      })
      return false
    }
    writeFileSync(owner, String(process.pid))
    if (process.platform !== 'win32') rmSync(pipe, { force: true })
    first = createServer((line) => {
      let text = ''
      line.on('data', (part) => (text += part.toString()))
      line.on('end', () => events.emit('second-instance', {}, JSON.parse(text), profile, undefined))
    })
    first.listen(pipe).unref()
    return true
  },
  quit() {
    if (leaving) return
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
    events.emit('before-quit', event)
    if (!event.defaultPrevented) impl.exit()
  },
  exit(code = 0) {
    leaving = true
    void Promise.all([told, closeBrowser()]).finally(() => process.exit(code))
  },
} satisfies NamesOf<App>

/** The app as the main process sees it: its events and what is above, all else throws by name. */
export const app = Object.assign(events, impl)

/** Is the app on its way out, so that windows may go without a word? */
export const isLeaving = (): boolean => leaving

export function announceReady(): void {
  ready = true
  events.emit('ready', {}, {})
}
