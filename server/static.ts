import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { NONCE_PLACEHOLDER, securityHeaders } from '#shared/security-headers'

/** Serves the built app to browsers with the headers it has under `app://`. The page gets a fresh nonce each time. */
export async function serveRenderer(app: FastifyInstance, dir: string): Promise<void> {
  const page = await readFile(join(dir, 'index.html'), 'utf8')
  await app.register(async (site) => {
    for (const address of ['/', '/index.html'])
      site.get(address, { schema: { hide: true } }, (_, reply) => {
        const nonce = randomBytes(16).toString('base64')
        return reply
          .headers(securityHeaders(nonce))
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(page.replaceAll(NONCE_PLACEHOLDER, nonce))
      })
    await site.register(files, {
      root: dir,
      // One route a file that is there at the start: no path is ever looked up that was asked for.
      wildcard: false,
      globIgnore: ['index.html'],
      index: false,
      decorateReply: false,
      cacheControl: false,
      dotfiles: 'ignore',
      schemaHide: true,
      setHeaders: (reply, path) => {
        const hashed = path.includes(`${sep}assets${sep}`)
        reply.headers(securityHeaders('none'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  })
}
