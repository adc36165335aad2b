import { CLOCK_TOLERANCE } from '#shared/change/clock'
import { failingCases } from '#shared/clinical/worked-cases'
import { openJson, sealJson } from './keys/envelope'
import type { TracerDatabase } from './store/database'
import type { Identity } from './store/identity'
import type { Surroundings } from './surroundings'
import { signedByIn } from './unsent'

/** What an installation tries of itself, in the order in which it is told. */
export const CHECKS = ['storage', 'encryption', 'signing', 'engines', 'clock', 'kept', 'room', 'program'] as const
export type Check = (typeof CHECKS)[number]

/** What a check came to; `unknown` where it could not be tried yet, or not here. */
export interface CheckOutcome {
  readonly check: Check
  readonly result: 'good' | 'fault' | 'unknown'
  /** Codes and figures, for whoever qualifies the installation. */
  readonly detail: string
}

export interface InstallationReport {
  /** By this device's clock. */
  readonly at: string
  readonly app: string
  readonly platform: string
  readonly device: string
  /** Of the local store. */
  readonly schema: number
  readonly checks: readonly CheckOutcome[]
}

export interface InstallationDoor {
  /** The report of this version of the app on this device: the one that is kept, or made now. `anew` makes it in any case. */
  installation(anew?: boolean): Promise<InstallationReport>
}

interface InstallationParts {
  readonly surroundings: Pick<Surroundings, 'app' | 'platform' | 'clock' | 'crypto' | 'newId' | 'storage' | 'keychain'>
  readonly db: TracerDatabase
  readonly identity: Identity
  /** By how many milliseconds this clock is ahead of the server's, where that is known. */
  readonly ahead: () => number | undefined
}

/** Less room than this is told: a site's record with its pictures needs it. */
const ROOM = 200_000_000

export function createInstallation({ surroundings, db, identity, ahead }: InstallationParts): InstallationDoor {
  const { app, platform, clock, crypto, newId, storage, keychain } = surroundings

  const outcomes: { readonly [C in Check]: () => Promise<Omit<CheckOutcome, 'check'> | undefined> } = {
    async storage() {
      const probe = newId()
      await db.meta.put({ name: 'probe', probe })
      const read = await db.meta.get('probe')
      await db.meta.delete('probe')
      return judged(read?.name === 'probe' && read.probe === probe, 'written, read, removed')
    },
    async encryption() {
      const place = { table: 'meta', row: 'probe' }
      const plain = newId()
      const isText = (value: unknown): value is string => typeof value === 'string'
      const sealed = await sealJson(crypto, identity.local, place, plain)
      const opened = await openJson(crypto, identity.local, place, sealed, isText)
      // Opened from another place it must not open.
      const moved = await openJson(crypto, identity.local, { ...place, row: 'other' }, sealed, isText).then(
        () => true,
        () => false,
      )
      return judged(opened === plain && !moved, sealed.alg)
    },
    async signing() {
      const text = newId()
      const signature = await identity.sign(text)
      const holds = await signedByIn(crypto)(identity.publicKey, text, signature)
      const forged = await signedByIn(crypto)(identity.publicKey, `${text}.`, signature)
      return judged(holds && !forged, 'Ed25519')
    },
    engines() {
      const failing = failingCases()
      return Promise.resolve(judged(failing.length === 0, failing.join('; ')))
    },
    clock() {
      const by = ahead()
      return Promise.resolve(
        by === undefined ? unknown : judged(Math.abs(by) <= CLOCK_TOLERANCE, `${Math.round(by / 1_000)} s`),
      )
    },
    async kept() {
      return storage ? judged(await storage.persisted(), 'persisted') : unknown
    },
    async room() {
      const { quota, usage = 0 } = (await storage?.estimate()) ?? {}
      return quota === undefined ? unknown : judged(quota - usage >= ROOM, `${quota - usage} B`)
    },
    async program() {
      const fuses = await keychain.fuses()
      return fuses && judged(fuses.asBuilt, fuses.wire)
    },
  }

  async function check(): Promise<InstallationReport> {
    const checks: CheckOutcome[] = []
    for (const name of CHECKS) {
      const outcome = await outcomes[name]().catch((error: unknown) =>
        judged(false, error instanceof Error ? error.name : 'error'),
      )
      // What this machine does not have is not told.
      if (outcome) checks.push({ check: name, ...outcome })
    }
    const at = new Date(clock.now()).toISOString()
    return { at, app, platform, device: identity.device, schema: db.verno, checks }
  }

  return {
    async installation(anew = false) {
      const row = await db.meta.get('installation')
      const kept = row?.name === 'installation' && row.report.app === app ? row.report : undefined
      // Made before the server had said what the time is, it is made again once it has.
      const isOpen = kept?.checks.some((one) => one.check === 'clock' && one.result === 'unknown')
      if (kept && !anew && !(isOpen && ahead() !== undefined)) return kept
      const report = await check()
      await db.meta.put({ name: 'installation', report })
      return report
    },
  }
}

const judged = (good: boolean, detail: string): Omit<CheckOutcome, 'check'> => ({
  result: good ? 'good' : 'fault',
  detail,
})
const unknown = { result: 'unknown', detail: '' } as const
