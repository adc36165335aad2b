import react from '@vitejs/plugin-react'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, esmExternalRequirePlugin } from 'vite'
import { root } from './process.mjs'
import { markBuilt, markUnbuilt, stale, updateKey, version } from './stale.mjs'

/**
 * Builds what is stale into `out/`: `main` and `preload` for Electron, `renderer` for both hosts, `server` and the
 * commands of `cli` for Node; what begins with `bench` only when asked.
 */

/** @typedef {import('vite').InlineConfig} Config */
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

/**
 * The bundler names a file that is meant by its address by the order in which files were read, and leaves that name in
 * source maps, where nobody needs it. Without it the same source gives the same bytes.
 * @type {import('vite').Plugin}
 */
const steadyMaps = {
  name: 'steady-maps',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler: (_, bundle) => {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.map'))
          file.source = String(file.source).replace(/ROLLDOWN_FILE_URL_[\w$]+/g, 'ROLLDOWN_FILE_URL')
    },
  },
}

/** @param {string} build */
export const renderer = (build) =>
  common('renderer', build, {
    root: `${root}renderer`,
    base: './',
    plugins: [react(), offlineFiles, steadyMaps],
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
    build: {
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: { main: `${root}server/main.ts`, 'export-thread': `${root}server/exports/export-thread.ts` },
      },
    },
  })

/**
 * Commands that answer lines in a hurry: each is one file with its packages in it, which starts soonest.
 * @param {string} build
 */
const cli = (build) =>
  common('cli', build, {
    // What draws PDF reads files of its own beside itself.
    ssr: { noExternal: true, external: ['pdfkit'] },
    build: {
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: Object.fromEntries(
          [
            ...['validate', 'publish', 'export', 'import', 'verify', 'backup'].map((name) => `server/cli/${name}.ts`),
            'server/exports/making-worker.ts',
          ].map((file) => [basename(file, '.ts'), root + file]),
        ),
      },
    },
  })

/**
 * Benches of what is only computed, built as the commands are; exports run in processes of their own.
 * @param {string} build
 */
const bench = (build) =>
  common('bench', build, {
    build: {
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: [
          ...['computing', 'export-process', 'sync/server-process'].map((name) => `${root}test/bench/${name}.ts`),
          // The thread of an export lies beside whoever begins it.
          `${root}server/exports/making-worker.ts`,
        ],
      },
    },
  })

/**
 * A page of a bench that runs the app's data worker without screens, served by the real server.
 * @param {string} build
 */
const benchPage = (build) =>
  common('bench-page', build, {
    root: `${root}test/bench/sync/page`,
    base: './',
    html: { cspNonce: '__CSP_NONCE__' },
    worker: { format: 'es' },
    build: { target: 'es2023', minify: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })

/**
 * The page of the peers that the exchange is measured beside, from packages of their own.
 * @param {string} build
 */
const benchPeers = (build) => {
  const config = common('bench-peers', build, {
    root: `${root}test/bench/peers`,
    base: './',
    build: { target: 'es2023', minify: true, chunkSizeWarningLimit: 2_000 },
  })
  return { ...config, define: { ...config.define, global: 'globalThis' } }
}

/** @type {Record<import('./stale.mjs').PartName, (build: string) => Config>} */
const configs = {
  ...{ main, preload, renderer, server, cli, bench },
  ...{ 'bench-page': benchPage, 'bench-peers': benchPeers },
}

/**
 * Builds the parts that are stale, and says which. Throws when one does not build.
 * @param {readonly import('./stale.mjs').PartName[]} [names] all of them unless said otherwise
 */
export async function buildStale(names) {
  // Whoever asks may be a test, and says so to all it calls; what it builds is what users get.
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  try {
    for (const { name, content } of stale(names)) {
      console.error(`Building ${name}…`)
      markUnbuilt(name)
      await build(configs[name](content.slice(0, 12)))
      markBuilt(name, content)
    }
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildStale()
