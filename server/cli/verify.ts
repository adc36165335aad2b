import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MANIFEST_FILE } from '#shared/export/manifest'
import { openPage } from '../exports/sealed-folder'
import { fail, passphraseIn, pathOf } from './command'
import { fromServer } from './log-source'
import { type Proof, proveFolder, proveServer } from './prove'

/**
 * `npm run --silent verify -- PATH|URL [--credentials FILE] [--passphrase FILE]`: proves an export, a back-up, the copy of
 * a site or a server's log without the app: every entry follows from those before it, every signature is by its author's
 * key, every file is what the manifest says. Status 1 names the first bad entry; standard output says the same as JSON.
 */

const usage = 'verify PATH|URL [--credentials FILE] [--passphrase FILE]'

const { what, credentials, passphrase } = called()
const proof = await prove()
console.log(JSON.stringify(proof))
if (!proof.holds) fail(1, `${proof.where}: ${proof.why}`)

function called() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { credentials: { type: 'string' }, passphrase: { type: 'string' } },
    })
    const [what, ...others] = positionals
    return what !== undefined && others.length === 0 ? { what, ...values } : fail(2, usage)
  } catch {
    return fail(2, usage)
  }
}

async function prove(): Promise<Proof> {
  if (/^https?:\/\//.test(what)) return proveServer(await fromServer(what, credentials, undefined))
  const path = pathOf(what)
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? proveCopy(path) : proveFolder(folderAt(path))
}

/** The copy of a site is opened where only its reader sees it, and its files go again. */
async function proveCopy(page: string): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-copy-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const why = await openPage(page, passphraseIn(passphrase), folder)
  return why === undefined ? proveFolder(folderAt(folder)) : { holds: false, where: what, why }
}

function folderAt(folder: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    fail(2, `${what}: is neither an address nor a folder`)
  if (!existsSync(join(folder, MANIFEST_FILE)))
    fail(2, `${what}: ${MANIFEST_FILE} is missing: nothing says what should lie here`)
  return folder
}
