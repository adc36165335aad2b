import { NONCE_PLACEHOLDER, securityHeaders } from '#shared/security-headers'
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { isAppAddress } from './origin'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.icc': 'application/vnd.iccprofile',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Every bundled file by the path a page asks for it with. */
export type BundledFiles = ReadonlyMap<string, string>

/**
 * Lists a bundle once, at start. A request is looked up in this list and never turned into a path, so there is nothing
 * to traverse; links and files of an unknown kind are not in it.
 */
export function bundledFiles(folder: string): BundledFiles {
  return new Map(filesWithin(folder, '').filter(([path]) => extname(path) in CONTENT_TYPES))
}

function filesWithin(folder: string, path: string): [path: string, file: string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const here = { path: `${path}/${entry.name}`, file: join(folder, entry.name) }
    if (entry.isDirectory()) return filesWithin(here.file, here.path)
    return entry.isFile() ? [[here.path, here.file]] : []
  })
}

export interface AppProtocol {
  readonly files: BundledFiles
  readonly read: (file: string) => Promise<Uint8Array<ArrayBuffer>>
  /** Answers what is meant for the server. */
  readonly forward: (request: Request) => Promise<Response>
  readonly nonce: () => string
}

/** Answers `app://tracer/…`: bundled files with the security headers, `/api/…` from the server, nothing else. */
export function answerAppRequests({ files, read, forward, nonce }: AppProtocol) {
  return async (request: Request): Promise<Response> => {
    if (!isAppAddress(request.url)) return notFound()
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/')) return forward(request)
    const path = pathname === '/' ? '/index.html' : pathname
    const file = files.get(path)
    const contentType = CONTENT_TYPES[extname(path)]
    if (request.method !== 'GET' || file === undefined || contentType === undefined) return notFound()
    const once = nonce()
    const content = await read(file)
    const headers = { ...securityHeaders(once), 'content-type': contentType, 'cache-control': 'no-store' }
    return new Response(path.endsWith('.html') ? withNonce(content, once) : content, { headers })
  }
}

const withNonce = (page: Uint8Array, nonce: string): string =>
  new TextDecoder().decode(page).replaceAll(NONCE_PLACEHOLDER, nonce)

const notFound = () => new Response('Not found', { status: 404, headers: securityHeaders('none') })
