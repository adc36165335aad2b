import { z } from 'zod'
import { asOwner, beginBackup, finishBackup } from '../store/backups'
import { UNVERIFIED, unfitLink } from '../store/link'
import { fail } from './command'

/**
 * `npm run --silent backup -- begin` before a back-up of the database, `npm run --silent backup -- done ID` once it is
 * kept. Devices learn from it which of their changes survive the loss of the server. Wants `DATABASE_ADMIN_URL`.
 */

const usage = 'backup begin | backup done ID'

const [what, id, ...others] = process.argv.slice(2)
const address = process.env['DATABASE_ADMIN_URL']
if (!address) fail(2, 'DATABASE_ADMIN_URL is missing: the role that owns the tables')
const unfit = process.env[UNVERIFIED] === 'accepted' ? undefined : unfitLink('DATABASE_ADMIN_URL', address)
if (unfit !== undefined) fail(2, unfit)
if (others.length > 0 || !(what === 'begin' ? id === undefined : what === 'done' && id !== undefined)) fail(2, usage)
if (id !== undefined && !z.uuid().safeParse(id).success) fail(2, `${id} is not what begin printed`)

await asOwner(
  address,
  async (owner) => {
    if (id === undefined) console.log(await beginBackup(owner, new Date()))
    else if (!(await finishBackup(owner, id, new Date()))) fail(1, `${id} never began, or is done already`)
  },
  () => fail(2, 'the database does not answer'),
)
