import { expect } from '@playwright/test'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecureServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { selfSigned } from '../support/certificate'
import { test } from '../support/electron-host/desktop'

/** A site that is not ours, and counts who comes. */
async function strangersSite() {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.end('<title>stranger</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { visits, address: `http://127.0.0.1:${String(port)}`, close: () => server.close() }
}

test('the page never leaves the app, opens no window and calls nobody else (ELEC-04, ELEC-05)', async ({
  page,
  running,
}) => {
  const site = await strangersSite()
  const home = page.url()
  await page.evaluate((address) => {
    location.href = `${address}/navigate`
  }, site.address)
  await page.waitForTimeout(300)
  await page.evaluate((address) => {
    window.open(`${address}/open`)
    const link = document.createElement('a')
    link.href = `${address}/link`
    link.target = '_blank'
    document.body.append(link)
    link.click()
  }, site.address)
  await page.waitForTimeout(300)
  const fetched = await page.evaluate(
    (address) => fetch(`${address}/fetch`).then(String, () => 'refused'),
    site.address,
  )
  await page.evaluate((address) => {
    const frame = document.createElement('iframe')
    frame.src = `${address}/frame`
    const picture = new Image()
    picture.src = `${address}/picture`
    document.body.append(frame, picture)
  }, site.address)
  await page.waitForTimeout(300)
  expect({ url: page.url(), fetched, windows: running.windows().length, visits: site.visits }).toEqual({
    url: home,
    fetched: 'refused',
    windows: 1,
    visits: [],
  })
  site.close()
})

test('no script runs that did not come from a file of ours (ELEC-03)', async ({ page }) => {
  const broken = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
    const attempts = {
      element: () => {
        const script = document.createElement('script')
        script.append("window.ran = 'element'")
        document.body.append(script)
      },
      foreign: () => {
        const script = document.createElement('script')
        script.src = 'https://evil.test/a.js'
        document.body.append(script)
      },
      attribute: () => {
        const button = document.createElement('button')
        button.setAttribute('onclick', "window.ran = 'attribute'")
        button.click()
      },
      markup: () => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = 1">')
      },
    }
    const thrown = Object.entries(attempts).flatMap(([name, attempt]) => {
      try {
        attempt()
        return []
      } catch {
        return [name]
      }
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { ran: 'ran' in window, thrown, violations: [...new Set(violations)].sort() }
  })
  expect(broken).toEqual({
    ran: false,
    thrown: ['foreign', 'attribute', 'markup'],
    violations: ['require-trusted-types-for'],
  })
})

test('no permission is given but the clipboard and keeping data (ELEC-08)', async ({ page }) => {
  const states = await page.evaluate(async () => ({
    secure: isSecureContext,
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    notifications: Notification.permission,
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    ),
  }))
  expect(states).toMatchObject({ secure: true, notifications: 'denied', camera: 'refused' })
  expect(states.geolocation).not.toBe('granted')
})

test('there is one app a profile: a second start ends, and brings the first forward (ELEC-13, ELEC-16)', async ({
  launch,
}) => {
  const first = await launch()
  await first.firstWindow()
  await first.evaluate(({ app }) => {
    app.on('second-instance', () => Object.assign(globalThis, { told: true }))
  }, undefined)
  await expect(launch({ args: ['tracer://export?all=yes', 'https://evil.test/'] })).rejects.toThrow()
  await expect.poll(() => first.evaluate(() => Reflect.get(globalThis, 'told') === true, undefined)).toBe(true)
  expect(first.windows().map((page) => new URL(page.url()).pathname)).toEqual(['/index.html'])
})

test('the app starts without its server, and says so to the page as a network would', async ({ launch }) => {
  const page = await (await launch({ server: 'http://127.0.0.1:9' })).firstWindow()
  const call = () =>
    page.evaluate(() =>
      fetch('/api/health').then(String, (failure: unknown) => (failure instanceof Error ? failure.name : '')),
    )
  expect(await call()).toBe('TypeError')
  await page.reload()
  expect(await call()).toBe('TypeError')
})

test('a call of the page arrives at the configured server and nowhere else', async ({ launch }) => {
  const server = await strangersSite()
  const page = await (await launch({ server: server.address })).firstWindow()
  expect(await page.evaluate(() => fetch('/api/health?x=1').then((answer) => answer.text()))).toContain('stranger')
  expect(server.visits.filter((path) => path.includes('health'))).toEqual(['/api/health?x=1'])
  server.close()
})

test('a server that nobody vouches for is no server, although it answers whoever trusts it (P11-20, ELEC-14)', async ({
  launch,
}) => {
  const { key, cert } = selfSigned()
  const calls: string[] = []
  const server = createSecureServer({ key, cert }, (request, response) => {
    calls.push(request.url ?? '')
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const address = `https://127.0.0.1:${String(port)}`
  const [answer] = (await once(get(`${address}/trusting`, { ca: cert }), 'response')) as [IncomingMessage]
  answer.resume()

  const page = await (await launch({ server: address })).firstWindow()
  const call = page.evaluate(() =>
    fetch('/api/health').then(String, (failure: unknown) => (failure instanceof Error ? failure.name : '')),
  )
  expect(await call).toBe('TypeError')
  expect(calls).toEqual(['/trusting'])
  server.closeAllConnections()
  server.close()
})

test('an app whose server is configured unsafely does not start', async ({ launch }) => {
  await expect(launch({ server: 'http://edc.hospital.test' }).then((app) => app.firstWindow())).rejects.toThrow()
})
