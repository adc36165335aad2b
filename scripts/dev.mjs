import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { ensurePackages } from './ensure.mjs'
import { root, startGroup, stopGroup } from './process.mjs'

/**
 * `npm run dev`: the demonstration server, and the renderer straight from its sources in a browser: what is saved in an
 * editor shows at once. A change to the server wants a restart. Data lie in `TRACER_DATA`, apart from those of `npm start`.
 */

await ensurePackages()
const { buildStale, renderer } = await import('./build.mjs')
await buildStale()

const port = Number(process.env['PORT'] ?? '4870')
const data = resolve(root, process.env['TRACER_DATA'] ?? '.tracer-data/dev')
const server = startGroup(process.execPath, ['out/server/main.js', '--demonstration'], {
  PORT: String(port + 1),
  TRACER_DATA: data,
})
server.stdout.pipe(process.stdout)
server.once('exit', (code) => process.exit(code ?? 1))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => void stopGroup(server, 20_000))

for await (const line of createInterface({ input: server.stdout })) if (line.startsWith('ready ')) break
server.stdout.resume()

const { createServer } = await import('vite')
const page = await createServer({
  ...renderer('dev'),
  logLevel: 'info',
  server: { host: '127.0.0.1', port, strictPort: true, proxy: { '/api': `http://127.0.0.1:${port + 1}` } },
})
await page.listen()
page.printUrls()
await once(server, 'exit')
