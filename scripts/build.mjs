import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, esmExternalRequirePlugin } from 'vite'
import { root } from './process.mjs'

/**
 * Builds what is stale into `out/`: `main` and `preload` for Electron, `renderer` for both hosts, `server` for Node. A part is stale when a source it may import, its configuration or an installed package has another content.
 */

/** @typedef {import('vite').InlineConfig} Config */
/**
 * @typedef {object} Part
 * @property {readonly string[]} sources folders whose content decides
 * @property {string} product a file that is there once the part is built
 * @property {(build: string) => Config} config
 */

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** Ed25519 key (raw, base64) that signs updates. A build without it never updates itself. */
const updateKey = process.env['TRACER_UPDATE_KEY'] ?? ''

/**
 * @param {string} name
 * @param {string} build
 * @param {Config} config
 * @returns {Config}
 */
function common(name, build, config) {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {
      __TRACER_VERSION__: JSON.stringify(version),
      __TRACER_BUILD__: JSON.stringify(build),
      __TRACER_UPDATE_KEY__: JSON.stringify(updateKey),
    },
    ...config,
    build: { outDir: `${root}out/${name}`, emptyOutDir: true, sourcemap: true, minify: false, ...config.build },
  }
}

/**
 * Electron's own process: self-contained, since nothing of node_modules is shipped.
 * @param {string} build
 */
const main = (build) =>
  common('main', build, {
    ssr: { noExternal: true },
    resolve: { external: ['electron'] },
    plugins: [esmExternalRequirePlugin({ external: ['electron', 'original-fs'] })],
    build: {
      ssr: true,
      target: 'node22',
      rolldownOptions: { input: `${root}electron/main.ts`, output: { entryFileNames: 'main.js' } },
    },
  })

/**
 * A sandboxed preload may only require electron, and only as CommonJS.
 * @param {string} build
 */
const preload = (build) =>
  common('preload', build, {
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'chrome140',
      rolldownOptions: {
        external: ['electron'],
        input: `${root}electron/preload.ts`,
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  })

/**
 * Names every file of the app for the copy that a browser keeps of it.
 * @type {import('vite').Plugin}
 */
const offlineFiles = {
  name: 'offline-files',
  enforce: 'post',
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((file) => !/\.map$|^index\.html$|^offline\.js$/.test(file))
    this.emitFile({ type: 'asset', fileName: 'offline-files.json', source: JSON.stringify(files.sort()) })
  },
}

/** @param {string} build */
export const renderer = (build) =>
  common('renderer', build, {
    root: `${root}renderer`,
    base: './',
    plugins: [react(), offlineFiles],
    html: { cspNonce: '__CSP_NONCE__' },
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      minify: true,
      // The content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: { index: `${root}renderer/index.html`, offline: `${root}renderer/host/offline-copy.ts` },
        output: {
          // A service worker speaks for the folder it lies in.
          entryFileNames: ({ name }) => (name === 'offline' ? 'offline.js' : 'assets/[name]-[hash].js'),
          // What the source imports first runs first only when it stands in a file that all others import.
          codeSplitting: { groups: [{ name: 'first', test: /(trusted-types|no-eval)[.]ts$/ }] },
        },
      },
    },
  })

/**
 * The server finds its packages in node_modules.
 * @param {string} build
 */
const server = (build) =>
  common('server', build, {
    build: { ssr: true, target: 'node20', rolldownOptions: { input: { main: `${root}server/main.ts` } } },
  })

/** @type {Record<string, Part>} */
const parts = {
  main: { sources: ['electron', 'shared'], product: 'main/main.js', config: main },
  preload: { sources: ['electron', 'shared'], product: 'preload/preload.cjs', config: preload },
  renderer: { sources: ['renderer', 'shared', 'forms'], product: 'renderer/index.html', config: renderer },
  server: { sources: ['server', 'shared', 'forms'], product: 'server/main.js', config: server },
}

/**
 * @param {readonly string[]} folders
 * @returns {string} one hash of every file's name and content
 */
function contentOf(folders) {
  const hash = createHash('sha256')
  for (const shared of ['package-lock.json', 'scripts/build.mjs']) hash.update(readFileSync(`${root}${shared}`))
  hash.update(version).update(updateKey)
  for (const folder of folders) {
    const files = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Builds the parts that are stale, and says which. Throws when one does not build. */
export async function buildStale() {
  mkdirSync(`${root}out/built`, { recursive: true })
  for (const [name, part] of Object.entries(parts)) {
    const mark = `${root}out/built/${name}`
    const content = contentOf(part.sources)
    const current = existsSync(mark) && readFileSync(mark, 'utf8') === content
    if (current && existsSync(`${root}out/${part.product}`)) continue
    console.error(`Building ${name}…`)
    rmSync(mark, { force: true })
    await build(part.config(content.slice(0, 12)))
    writeFileSync(mark, content)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildStale()
