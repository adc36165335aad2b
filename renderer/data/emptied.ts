import type { SessionStandings } from '#shared/administration/protocol'
import type { DeviceId } from '#shared/ids'
import type { TracerDatabase } from './store/database'

/** The store of this device began empty where Tracer had been at work before. */
export interface Emptied {
  /** The browser still knew that Tracer was here; else the server knows of a sign-in on such a computer that never ended. */
  readonly certain: boolean
  /** That sign-in, as the server last saw it. */
  readonly last?: { readonly platform: string; readonly seen: string }
}

export interface EmptiedDoor {
  /** What people here have not read yet. Readable while locked. */
  emptied(): Promise<Emptied | undefined>
  /** Somebody has read it. */
  settleEmptied(): Promise<void>
}

/** Which device this is, kept where the browser's clearing of large stores does not reach. No secret. */
export interface DeviceMark {
  read(): Promise<string | undefined>
  keep(device: DeviceId): Promise<void>
}

/** Nobody has signed in on this store yet; `lost` is the device that was here before, where the mark names one. */
export interface Beginning {
  readonly lost: string | undefined
}

interface EmptiedParts {
  readonly db: TracerDatabase
  readonly mark: DeviceMark
  readonly isUnused: () => Promise<boolean>
  readonly device: DeviceId
}

/** Notices that what a browser kept was cleared: from the mark at once, without one from what the server knows. */
export function createEmptied({ db, mark, isUnused, device }: EmptiedParts) {
  /** To be asked before anybody is let in; undefined where the store is in use, is as it should be, or was read about. */
  async function beginning(): Promise<Beginning | undefined> {
    // What was erased by order was not lost.
    if ((await db.meta.get('erased')) || (await db.meta.get('revocation')) || !(await isUnused())) return undefined
    // A browser that keeps no such mark says nothing.
    const lost = await mark.read().catch(() => undefined)
    return lost === device ? undefined : { lost }
  }

  return {
    beginning,
    async emptied(): Promise<Emptied | undefined> {
      const row = await db.meta.get('emptied')
      if (row?.name === 'emptied') return row.emptied
      return (await beginning())?.lost === undefined ? undefined : { certain: true }
    },
    async settle(): Promise<void> {
      await db.meta.delete('emptied')
      await mark.keep(device).catch(() => undefined)
    },
    /** Keeps what the first sign-in showed. Says whether there is anything to tell. */
    async tell({ lost }: Beginning, sessions: SessionStandings['sessions'], platform: string): Promise<boolean> {
      const others = sessions.filter((one) => one.device !== device)
      const last = others.find((one) => (lost === undefined ? isLike(one.platform, platform) : one.device === lost))
      if (lost === undefined && !last) return false
      const emptied = {
        certain: lost !== undefined,
        ...(last && { last: { platform: last.platform, seen: last.lastSeen } }),
      }
      await db.meta.put({ name: 'emptied', emptied })
      return true
    },
  }
}

/** The same program on the same system; its version changes by itself. */
const isLike = (one: string, other: string): boolean => withoutVersion(one) === withoutVersion(other)
const withoutVersion = (platform: string): string => platform.replace(/\d+/g, '')
