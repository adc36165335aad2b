import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** Rules about the shell that only its source can show: what it never says, and what it says in one place. */
const folder = new URL('../../electron/', import.meta.url)
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ts.createSourceFile(name, readFileSync(new URL(name, folder), 'utf8'), ts.ScriptTarget.Latest, true))

interface Found<N> {
  readonly file: string
  readonly node: N
}
/** Every node of one kind, in `only` or in the whole shell. */
function all<N extends ts.Node>(is: (node: ts.Node) => node is N, only?: string): Found<N>[] {
  const found: Found<N>[] = []
  for (const source of sources) {
    if (only !== undefined && source.fileName !== only) continue
    const visit = (node: ts.Node) => {
      if (is(node)) found.push({ file: source.fileName, node })
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}
const calls = (only?: string) => all(ts.isCallExpression, only)
const properties = (object: ts.Node): Record<string, string> =>
  ts.isObjectLiteralExpression(object)
    ? Object.fromEntries(
        object.properties
          .filter(ts.isPropertyAssignment)
          .map((each) => [each.name.getText(), each.initializer.getText()]),
      )
    : {}

test('one place makes windows, with every wall up (ELEC-01, ELEC-15)', () => {
  const windows = all(ts.isNewExpression).filter(({ node }) => /Window|View/.test(node.expression.getText()))
  expect(windows.map(({ file, node }) => [file, node.expression.getText()])).toEqual([['window.ts', 'BrowserWindow']])
  const options = all(ts.isPropertyAssignment, 'window.ts').find(({ node }) => node.name.getText() === 'webPreferences')
  expect(options && properties(options.node.initializer)).toEqual({
    sandbox: 'true',
    contextIsolation: 'true',
    nodeIntegration: 'false',
    nodeIntegrationInWorker: 'false',
    nodeIntegrationInSubFrames: 'false',
    webSecurity: 'true',
    allowRunningInsecureContent: 'false',
    experimentalFeatures: 'false',
    webviewTag: 'false',
    devTools: '!app.isPackaged',
    spellcheck: 'false',
  })
  expect(calls('main.ts').map(({ node }) => node.getText())).toContain('app.enableSandbox()')
})

test('the scheme of the app is an ordinary secure one (ELEC-02)', () => {
  const [scheme] = all(ts.isPropertyAssignment, 'main.ts').filter(({ node }) => node.name.getText() === 'privileges')
  expect(scheme && properties(scheme.node.initializer)).toEqual({
    standard: 'true',
    secure: 'true',
    supportFetchAPI: 'true',
    stream: 'true',
  })
})

test('a page gets one object, whose functions have their channels written into them (ELEC-07)', () => {
  const exposed = calls('preload.ts').filter(({ node }) => node.expression.getText().startsWith('contextBridge.'))
  expect(exposed.map(({ node }) => node.getText())).toEqual(["contextBridge.exposeInMainWorld('tracerHost', host)"])
  const uses = all(ts.isIdentifier, 'preload.ts')
    .filter(({ node }) => node.text === 'ipcRenderer' && !ts.isImportSpecifier(node.parent))
    .map(({ node }) => node.parent.parent.getText())
  expect(uses.length).toBeGreaterThan(9)
  for (const use of uses) expect(use).toMatch(/^ipcRenderer\.(invoke\(channelOf\('\w+'\)|(on|off)\(AWAY, pass\))/)
})

test('a second start is told nothing of how it was started (ELEC-13)', () => {
  const [heard] = calls().filter(({ node }) => node.arguments[0]?.getText() === "'second-instance'")
  const listener = heard?.node.arguments[1]
  expect(listener && ts.isArrowFunction(listener) && listener.parameters.length).toBe(0)
})

test('the shell reads no file format: what it imports is few, small and known (ELEC-18)', () => {
  const imported = [
    ...all(ts.isImportDeclaration).map(({ node }) => node.moduleSpecifier.getText().slice(1, -1)),
    ...calls()
      .filter(({ node }) => node.expression.kind === ts.SyntaxKind.ImportKeyword)
      .map(({ node }) => node.arguments[0]?.getText().slice(1, -1) ?? ''),
  ]
  const foreign = new Set(imported.filter((name) => !name.startsWith('./')))
  expect([...foreign].sort()).toEqual([
    '#shared/host',
    '#shared/security-headers',
    'electron',
    'electron-updater',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'zod',
  ])
})

test.each([
  ['trusts a certificate that the system does not', /'certificate-error'|setCertificateVerifyProc/],
  ['weakens the policy of a page', /bypassCSP|corsEnabled|allowServiceWorkers|enableBlinkFeatures/],
  ['runs a text as code, here or in a page', /executeJavaScript|insertCSS|\beval\(|new Function|node:vm/],
  ['answers to links and files from outside', /setAsDefaultProtocolClient|open-url|open-file|process\.argv/],
  ['opens files or starts programs', /openPath|showItemInFolder|child_process|utilityProcess/],
  ['writes or sends page memory', /crashReporter|takeHeapSnapshot|contentTracing/],
])('nothing in the shell %s (ELEC-13, ELEC-14, ELEC-16)', (_, words) => {
  expect(sources.filter((source) => words.test(source.text)).map((source) => source.fileName)).toEqual([])
})
