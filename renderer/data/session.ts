import { contentOf } from '#shared/casebook/derive'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { Logged } from '#shared/change/change'
import { releaseText, signedText } from '#shared/change/signature'
import { type SiteId, type StudyId, SubjectCode, type SubjectKey } from '#shared/ids'
import type { PublishedTable } from '#shared/clinical/ctcae/published/table'
import { CtcaeLoaded, type OfflineGrant } from '#shared/protocol'
import type { DataDoor, DataEvent, Draft, LoadOutcome, ReleaseRequest, Session, SignRequest } from './door'
import type { Mark } from './keys/keyring'
import type { Opened, Vault } from './keys/vault'
import { readCasebook } from './store/casebook'
import { keepCtcae, readCtcae } from './store/ctcae'
import type { TracerDatabase } from './store/database'
import type { Identity } from './store/identity'
import { createLog } from './store/log'
import { readWaiting } from './store/outbox'
import { type Author, record } from './store/record'
import { readHeld, readRoster } from './store/roster'
import { type Shelf, marksOf } from './store/shelf'
import type { Told } from './store/told'
import { createWriter } from './store/writer'
import { type Surroundings, claimedInstant, today } from './surroundings'
import { type Exchange, createExchange } from './sync/exchange'
import type { Failure } from './sync/engine'
import type { Server } from './sync/server'
import type { Tabs } from './sync/tabs'
import { type Upkeep, createUpkeep } from './upkeep'

/** What the door opens to while someone is signed in. */
type WhileSignedIn = Pick<
  DataDoor,
  | 'sites'
  | 'directory'
  | 'studyVersion'
  | 'ctcaeTable'
  | 'loadCtcaeTable'
  | 'roster'
  | 'casebook'
  | 'record'
  | 'nextSubjectCode'
  | 'sign'
  | 'releaseDose'
  | 'confirmPassword'
  | 'waiting'
  | 'held'
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
  readonly server: Server
  readonly tabs: Tabs
  readonly opened: Opened
  readonly told: Told
  readonly grant: OfflineGrant
  readonly boot: string
  readonly emit: (event: DataEvent) => void
}

/** A list is shown with what the background has done by then, at the latest. */
const ROSTER_PATIENCE = 300

export function openSession(parts: SessionParts): OpenSession {
  const { surroundings, db, identity, vault, server, tabs, opened, told, emit } = parts
  const { clock, crypto } = surroundings
  const shelf: Shelf = { db, ring: opened.ring, crypto }
  const log = createLog(shelf)
  const writer = createWriter(shelf)
  let author: Author = {
    user: parts.grant.sub,
    device: identity.device,
    grants: parts.grant.grants,
    boot: parts.boot,
    clock,
  }
  const givenCodes = new Set<SubjectCode>()
  /** Participants someone here has looked at, by their marks: whose changes are told. */
  const watched = new Map<Mark, SubjectKey>()

  const announce = (event: DataEvent) => {
    if (event.kind === 'study') upkeep.versionsCame()
    emit(event)
  }
  const upkeep: Upkeep = createUpkeep(
    shelf,
    writer,
    { versionAt: told.versionAt, today: () => today(clock) },
    clock,
    emit,
  )

  /** Tells screens and other tabs of what is now durable. */
  function stored(changes: readonly Logged[]): void {
    const bySubject = new Map<SubjectKey, Logged[]>()
    for (const logged of changes) {
      const of = bySubject.get(logged.change.subject)
      if (of) of.push(logged)
      else bySubject.set(logged.change.subject, [logged])
    }
    const seen = new Set(watched.values())
    for (const [subject, of] of bySubject) if (seen.has(subject)) emit({ kind: 'changes', subject, changes: of })
    void Promise.all([...bySubject.keys()].map((subject) => marksOf(shelf, subject))).then((marks) =>
      tabs.tell({ kind: 'stored', subjects: marks.flat() }),
    )
    upkeep.later()
  }

  const stopHearing = tabs.hear((message) => {
    if (message.kind !== 'stored') return
    const subjects = new Set(message.subjects.flatMap((mark) => watched.get(mark) ?? []))
    for (const subject of subjects)
      void readCasebook(shelf, subject).then(
        (changes) => emit({ kind: 'changes', subject, changes }),
        // Whoever opens the casebook is told why it cannot be read.
        () => undefined,
      )
    upkeep.later()
  })

  const { signature } = opened
  const exchange = createExchange({
    ...{ surroundings, identity, shelf, writer, server, told, signature, tabs },
    emit: announce,
    arrived: stored,
  })

  async function write(draft: Draft, claimedAt?: string): Promise<Logged> {
    const logged = await record(shelf, log, author, draft, claimedAt)
    if (draft.body.kind === 'enrol') givenCodes.add(draft.body.code)
    // Whoever waits for this answer hears it before screens are told to draw what they show anyway.
    clock.after(0, () => {
      stored([logged])
      exchange.saved()
    })
    return logged
  }

  async function casebook(subject: SubjectKey): Promise<readonly Logged[]> {
    for (const mark of await marksOf(shelf, subject)) watched.set(mark, subject)
    return readCasebook(shelf, subject)
  }

  async function roster(study: StudyId, site: SiteId) {
    let callOff = () => {}
    const patience = new Promise<void>((resolve) => {
      callOff = clock.after(ROSTER_PATIENCE, resolve)
    })
    await Promise.race([upkeep.now(), patience])
    callOff()
    return readRoster(shelf, study, site)
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

  async function sign({ password, meaning, scopes: asked, ...place }: SignRequest): Promise<Logged | undefined> {
    const { subject } = place
    const { forms } = fold(await readCasebook(shelf, subject), emptyCasebook(subject))
    const items = new Map([...forms.values()].flatMap((form) => [...form.items]))
    const scopes = asked.map((scope) => ({ scope, content: contentOf(scope, items) }))
    const claimedAt = claimedInstant(clock)
    const text = signedText({ subject, author: author.user, claimedAt }, { meaning, scopes })
    const by = await vault.signAs(opened.record, password, text)
    if (by === undefined) return undefined
    const body = { kind: 'sign', meaning, scopes, key: signature.keyId, signature: by } as const
    return write({ ...place, body }, claimedAt)
  }

  async function releaseDose({ password, dose, ...place }: ReleaseRequest): Promise<Logged | undefined> {
    const claimedAt = claimedInstant(clock)
    const text = releaseText({ subject: place.subject, author: author.user, claimedAt }, dose)
    const by = await vault.signAs(opened.record, password, text)
    if (by === undefined) return undefined
    return write({ ...place, body: { kind: 'dose-release', ...dose, key: signature.keyId, signature: by } }, claimedAt)
  }

  async function loadCtcaeTable(table: PublishedTable): Promise<LoadOutcome> {
    const answer = await server.post('/api/ctcae-tables', table, CtcaeLoaded)
    if (!answer.ok) return outcomeOf(answer.failure)
    await keepCtcae(crypto, db, identity.local, { loaded: answer.value, table })
    emit({ kind: 'ctcae' })
    return 'loaded'
  }

  return {
    opened,
    exchange,
    sites: async () => told.hello()?.sites ?? [],
    directory: async () => told.hello()?.people ?? [],
    studyVersion: told.version,
    ctcaeTable: () => readCtcae(crypto, db, identity.local),
    loadCtcaeTable,
    roster,
    casebook,
    record: (draft) => write(draft),
    nextSubjectCode,
    sign,
    releaseDose,
    confirmPassword: (password) => vault.confirm(opened.record, password),
    waiting: () => readWaiting(shelf),
    held: () => readHeld(shelf),
    regrant(grant) {
      author = { ...author, grants: grant.grants }
      emit({ kind: 'granted', grants: grantsOf(grant) })
    },
    async end() {
      exchange.stop()
      upkeep.stop()
      stopHearing()
      server.forget()
      await Promise.all([log.idle(), writer.idle()])
    },
  }
}

function outcomeOf({ code }: Failure): Exclude<LoadOutcome, 'loaded'> {
  switch (code) {
    case 'not-allowed':
      return 'not-allowed'
    case 'bad-request':
    case 'too-large':
    case 'misunderstood':
      return 'not-taken'
    default:
      return 'no-server'
  }
}

const grantsOf = ({ grants }: OfflineGrant): Session['grants'] =>
  grants.map(({ study, site, role }) => ({ study, site, role }))

/** What a screen knows of who signed in. */
export const sessionOf = (
  { record: { user } }: Opened,
  grant: OfflineGrant,
  online: boolean,
  boot: string,
): Session => ({
  user,
  grants: grantsOf(grant),
  offlineUntil: new Date(grant.exp * 1000).toISOString(),
  online,
  boot,
})
