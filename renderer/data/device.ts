import type { OfflineGrant, SignInAnswer, SignInRequest } from '#shared/protocol'
import { isNotDone } from './administration'
import type { DataDoor, DataEvent, SignInOutcome, SyncStatus } from './door'
import { type Beginning, createEmptied } from './emptied'
import { TRIES } from './keys/attempts'
import { readGrant } from './keys/grant'
import { readPass } from './keys/pass'
import type { PersonRecord } from './keys/person'
import { beAtWork, takeIntoUse, whenNobodyWorks } from './keys/renewal'
import { type Opened, createVault } from './keys/vault'
import { type Pack, packOf } from './pack'
import { createPurge } from './purge'
import { createLeaving } from './revocation'
import { type OpenSession, openSession, sessionOf } from './session'
import { TracerDatabase } from './store/database'
import { identify } from './store/identity'
import { countWaiting } from './store/outbox'
import { type Told, openTold } from './store/told'
import type { Surroundings } from './surroundings'
import type { Failure } from './sync/engine'
import { type Answer, createServer } from './sync/server'
import { createTabs } from './sync/tabs'
import { destroyExpired, limitedTo, nextEnd } from './travel'
import { signedByIn, takeInUnsent, unsentFile } from './unsent'
import { wayIn } from './way-in'

/** One device: the door, and what only the place it runs in says to it. */
export interface Device extends DataDoor {
  /** The network came back, or the window came to the front. */
  wake(): Promise<void>
  close(): Promise<void>
}

/** Asked for something that only a signed-in person may have. */
export class Locked extends Error {
  constructor() {
    super('nobody is signed in')
    this.name = 'Locked'
  }
}

export function createDevice(surroundings: Surroundings): Device {
  const { crypto, clock, newId, mark, locks } = surroundings
  const boot = newId()
  const db = new TracerDatabase(surroundings)
  const tabs = createTabs(surroundings)
  const listeners = new Set<(event: DataEvent) => void>()
  /** Wrong passwords of people this device does not know. The server keeps the count that matters. */
  const strangers = new Map<string, number>()
  let session: OpenSession | undefined
  /** Ends when the server has answered the sign-in that goes on behind an offline one, or could not be reached. */
  let renewal: Promise<void> = Promise.resolve()
  let stopWatching = () => {}
  /** Ends what keeps other tabs from taking newer keys into use. */
  let leaveWork = () => {}

  const emit = (event: DataEvent) => {
    for (const listener of listeners) listener(event)
  }
  async function settle() {
    const identity = await identify(db, surroundings)
    const server = createServer(surroundings, identity.device, () => void leaving.look())
    const vault = createVault(surroundings, db, identity)
    const isUnused = async () => (await vault.records()).length === 0
    return {
      ...{ identity, vault, server },
      purge: createPurge({ db, vault, clock }),
      lost: createEmptied({ db, mark, isUnused, device: identity.device }),
      entrance: wayIn({ server, requestOf }),
    }
  }
  let home = settle()
  // Where storage cannot be opened, `signIn` says so; until then nobody has asked.
  home.catch(() => undefined)

  const leaving = createLeaving({
    ...{ surroundings, db },
    server: async () => (await home).server,
    async changed() {
      await moveOut()
      tabs.tell({ kind: 'revoked' })
    },
  })

  /** Nobody works on here as it was: whoever comes in next does so on the device that this is now. */
  async function moveOut(): Promise<void> {
    if (session) await lock()
    home = settle()
    await home
    emit({ kind: 'revoked' })
  }

  const stopHearing = tabs.hear(({ kind }) => {
    if (kind === 'revoked') moveOut().catch(() => undefined)
  })
  // A device that was shut out while it was switched off learns of it when it is switched on.
  const atStart = async () => {
    if (await db.meta.get('server')) await leaving.look()
  }
  atStart().catch(() => undefined)

  async function requestOf(userName: string, password: string, code?: string): Promise<SignInRequest> {
    const { identity } = await home
    const { app, platform } = surroundings
    const device = { id: identity.device, publicKey: identity.publicKey, app, platform, renewsKeys: true as const }
    return { userName, password, device, ...(code !== undefined && { code }) }
  }

  async function askServer(userName: string, password: string, code?: string): Promise<Answer<SignInAnswer>> {
    const { server } = await home
    return server.signIn(await requestOf(userName, password, code))
  }

  /** The answer where it comes while somebody waits for it; undefined where the network is not worth waiting for. */
  async function soon<T>(answer: Promise<T>): Promise<T | undefined> {
    let callOff = () => {}
    const patience = new Promise<undefined>((resolve) => {
      callOff = clock.after(PATIENCE, () => resolve(undefined))
    })
    try {
      return await Promise.race([answer, patience])
    } finally {
      callOff()
    }
  }

  /** Is this the server that this device has known from the start? The first one it meets it keeps. */
  async function isOurServer({ serverKey }: Pick<SignInAnswer, 'serverKey'>): Promise<boolean> {
    return db.transaction('rw', db.meta, async () => {
      const known = await db.meta.get('server')
      if (known?.name === 'server') return known.key === serverKey
      await db.meta.add({ name: 'server', key: serverKey })
      return true
    })
  }

  async function readOwnGrant(jws: string, told: Told | undefined) {
    const { identity } = await home
    const heard = Date.parse(told?.hello()?.serverTime ?? '') || 0
    return readGrant(jws, await knownServerKey(), identity.device, Math.max(clock.now(), heard))
  }

  async function enter(opened: Opened, grant: OfflineGrant, told: Told, pack?: Pack): Promise<OpenSession> {
    const parts = await home
    await session?.end()
    const serverKey = await knownServerKey()
    // Where the browser keeps nothing, a cleared store is noticed by the server alone.
    mark.keep(parts.identity.device).catch(() => undefined)
    session = openSession({ ...parts, surroundings, db, tabs, opened, told, grant, pack, serverKey, boot, emit })
    if (pack) endWith(session, pack)
    // Closed in the meantime, the next start looks again.
    else watchJourneys(session).catch(() => undefined)
    return session
  }

  /** Nothing stays open by a pack that has run out. */
  function endWith(current: OpenSession, pack: Pack): void {
    const left = Date.parse(pack.until) - clock.now()
    clock.after(Math.max(0, Math.min(left, A_WHILE)), () => {
      if (session !== current) return
      if (clock.now() < Date.parse(pack.until)) endWith(current, pack)
      else void lock().then(endJourneys)
    })
  }

  async function lock(): Promise<void> {
    stopWatching()
    const [ending, leave] = [session, leaveWork]
    session = undefined
    await ending?.end()
    leave()
    emit({ kind: 'locked' })
  }

  const knownServerKey = async () => {
    const known = await db.meta.get('server')
    return known?.name === 'server' ? known.key : ''
  }

  /** What may not be kept here any longer goes before anybody is let in. */
  const endStays = async () => {
    await endJourneys()
    await (await home).purge.endSilence()
  }

  const endJourneys = async () => {
    const { vault, identity } = await home
    return destroyExpired({ vault, db, clock, device: identity.device, serverKey: await knownServerKey() })
  }

  /** What was taken along goes when the journey ends, whoever is at work; if anything went, nothing of it stays on screen. */
  async function watchJourneys(current: OpenSession): Promise<void> {
    const gone = await endJourneys()
    if (session !== current) return
    if (gone) return lock()
    const end = await nextEnd((await home).vault)
    stopWatching()
    if (end === undefined || session !== current) return
    stopWatching = clock.after(Math.max(0, Math.min(end - clock.now(), A_WHILE)), () => {
      watchJourneys(current).catch(() => undefined)
    })
  }

  /** The session that a pack opens where the ordinary grant has run out and the server is out of reach. */
  async function letInToTravel(
    record: PersonRecord,
    opened: Opened,
    grant: OfflineGrant,
    told: Told,
  ): Promise<SignInOutcome | undefined> {
    const { identity, vault, server } = await home
    const now = Math.max(clock.now(), record.lastIn, Date.parse(told.hello()?.serverTime ?? '') || 0)
    const holder = { device: identity.device, user: grant.sub, serverKey: await knownServerKey() }
    const pass = record.travel && (await readPass(record.travel.pass, holder, now))
    if (!pass) return undefined
    const limited = limitedTo(pass, grant)
    const pack = packOf(pass)
    const current = await enter(opened, limited, told, pack)
    const refresh = await vault.refreshToken(opened)
    if (refresh !== undefined) server.use({ refresh }, (token) => vault.keepRefresh(opened, token))
    current.exchange.start()
    return { kind: 'in', session: sessionOf(opened, limited, false, boot, pack) }
  }

  const tellOf = async (opened: Opened) => openTold(crypto, db, opened, (await home).identity.local)

  /** Takes up the session the server opened, and begins the exchange. */
  async function goOnline(current: OpenSession, { accessToken, refreshToken }: SignInAnswer): Promise<void> {
    const { server, vault } = await home
    const keep = (token: string) => vault.keepRefresh(current.opened, token)
    server.use({ access: accessToken, refresh: refreshToken }, keep)
    await keep(refreshToken)
    if (session === current) current.exchange.start()
  }

  /** Someone new here, or known under another password: the server decides. */
  async function letInByServer(answer: SignInAnswer, password: string): Promise<SignInOutcome> {
    const { vault, lost } = await home
    const beginning = await lost.beginning()
    if (!(await isOurServer(answer))) return { kind: 'not-allowed' }
    const reading = await readOwnGrant(answer.offlineGrant, undefined)
    if (reading.kind !== 'good') return { kind: reading.kind === 'expired' ? 'offline-expired' : 'not-allowed' }
    const opened = await vault.welcome(answer, password)
    await db.meta.delete('erased')
    const current = await enter(opened, reading.grant, await tellOf(opened))
    await goOnline(current, answer)
    if (beginning) askBefore(current, beginning).catch(() => undefined)
    return { kind: 'in', session: sessionOf(opened, reading.grant, true, boot) }
  }

  /** Somebody begins on an empty store: what the server knows of the one before, for them to read. */
  async function askBefore(current: OpenSession, beginning: Beginning): Promise<void> {
    const told = await current.signIns()
    const sessions = isNotDone(told) ? [] : told.sessions
    if (await (await home).lost.tell(beginning, sessions, surroundings.platform)) emit({ kind: 'emptied' })
  }

  /** Keeps what the server says of someone this device knows: their grant as it is now, or undefined. */
  async function takeIn(
    answer: SignInAnswer,
    renew: (answer: SignInAnswer) => Promise<void>,
  ): Promise<OfflineGrant | undefined> {
    if (!(await isOurServer(answer))) return undefined
    const reading = await readOwnGrant(answer.offlineGrant, undefined)
    if (reading.kind !== 'good') return undefined
    await renew(answer)
    return reading.grant
  }

  /** After an offline sign-in: the same sign-in at the server, so that grant, keys and exchange are fresh when it can be had. */
  async function renewBehind(
    current: OpenSession,
    asked: Promise<Answer<SignInAnswer>>,
    renew: (answer: SignInAnswer) => Promise<void>,
  ): Promise<void> {
    const { server, vault } = await home
    const answer = await asked
    if (session !== current) return
    if (answer.ok) {
      const grant = await takeIn(answer.value, renew)
      if (grant) {
        current.regrant(grant)
        return goOnline(current, answer.value)
      }
    }
    // Without it the exchange says that it is signed out.
    const refresh = answer.ok ? undefined : await vault.refreshToken(current.opened)
    if (refresh !== undefined) server.use({ refresh }, (token) => vault.keepRefresh(current.opened, token))
    if (session === current) current.exchange.start()
  }

  async function signInAsStranger(userName: string, password: string, code?: string): Promise<SignInOutcome> {
    const answer = await askServer(userName, password, code)
    if (answer.ok) return letInByServer(answer.value, password)
    if (answer.failure.code !== 'wrong-password') return refusedBy(answer.failure, { kind: 'needs-server' })
    const failed = (strangers.get(userName) ?? 0) + 1
    strangers.set(userName, failed)
    return { kind: 'wrong-password', triesLeft: Math.max(0, TRIES - failed), waitSeconds: 0 }
  }

  async function signIn(userName: string, password: string, code?: string): Promise<SignInOutcome> {
    const { vault } = await home
    await endStays()
    const record = await vault.find(userName)
    if (!record) return signInAsStranger(userName, password, code)
    const unlocking = await vault.unlock(record, password)
    if (unlocking.kind === 'too-early') return { kind: 'locked-out', waitSeconds: unlocking.waitSeconds }
    if (unlocking.kind === 'wrong') {
      const { triesLeft, waitSeconds } = unlocking
      // It may be a new password that this device has not seen yet.
      const answer = await askServer(userName, password, code)
      if (answer.ok) return letInByServer(answer.value, password)
      return factorAsked(answer.failure) ?? { kind: 'wrong-password', triesLeft, waitSeconds }
    }
    const { opened, renew, undecided } = unlocking
    const told = await tellOf(opened)
    const reading = await readOwnGrant(record.offlineGrant, told)
    if (reading.kind === 'good') {
      const asked = askServer(userName, password, code)
      // The device alone opens for a password; where the server can be reached, its code is asked for first, and which of
      // two passwords it takes.
      const said = reading.grant.secondFactor || undecided ? await soon(asked) : undefined
      const wants = said && !said.ok ? (factorAsked(said.failure) ?? otherOf(said.failure, undecided)) : undefined
      if (wants) return wants
      const current = await enter(opened, reading.grant, told)
      renewal = renewBehind(current, asked, renew).catch(() => undefined)
      return { kind: 'in', session: sessionOf(opened, reading.grant, false, boot) }
    }
    const answer = await askServer(userName, password, code)
    const without: SignInOutcome = reading.kind === 'expired' ? { kind: 'offline-expired' } : { kind: 'not-allowed' }
    if (!answer.ok) {
      const isAway = reading.kind === 'expired' && answer.failure.code === 'unreachable'
      const travelling = isAway ? await letInToTravel(record, opened, reading.grant, told) : undefined
      return travelling ?? otherOf(answer.failure, undecided) ?? refusedBy(answer.failure, without)
    }
    const grant = await takeIn(answer.value, renew)
    if (!grant) return { kind: 'not-allowed' }
    await goOnline(await enter(opened, grant, told), answer.value)
    return { kind: 'in', session: sessionOf(opened, grant, true, boot) }
  }

  /** Whoever is let in, and works here then, does so under the keys that are in use when they begin. */
  async function atWork(letIn: () => Promise<SignInOutcome>): Promise<SignInOutcome> {
    if (!session) await takeNewerKeys().catch(() => undefined)
    const [leave, before] = [await beAtWork(locks), session]
    try {
      return await letIn()
    } finally {
      if (session && session !== before) {
        leaveWork()
        leaveWork = leave
      } else leave()
    }
  }

  async function takeNewerKeys(): Promise<void> {
    const { vault, identity } = await home
    const parts = { db, records: () => vault.records(), device: identity.device, serverKey: knownServerKey }
    await whenNobodyWorks(locks, () => takeIntoUse(parts))
  }

  const open = (): OpenSession => {
    if (!session) throw new Locked()
    return session
  }

  async function signedOutStatus(): Promise<SyncStatus> {
    const { waiting, since } = await countWaiting(db)
    const oldest = since === undefined ? {} : { oldestWaitingSince: new Date(since).toISOString() }
    return { state: 'signed-out', waiting, ...oldest, held: 0, refused: 0, streams: [] }
  }

  return {
    async people() {
      await endStays()
      return (await home).vault.people()
    },
    revocation: () => leaving.revocation(),
    invitation: async (token) => (await home).entrance.invitation(token),
    acceptInvitation: async (request) => (await home).entrance.acceptInvitation(request),
    enrolSecondFactor: async (userName, password) => (await home).entrance.enrolSecondFactor(userName, password),
    async signIn(userName, password, code) {
      try {
        await home
      } catch {
        return { kind: 'storage-unavailable' }
      }
      if (await db.meta.get('revocation')) {
        await leaving.look()
        if (await db.meta.get('revocation')) return { kind: 'revoked' }
      }
      const settled = home
      const outcome = await atWork(() => signIn(userName, password, code))
      if (outcome.kind !== 'in' || home === settled) return outcome
      // It was shut out while they were let in.
      await lock()
      return { kind: 'revoked' }
    },
    lock,
    async changePassword(passwords) {
      const current = open()
      // What the server says of this sign-in is kept under the password of before.
      await renewal
      return current.changePassword(passwords)
    },
    confirmPassword: async (password) => open().confirmPassword(password),
    sites: async () => open().sites(),
    directory: async () => open().directory(),
    studyVersion: async (id) => open().studyVersion(id),
    publishedVersions: async (study) => open().publishedVersions(study),
    publishVersion: async (version) => open().publishVersion(version),
    approveVersion: async (order) => open().approveVersion(order),
    studyVersions: async () => open().studyVersions(),
    reference: async (of) => open().reference(of),
    loadReference: async (request) => open().loadReference(request),
    loaded: async (kind) => open().loaded(kind),
    referenceHistory: async (of) => open().referenceHistory(of),
    randomisation: async () => open().randomisation(),
    sealList: async (request) => open().sealList(request),
    setRandomisationPlace: async (request) => open().setRandomisationPlace(request),
    noteAccess: async (access) => open().noteAccess(access),
    accessTo: async (of) => open().accessTo(of),
    arm: async (request) => open().arm(request),
    arms: async (study) => open().arms(study),
    alerts: async () => open().alerts(),
    acknowledge: async (id) => open().acknowledge(id),
    confirmRecovery: async (id) => open().confirmRecovery(id),
    exportJobs: async () => open().exportJobs(),
    askExport: async (wish) => open().askExport(wish),
    cancelExport: async (id) => open().cancelExport(id),
    fetchExport: async (job) => open().fetchExport(job),
    pack: async () => open().pack(),
    async takeAlong(request) {
      const current = open()
      await renewal
      const taken = await current.takeAlong(request)
      if (taken === 'taken') await watchJourneys(current)
      return taken
    },
    bringBack: async () => open().bringBack(),
    attach: async (request) => open().attach(request),
    file: async (of) => open().file(of),
    administration: async () => open().administration(),
    administer: async (act) => open().administer(act),
    securityLog: async (before) => open().securityLog(before),
    signIns: async () => open().signIns(),
    endSignIn: async (id) => open().endSignIn(id),
    roster: async (study, site) => open().roster(study, site),
    books: async (study, site) => open().books(study, site),
    casebook: async (subject) => open().casebook(subject),
    record: async (draft) => open().record(draft),
    nextSubjectCode: async (study, site) => open().nextSubjectCode(study, site),
    sign: async (request) => open().sign(request),
    releaseDose: async (request) => open().releaseDose(request),
    signEligibility: async (request) => open().signEligibility(request),
    async syncNow() {
      const current = open()
      await renewal
      return current.exchange.now()
    },
    syncStatus: async () => (session ? session.exchange.status() : signedOutStatus()),
    waiting: async () => open().waiting(),
    held: async () => open().held(),
    takenOff: async () => (await home).purge.takenOff(),
    settleTakenOff: async () => (await home).purge.settleTakenOff(),
    installation: async (anew) => open().installation(anew),
    emptied: async () => (await home).lost.emptied(),
    settleEmptied: async () => (await home).lost.settle(),
    refused: async () => open().refused(),
    settleRefused: async (n) => open().settleRefused(n),
    unsentFile: async () => unsentFile(db, (await home).identity, clock),
    async takeInUnsent(bytes) {
      const current = open()
      await renewal
      const taken = await takeInUnsent(bytes, signedByIn(crypto), (await home).server)
      // What was in it comes back with the exchange.
      if (taken.kind === 'taken') current.exchange.wake()
      return taken
    },
    async subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async wake() {
      session?.exchange.wake()
      if (await db.meta.get('revocation')) await leaving.look()
    },
    async close() {
      stopWatching()
      stopHearing()
      const ending = session
      session = undefined
      await ending?.end()
      leaveWork()
      db.close()
    },
  }
}

/** A timer is set no further ahead than this: longer ones are not kept by every system, and clocks are set. */
const A_WHILE = 60_000

/** How long an answer is waited for before a device that knows the person lets them in by itself. */
const PATIENCE = 5_000

/** What the server wants besides the password; undefined where it said something else. */
function factorAsked({ code }: Failure): SignInOutcome | undefined {
  return code === 'code-needed' || code === 'wrong-code' || code === 'enrol-needed' ? { kind: code } : undefined
}

/** Of two passwords that open this device the server does not take this one; undefined where it said something else. */
const otherOf = ({ code }: Failure, undecided: boolean): SignInOutcome | undefined =>
  undecided && code === 'wrong-password' ? { kind: 'other-password' } : undefined

/** What a refusal at sign-in means to the person; `without` where the server could not be asked. */
function refusedBy({ code, retryAfter }: Failure, without: SignInOutcome): SignInOutcome {
  switch (code) {
    case 'code-needed':
    case 'wrong-code':
    case 'enrol-needed':
      return { kind: code }
    case 'locked-out':
    case 'too-many':
      return { kind: 'locked-out', waitSeconds: retryAfter ?? 60 }
    case 'revoked':
      return { kind: 'revoked' }
    case 'not-allowed':
    case 'fork':
    case 'app-too-old':
      return { kind: 'not-allowed' }
    default:
      return without
  }
}
