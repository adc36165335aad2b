import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MANIFEST_FILE } from '#shared/export/manifest'
import { fail, pathOf } from './command'
import { fromServer } from './log-source'
import { proveFolder, proveServer } from './prove'

/**
 * `npm run --silent verify -- PATH|URL [--credentials FILE]`: proves an export, a back-up or a server's log without the
 * app: every entry follows from those before it, every signature is by its author's key, every file is what the manifest
 * says. Status 1 names the first bad entry; standard output says the same as JSON.
 */

const usage = 'verify PATH|URL [--credentials FILE]'

const { what, credentials } = called()
const proof = /^https?:\/\//.test(what)
  ? await proveServer(await fromServer(what, credentials, undefined))
  : await proveFolder(folderAt(what))
console.log(JSON.stringify(proof))
if (!proof.holds) fail(1, `${proof.where}: ${proof.why}`)

function called() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { credentials: { type: 'string' } } })
    const [what, ...others] = positionals
    return what !== undefined && others.length === 0 ? { what, credentials: values.credentials } : fail(2, usage)
  } catch {
    return fail(2, usage)
  }
}

function folderAt(path: string): string {
  const folder = pathOf(path)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    fail(2, `${path}: is neither an address nor a folder`)
  if (!existsSync(join(folder, MANIFEST_FILE)))
    fail(2, `${path}: ${MANIFEST_FILE} is missing: nothing says what should lie here`)
  return folder
}
