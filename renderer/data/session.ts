import { changesPlace, streamOf } from '#shared/change/carried'
import type { Logged } from '#shared/change/change'
import { type SiteId, type StudyId, SubjectCode, type SubjectKey, streamParts } from '#shared/ids'
import { type OfflineGrant, mayReadSite } from '#shared/protocol'
import { type AccessDoor, createAccesses } from './accesses'
import { type AdministrationDoor, administrationOf } from './administration'
import { type AlertsDoor, alertsOf } from './alerts'
import { type ExportJobsDoor, exportJobsOf } from './export-jobs'
import { type FilesDoor, filesOf } from './files'
import { type InstallationDoor, createInstallation } from './installation'
import type { DataDoor, DataEvent, Draft, Session } from './door'
import type { Mark } from './keys/keyring'
import type { Opened, Vault } from './keys/vault'
import type { Pack, TravelDoor } from './pack'
import { type ArmsDoor, armsOf } from './arms'
import { type PasswordDoor, passwordOf } from './password'
import { type PublishedDoor, publishedOf } from './published'
import type { Purge } from './purge'
import { createSealing } from './sealing'
import { type SigningDoor, signingOf } from './signing'
import { readCasebook } from './store/casebook'
import type { ChunkRow, TracerDatabase } from './store/database'
import type { Identity } from './store/identity'
import { gateTo } from './store/gate'
import { createLog } from './store/log'
import { readWaiting } from './store/outbox'
import { NotReceived } from './store/parts'
import { type Author, record } from './store/record'
import { keepReference, readReference } from './store/references'
import { readRefused, settleRefused } from './store/refused'
import { forgetAtWork, readBooks, readHeld, readRoster } from './store/roster'
import { NoKeys, type Shelf, marksOf } from './store/shelf'
import { createSight } from './store/sight'
import type { Told } from './store/told'
import { createWriter } from './store/writer'
import { type Surroundings, today } from './surroundings'
import { type Exchange, createExchange } from './sync/exchange'
import type { Server } from './sync/server'
import type { Tabs } from './sync/tabs'
import { travelOf } from './travel'
import { signedByIn } from './unsent'
import { type Upkeep, createUpkeep } from './upkeep'

/** What the door opens to while someone is signed in. */
type WhileSignedIn = Pick<
  DataDoor,
  | keyof AccessDoor
  | keyof AdministrationDoor
  | keyof AlertsDoor
  | keyof ArmsDoor
  | keyof ExportJobsDoor
  | keyof FilesDoor
  | keyof InstallationDoor
  | keyof PasswordDoor
  | keyof PublishedDoor
  | keyof SigningDoor
  | keyof TravelDoor
  | 'sites'
  | 'directory'
  | 'roster'
  | 'books'
  | 'casebook'
  | 'record'
  | 'nextSubjectCode'
  | 'waiting'
  | 'held'
  | 'refused'
  | 'settleRefused'
>

export interface OpenSession extends WhileSignedIn {
  readonly opened: Opened
  readonly exchange: Exchange
  /** The server has said anew what this person may do. */
  regrant(grant: OfflineGrant): void
  /** Resolves when what was being stored is stored. */
  end(): Promise<void>
}

export interface SessionParts {
  readonly surroundings: Surroundings
  readonly db: TracerDatabase
  readonly identity: Identity
  readonly vault: Vault
  readonly purge: Purge
  readonly server: Server
  readonly tabs: Tabs
  readonly opened: Opened
  readonly told: Told
  readonly grant: OfflineGrant
  /** Set where the person was let in by what they took along: they read and say nothing besides. */
  readonly pack: Pack | undefined
  readonly serverKey: string
  readonly boot: string
  readonly emit: (event: DataEvent) => void
}

/** A list is shown with what the background has done by then, at the latest. */
const ROSTER_PATIENCE = 300

export function openSession(parts: SessionParts): OpenSession {
  const { surroundings, db, identity, vault, server, tabs, opened, told, pack } = parts
  const { clock, crypto } = surroundings
  const along = pack && new Set(pack.subjects)
  const isOpen = (subject: SubjectKey) => along?.has(subject) ?? true
  const emit = (event: DataEvent) =>
    parts.emit(
      event.kind === 'roster' ? { ...event, lines: event.lines.filter(({ subject }) => isOpen(subject)) } : event,
    )
  const gate = gateTo(db)
  const shelf: Shelf = { db: gate.tables, ring: opened.ring, crypto, packing: surroundings.packing }
  const sealing = createSealing(shelf, clock)
  const log = createLog(shelf)
  const sight = createSight(shelf)
  const writer = createWriter(shelf)
  let author: Author = {
    user: parts.grant.sub,
    device: identity.device,
    app: surroundings.app,
    grants: parts.grant.grants,
    boot: parts.boot,
    clock,
  }
  /** A key that is held still opens what somebody may not read any more: the server's word decides, at its own time. */
  const reads = (study: StudyId, site: SiteId) =>
    mayReadSite(author.grants, { study, site }, Math.max(clock.now(), Date.parse(told.hello()?.serverTime ?? '') || 0))
  const givenCodes = new Set<SubjectCode>()
  /** Participants someone here has looked at, by their marks: whose changes are told. */
  const watched = new Map<Mark, SubjectKey>()

  const announce = (event: DataEvent) => {
    if (event.kind === 'study') upkeep.versionsCame()
    emit(event)
  }
  const upkeep: Upkeep = createUpkeep(shelf, writer, { studyAt: told.studyAt, today: () => today(clock) }, clock, emit)

  /** Tells screens and other tabs of what is now durable; `anew`: it takes the place of what was shown. */
  function stored(changes: readonly Logged[], anew = false): void {
    if (anew) forgetAtWork(shelf)
    const bySubject = new Map<SubjectKey, Logged[]>()
    for (const logged of changes) {
      const of = bySubject.get(logged.change.subject)
      if (of) of.push(logged)
      else bySubject.set(logged.change.subject, [logged])
    }
    const seen = new Set(watched.values())
    for (const [subject, of] of bySubject)
      if (seen.has(subject))
        emit(anew || of.some(changesPlace) ? { kind: 'anew', subject } : { kind: 'changes', subject, changes: of })
    void Promise.all([...bySubject.keys()].map((subject) => marksOf(shelf, subject))).then((marks) =>
      tabs.tell({ kind: 'stored', subjects: marks.flat(), ...(anew && { anew }) }),
    )
    upkeep.later()
  }

  /** Whatever casebook is shown is read again from the beginning. */
  function readAgain(): void {
    sight.moved()
    forgetAtWork(shelf)
    for (const subject of new Set(watched.values())) emit({ kind: 'anew', subject })
    upkeep.later()
  }

  const stopHearing = tabs.hear((message) => {
    if (message.kind === 'unread') readAgain()
    if (message.kind !== 'stored') return
    sight.moved()
    const subjects = new Set(message.subjects.flatMap((mark) => watched.get(mark) ?? []))
    if (message.anew) {
      forgetAtWork(shelf)
      for (const subject of subjects) emit({ kind: 'anew', subject })
    } else
      for (const subject of subjects)
        void readCasebook(shelf, subject).then(
          (changes) => emit({ kind: 'changes', subject, changes }),
          // Whoever opens the casebook is told why it cannot be read.
          () => undefined,
        )
    upkeep.later()
  })

  /** A participant is here in full: most were not waited for, so that nothing is read. */
  function completed(subject: SubjectKey): void {
    void marksOf(shelf, subject).then((marks) => tabs.tell({ kind: 'stored', subjects: marks }))
    upkeep.later()
  }

  const { signature } = opened
  const accesses = createAccesses({ surroundings, db, identity, server, user: parts.grant.sub })
  const exchange = createExchange({
    ...{ surroundings, identity, shelf, writer, server, told, signature, vault, tabs },
    purge: {
      receipts: () => parts.purge.receipts(),
      async obey(answer, heard) {
        const removed = await parts.purge.obey(answer, heard)
        if (removed) {
          sight.moved()
          emit({ kind: 'taken-off' })
        }
        return removed
      },
    },
    accesses,
    byServer: (text, by) => signedByIn(crypto)(parts.serverKey, text, by),
    emit: announce,
    arrived(changes, anew) {
      sight.moved()
      stored(changes, anew)
    },
    unread() {
      readAgain()
      tabs.tell({ kind: 'unread' })
    },
    refused: (gone) => stored([gone], true),
    completed,
  })

  async function write(draft: Draft, claimedAt?: string, chunks?: readonly ChunkRow[]): Promise<Logged> {
    if (!isOpen(draft.subject)) throw new NoKeys(draft.subject)
    const at = told.hello()?.sites.find(({ study, site }) => study === draft.study && site === draft.site)
    const since = at?.trainings?.[draft.version]
    const logged = await record(shelf, log, sight, { ...author, since }, draft, claimedAt, chunks)
    if (draft.body.kind === 'enrol') givenCodes.add(draft.body.code)
    // Whoever waits for this answer hears it before screens are told to draw what they show anyway.
    clock.after(0, () => {
      stored([logged])
      exchange.saved()
    })
    return logged
  }

  async function casebook(subject: SubjectKey): Promise<readonly Logged[]> {
    if (!isOpen(subject)) return []
    for (const mark of await marksOf(shelf, subject)) watched.set(mark, subject)
    const said = await whole(subject)
    return said.filter((one) => reads(one.change.study, streamParts(streamOf(one)).site))
  }

  /** What a device that has only begun to receive does not have yet is asked for at once. */
  async function whole(subject: SubjectKey): Promise<readonly Logged[]> {
    try {
      return await readCasebook(shelf, subject)
    } catch (error) {
      if (!(error instanceof NotReceived)) throw error
      await exchange.bring(subject)
      return readCasebook(shelf, subject)
    }
  }

  /** Waits for what the background is at, though not for long. */
  async function caughtUp(): Promise<void> {
    let callOff = () => {}
    const patience = new Promise<void>((resolve) => {
      callOff = clock.after(ROSTER_PATIENCE, resolve)
    })
    await Promise.race([upkeep.now(), patience])
    callOff()
  }

  async function roster(study: StudyId, site: SiteId) {
    if (!reads(study, site)) return []
    await caughtUp()
    return (await readRoster(shelf, study, site)).filter((line) => isOpen(line.subject))
  }

  async function books(study: StudyId, site: SiteId) {
    if (!reads(study, site)) return []
    await caughtUp()
    return (await readBooks(shelf, study, site)).filter((book) => isOpen(book.subject))
  }

  async function nextSubjectCode(study: StudyId, site: SiteId): Promise<SubjectCode | undefined> {
    const leases = (told.hello()?.leases ?? []).filter((lease) => lease.study === study && lease.site === site)
    await upkeep.now()
    const used = new Set([...givenCodes, ...(await readRoster(shelf, study, site)).map(({ code }) => code)])
    for (const { first, last } of leases)
      for (let number = first; number <= last; number++) {
        const code = SubjectCode.parse(`${site}-${String(number).padStart(3, '0')}`)
        if (!used.has(code)) return code
      }
    return undefined
  }

  sealing.begin()
  return {
    opened,
    exchange,
    sites: async () => told.hello()?.sites ?? [],
    directory: async () => told.hello()?.people ?? [],
    ...publishedOf({
      ...{ server, told },
      held: {
        keep: (reference) => keepReference(crypto, db, identity.local, reference),
        read: (of) => readReference(crypto, db, identity.local, of),
      },
      exchangeNow: () => exchange.now(),
      onReference: (of, about) => emit({ kind: 'reference', of, about }),
    }),
    ...signingOf({ opened, vault, clock, author: parts.grant.sub, write, wrong: () => exchange.wake() }),
    ...passwordOf({ opened, vault, server, wrong: () => exchange.wake() }),
    ...administrationOf(server),
    noteAccess: (access) => accesses.noteAccess(access),
    accessTo: (of) => accesses.accessTo(of),
    ...alertsOf(server),
    ...armsOf({ server, exchangeNow: () => exchange.now() }),
    ...exportJobsOf(server),
    ...filesOf({ shelf, server, write: (draft, chunks) => write(draft, undefined, chunks) }),
    ...travelOf({
      ...{ opened, vault, server, clock },
      holder: { device: identity.device, user: parts.grant.sub, serverKey: parts.serverKey },
      exchangeNow: () => exchange.now(),
    }),
    ...createInstallation({ surroundings, db, identity, ahead: () => told.ahead() }),
    roster,
    books,
    casebook,
    record: (draft) => write(draft),
    nextSubjectCode,
    waiting: () => readWaiting(shelf),
    held: async () =>
      (await readHeld(shelf)).filter(
        (one) => isOpen(one.change.subject) && reads(one.change.study, streamParts(streamOf(one)).site),
      ),
    refused: async () => (await readRefused(shelf)).filter(({ change }) => isOpen(change.subject)),
    async settleRefused(n) {
      await settleRefused(shelf, n)
      // Told with the status, to every tab.
      exchange.wake()
    },
    regrant(grant) {
      author = { ...author, grants: grant.grants }
      emit({ kind: 'granted', grants: grantsOf(grant) })
    },
    async end() {
      exchange.stop()
      upkeep.stop()
      sealing.stop()
      stopHearing()
      server.forget()
      await Promise.all([log.idle(), writer.idle()])
      await gate.close()
    },
  }
}

const grantsOf = ({ grants }: OfflineGrant): Session['grants'] =>
  grants.map(({ study, site, role, untrained = false, trainedOn }) => ({
    ...{ study, site, role, untrained },
    ...(trainedOn !== undefined && { trainedOn }),
  }))

/** What a screen knows of who signed in. */
export const sessionOf = (
  { record: { user } }: Opened,
  grant: OfflineGrant,
  online: boolean,
  boot: string,
  pack?: Pack,
): Session => ({
  user,
  grants: grantsOf(grant),
  administrator: grant.administrator ?? false,
  offlineUntil: new Date(grant.exp * 1000).toISOString(),
  online,
  boot,
  ...(pack && { pack }),
})
