import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { asOwner, beginBackup, finishBackup } from '../store/backups'
import { UNVERIFIED, unfitLink } from '../store/link'
import { fail, pathOf } from './command'
import { makeKey, openSealed, sealOutput } from './sealed-backup'

/**
 * `npm run --silent backup -- begin` before a back-up of the database, `npm run --silent backup -- done ID` once it is
 * kept. Devices learn from it which of their changes survive the loss of the server. Both want `DATABASE_ADMIN_URL`.
 * `seal` makes the back-up's file from what a program says, so that only the holder of a private key opens it again with
 * `open`; `keys` makes such a key.
 */

const usage =
  'backup begin | done ID | keys FILE | seal --to KEY --out FILE -- PROGRAM [ARGUMENT…] | open FILE --key FILE --out FILE'

const [what, ...rest] = process.argv.slice(2)
const { values, positionals } = called()
const [first, ...others] = positionals
const { to = [], key, out } = values

switch (what) {
  case 'begin':
    if (first !== undefined) fail(2, usage)
    await noted(async (owner) => console.log(await beginBackup(owner, new Date())))
    break
  case 'done':
    if (first === undefined || others.length > 0) fail(2, usage)
    if (!z.uuid().safeParse(first).success) fail(2, `${first} is not what begin printed`)
    await noted(async (owner) => {
      if (!(await finishBackup(owner, first, new Date()))) fail(1, `${first} never began, or is done already`)
    })
    break
  case 'keys':
    if (first === undefined || others.length > 0) fail(2, usage)
    console.log(await sure(2, makeKey(free(first))))
    break
  case 'seal':
    if (first === undefined || to.length === 0 || out === undefined) fail(2, usage)
    await sure(1, sealOutput([first, ...others], to, free(out), process.env['INIT_CWD']))
    break
  case 'open':
    if (first === undefined || others.length > 0 || key === undefined || out === undefined) fail(2, usage)
    await sure(1, openSealed(pathOf(first), pathOf(key), free(out)))
    break
  default:
    fail(2, usage)
}

function called() {
  const options = { to: { type: 'string', multiple: true }, key: { type: 'string' }, out: { type: 'string' } } as const
  try {
    return parseArgs({ args: rest, allowPositionals: true, options })
  } catch {
    return fail(2, usage)
  }
}

/** Where a file is to be written: what lies there already stays. */
function free(path: string): string {
  return existsSync(pathOf(path)) ? fail(2, `${path} is there already`) : pathOf(path)
}

/** What comes of it; or the end, with why not in one line. */
async function sure<T>(status: 1 | 2, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => fail(status, error instanceof Error ? error.message : String(error)))
}

async function noted(work: Parameters<typeof asOwner>[1]): Promise<void> {
  const address = process.env['DATABASE_ADMIN_URL']
  if (!address) fail(2, 'DATABASE_ADMIN_URL is missing: the role that owns the tables')
  const unfit = process.env[UNVERIFIED] === 'accepted' ? undefined : unfitLink('DATABASE_ADMIN_URL', address)
  if (unfit !== undefined) fail(2, unfit)
  await asOwner(address, work, () => fail(2, 'the database does not answer'))
}
