import { expect, test } from 'vitest'
import { EventEmitter } from 'node:events'
import { holdPages, holdSession, isStartedUnsafely } from '../../electron/security'

const PAGE = 'app://tracer/index.html'
const SERVER = new URL('https://edc.hospital.test')

/** A session that remembers how it was told to answer. */
function heldSession() {
  const asked: {
    request?: Parameters<Parameters<typeof holdSession>[0]['setPermissionRequestHandler']>[0]
    check?: Parameters<Parameters<typeof holdSession>[0]['setPermissionCheckHandler']>[0]
    device?: () => boolean
    filter?: Parameters<Parameters<typeof holdSession>[0]['webRequest']['onBeforeRequest']>[0]
  } = {}
  holdSession(
    {
      setPermissionRequestHandler: (handler) => (asked.request = handler),
      setPermissionCheckHandler: (handler) => (asked.check = handler),
      setDevicePermissionHandler: (handler) => (asked.device = handler),
      webRequest: { onBeforeRequest: (listener) => (asked.filter = listener) },
    },
    SERVER,
  )
  return {
    mayUse(permission: string, address: string): boolean[] {
      const answers: boolean[] = []
      asked.request?.({}, permission, (given) => answers.push(given), { requestingUrl: address })
      return [...answers, asked.check?.({}, permission, address) ?? true]
    },
    mayUseDevice: () => asked.device?.() ?? true,
    isCancelled(url: string): boolean | undefined {
      let verdict: boolean | undefined
      asked.filter?.({ url }, ({ cancel }) => (verdict = cancel))
      return verdict
    },
  }
}

test.each([
  ['clipboard-sanitized-write', PAGE, true],
  ['persistent-storage', PAGE, true],
  ['clipboard-sanitized-write', 'https://evil.test/', false],
  ['clipboard-read', PAGE, false],
  ['media', PAGE, false],
  ['geolocation', PAGE, false],
  ['notifications', PAGE, false],
  ['openExternal', PAGE, false],
  ['fileSystem', PAGE, false],
  ['usb', PAGE, false],
  ['a permission of next year', PAGE, false],
])('may use %s at %s: %s (ELEC-08)', (permission, address, given) => {
  expect(heldSession().mayUse(permission, address)).toEqual([given, given])
})

test('no device is ever given (ELEC-08)', () => {
  expect(heldSession().mayUseDevice()).toBe(false)
})

test.each([
  [PAGE, false],
  ['https://edc.hospital.test/api/sync/push', false],
  ['blob:app://tracer/2b1f', false],
  ['data:image/png;base64,AA==', false],
  ['https://edc.hospital.test.evil.test/', true],
  ['http://edc.hospital.test/', true],
  ['https://evil.test/?for=https://edc.hospital.test', true],
  ['app://tracer.evil/index.html', true],
  ['file:///etc/passwd', true],
])('a request for %s is cancelled: %s', (url, cancelled) => {
  expect(heldSession().isCancelled(url)).toBe(cancelled)
})

/** What a window's contents were told, asked as Electron would. */
function heldPage() {
  const app = new EventEmitter()
  holdPages(app)
  let opened: { action: string } | undefined
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: () => { action: string }) => (opened = handler()),
  })
  app.emit('web-contents-created', {}, contents)
  return {
    opened,
    isPrevented(event: string, url: string): boolean {
      let prevented = false
      contents.emit(event, { url, preventDefault: () => (prevented = true) })
      return prevented
    },
  }
}

const moves = ['will-navigate', 'will-redirect', 'will-frame-navigate']
const strangers = ['app://bundle.evil', 'app://tracer@evil', 'javascript:alert(1)', 'data:text/html,x', 'about:blank']
test.each(moves.flatMap((move) => strangers.map((address) => [move, address] as const)))(
  '%s to %s is prevented (ELEC-04)',
  (move, address) => {
    expect(heldPage().isPrevented(move, address)).toBe(true)
  },
)

test('a page may move within the app, opens no window and holds no foreign page (ELEC-04, ELEC-05)', () => {
  const page = heldPage()
  expect(moves.map((move) => page.isPrevented(move, PAGE))).toEqual([false, false, false])
  expect(page.opened).toEqual({ action: 'deny' })
  expect(page.isPrevented('will-attach-webview', PAGE)).toBe(true)
})

test.each([
  ['a shipped app', true, [], false],
  ['a shipped app with a switch of the desktop', true, ['enable-wayland-ime'], false],
  ['a shipped app with a debugger', true, ['remote-debugging-port'], true],
  ['a shipped app with an inspector', true, ['inspect-brk'], true],
  ['a shipped app that trusts any certificate', true, ['ignore-certificate-errors'], true],
  ['an app in the making with a debugger', false, ['remote-debugging-port'], false],
])('%s, packaged %s with switches %j, is started unsafely: %s (ELEC-15)', (_, isPackaged, switches, unsafe) => {
  const commandLine = { hasSwitch: (name: string) => switches.some((other) => other === name) }
  expect(isStartedUnsafely({ isPackaged, commandLine })).toBe(unsafe)
})
