import {
  ACCESS_BATCH,
  type Access,
  AccessEntry,
  type AccessKind,
  type AccessLine,
  AccessLines,
  type AccessQuery,
} from '#shared/access'
import type { UserId } from '#shared/ids'
import { z } from 'zod'
import { openJson, sealJson } from './keys/envelope'
import type { TracerDatabase } from './store/database'
import type { Identity } from './store/identity'
import type { Surroundings } from './surroundings'
import type { Server } from './sync/server'

/** Who looked at whose record. Kept sealed on this device until the server has it. */
export interface AccessDoor {
  /** Notes what the person did with a record. Nobody has to wait for it. */
  noteAccess(access: Access): Promise<void>
  /** Who looked at a participant's record, last first; undefined where the server does not say. */
  accessTo(of: Omit<AccessQuery, 'before'>): Promise<readonly AccessLine[] | undefined>
}

/** The same done again so soon, in milliseconds, is the same entry: a record that is gone back to, a print after its preview. */
const AGAIN: Readonly<Record<AccessKind, number>> = { opened: 10 * 60_000, printed: 10_000, saved: 0 }

interface AccessParts {
  readonly surroundings: Pick<Surroundings, 'crypto' | 'clock' | 'newId'>
  readonly db: TracerDatabase
  readonly identity: Identity
  readonly server: Server
  readonly user: UserId
}

export interface Accesses extends AccessDoor {
  /** Gives the server what lies here, whoever of this device did it, as long as `isFree` says so. */
  handOver(isFree: () => boolean): Promise<void>
}

export function createAccesses({ surroundings, db, identity, server, user }: AccessParts): Accesses {
  const { crypto, clock, newId } = surroundings
  const before = new Map<string, number>()
  return {
    async noteAccess(access) {
      const now = clock.now()
      const same = [access.kind, access.study, access.site, access.subject ?? ''].join(' ')
      if (now - (before.get(same) ?? -Infinity) < AGAIN[access.kind]) return
      before.set(same, now)
      const id = newId()
      const entry: AccessEntry = { ...access, id, user, at: new Date(now).toISOString() }
      try {
        await db.accesses.add({ id, sealed: await sealJson(crypto, identity.local, placeOf(id), entry) })
      } catch (error) {
        before.delete(same)
        throw error
      }
    },
    async accessTo({ study, site, subject }) {
      const lines: AccessLine[] = []
      for (;;) {
        const query = new URLSearchParams({ study, site, subject })
        const last = lines.at(-1)
        if (last) query.set('before', String(last.line))
        const answer = await server.get(`/api/access?${query}`, AccessLines)
        if (!answer.ok) return undefined
        lines.push(...answer.value.lines)
        if (!answer.value.more) return lines
      }
    },
    async handOver(isFree) {
      const told = (entries: readonly AccessEntry[]) => server.post('/api/access', { entries }, z.strictObject({}))
      await handOverAll({ crypto, db, identity }, async (entries) => isFree() && (await told(entries)).ok)
    },
  }
}

const placeOf = (id: string) => ({ table: 'accesses', row: id })
const isEntry = (value: unknown): value is AccessEntry => AccessEntry.safeParse(value).success

/**
 * Gives everything that lies here to `tell`, so many at a time, and removes what it took. False where it took something
 * not. An entry that does not open stays where it is, and holds up no other.
 */
export async function handOverAll(
  { crypto, db, identity }: Pick<AccessParts, 'db' | 'identity'> & Pick<Surroundings, 'crypto'>,
  tell: (entries: readonly AccessEntry[]) => Promise<boolean>,
): Promise<boolean> {
  const ids = await db.accesses.toCollection().primaryKeys()
  for (let from = 0; from < ids.length; from += ACCESS_BATCH) {
    const rows = await db.accesses.bulkGet(ids.slice(from, from + ACCESS_BATCH))
    const opened = await Promise.all(
      rows.map(
        async (row) =>
          row && openJson(crypto, identity.local, placeOf(row.id), row.sealed, isEntry).catch(() => undefined),
      ),
    )
    const entries = opened.filter((entry) => entry !== undefined)
    if (entries.length === 0) continue
    if (!(await tell(entries))) return false
    await db.accesses.bulkDelete(entries.map(({ id }) => id))
  }
  return true
}
