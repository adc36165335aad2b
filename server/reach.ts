import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { send } from './http'
import { refuse } from './refused'
import { isThisMachine } from './this-machine'

/** Who reaches the server how: over TLS of its own, through a proxy that speaks it, or from this machine alone. */

/** The files of the server's own certificate, with its chain, and of its key: PEM. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

/** What the server's own TLS is made of. */
export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
  readonly minVersion: 'TLSv1.2'
  readonly ciphers: string
}

/** Of TLS 1.2 only what keeps earlier calls secret when the key is lost; TLS 1.3 has nothing else. */
const CIPHERS = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
].join(':')

/** Reads certificate and key. Throws, in words, where a file is not there or the two do not belong together. */
export async function readTls({ cert, key }: TlsFiles): Promise<Tls> {
  const read = (setting: string, path: string) =>
    readFile(path).catch(() => {
      throw new Error(`${setting}: ${path} cannot be read`)
    })
  const tls: Tls = {
    cert: await read('TRACER_TLS_CERT', cert),
    key: await read('TRACER_TLS_KEY', key),
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
  }
  try {
    createSecureContext(tls)
  } catch {
    throw new Error(`TRACER_TLS_CERT and TRACER_TLS_KEY are no certificate and its key, as PEM, without a passphrase`)
  }
  return tls
}

/** Whether it would be reached over lines that anybody may read; throws where nothing is declared that keeps them closed. */
export function behindProxy(host: string, tls: TlsFiles | undefined, proxies: string | undefined): boolean {
  if (tls !== undefined || isThisMachine(host)) return false
  if (proxies) return true
  throw new Error(
    `on ${host} it would be reached without TLS: set TRACER_TLS_CERT and TRACER_TLS_KEY, or TRACER_PROXIES where a proxy speaks TLS for it, or leave HOST out`,
  )
}

/** Say nothing of anybody: a balancer may ask them as it likes. */
const OPEN = new Set(['/api/health', '/api/live'])

/** Answers only what a declared proxy says it got by HTTPS. Nobody is sent on: a call in the clear has told its secrets. */
export function refusePlainCalls(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const isOwn = isThisMachine(request.socket.remoteAddress ?? '')
    if (request.protocol === 'https' || isOwn || OPEN.has(request.routeOptions.url ?? '')) return
    const why = 'Only calls by HTTPS are answered; a proxy says so of them with X-Forwarded-Proto.'
    return send(reply.header('cache-control', 'no-store'), refuse('unavailable', why))
  })
}
