import { type ProxyMarked, type Remote, proxy, wrap } from 'comlink'
import { platformName } from '#shared/platform-name'
import type { Device } from './device'
import type { DataDoor, DataEvent } from './door'
import type { DeviceMark } from './emptied'
import type { Keychain } from './surroundings'
import type { WorkerEntry } from './worker'

declare const __TRACER_VERSION__: string

export interface DataConfig {
  /** Where the server answers, e.g. `https://tracer.example`. */
  readonly server: string
  readonly host: Keychain
}

const MARK = 'tracer.device'

/** In the page's small store, which a browser does not empty when its disk is full or a database is damaged. */
const mark: DeviceMark = {
  read: () => Promise.resolve().then(() => localStorage.getItem(MARK) ?? undefined),
  keep: (device) => Promise.resolve().then(() => localStorage.setItem(MARK, device)),
}

type RemoteDevice = Remote<Device & ProxyMarked>

/** One running of the worker. What was asked of it and not answered when it ends, rejects. */
interface Running {
  readonly device: Promise<RemoteDevice>
  /** The same, once it is there. */
  ready?: RemoteDevice
  readonly ended: Promise<never>
  end(): void
}

/**
 * Opens the door. Everything behind it runs in a worker, so nothing on the typing path waits for encryption, storage or
 * network. Locking ends the worker, and keys and clinical values with it; the next call starts a new one.
 */
export function openData({ server, host }: DataConfig): DataDoor {
  const listeners = new Set<(event: DataEvent) => void>()
  const tell = (event: DataEvent) => {
    for (const listener of listeners) listener(event)
  }
  let running: Running | undefined

  function start(): Running {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tracer-data' })
    const keychain: Keychain = {
      canSeal: () => host.canSeal(),
      seal: (secret) => host.seal(secret),
      unseal: (sealed) => host.unseal(sealed),
      remember: (name, text) => host.remember(name, text),
      recall: (name) => host.recall(name),
      fuses: () => host.fuses(),
    }
    const about = { server, app: __TRACER_VERSION__, platform: platformName(navigator.userAgent) }
    let end = () => {}
    const ended = new Promise<never>((_, reject) => {
      end = () => {
        worker.terminate()
        reject(new Error('the data worker has ended'))
      }
      worker.addEventListener('error', () => reject(new Error('the data worker could not run')))
    })
    ended.catch(() => undefined)
    const running: Running = {
      device: wrap<WorkerEntry>(worker).start(about, proxy(keychain), proxy(mark), proxy(tell)),
      ended,
      end,
    }
    running.device.then(
      (device) => (running.ready = device),
      () => undefined,
    )
    return running
  }

  type Question<T> = (device: RemoteDevice) => T
  const ask = <T>(question: Question<T>): Promise<Awaited<T>> => askOf((running ??= start()), question)

  /** Asked at once where it can be: the worker works while the caller goes on to draw. */
  async function askOf<T>({ device, ready, ended }: Running, question: Question<T>): Promise<Awaited<T>> {
    const answer = async (): Promise<Awaited<T>> => await question(ready ?? (await device))
    return Promise.race([answer(), ended])
  }

  // Durable storage is asked for, never relied on.
  void navigator.storage.persist()
  // The page hears of a line that is back where a worker may not.
  for (const sign of ['focus', 'online'])
    window.addEventListener(sign, () => {
      if (running) void ask((device) => device.wake())
    })

  return {
    people: () => ask((device) => device.people()),
    revocation: () => ask((device) => device.revocation()),
    signIn: (userName, password, code) => ask((device) => device.signIn(userName, password, code)),
    invitation: (token) => ask((device) => device.invitation(token)),
    acceptInvitation: (request) => ask((device) => device.acceptInvitation(request)),
    enrolSecondFactor: (userName, password) => ask((device) => device.enrolSecondFactor(userName, password)),
    async lock() {
      const ending = running
      if (!ending) return
      // What is asked from here on, who may sign in to begin with, is asked of the next one: this one may end first.
      running = undefined
      await askOf(ending, (device) => device.lock())
      ending.end()
    },
    changePassword: (passwords) => ask((device) => device.changePassword(passwords)),
    confirmPassword: (password) => ask((device) => device.confirmPassword(password)),
    sites: () => ask((device) => device.sites()),
    directory: () => ask((device) => device.directory()),
    studyVersion: (id) => ask((device) => device.studyVersion(id)),
    publishedVersions: (study) => ask((device) => device.publishedVersions(study)),
    publishVersion: (version) => ask((device) => device.publishVersion(version)),
    approveVersion: (order) => ask((device) => device.approveVersion(order)),
    studyVersions: () => ask((device) => device.studyVersions()),
    reference: (of) => ask((device) => device.reference(of)),
    loadReference: (request) => ask((device) => device.loadReference(request)),
    loaded: (kind) => ask((device) => device.loaded(kind)),
    referenceHistory: (of) => ask((device) => device.referenceHistory(of)),
    randomisation: () => ask((device) => device.randomisation()),
    sealList: (request) => ask((device) => device.sealList(request)),
    setRandomisationPlace: (request) => ask((device) => device.setRandomisationPlace(request)),
    noteAccess: (access) => ask((device) => device.noteAccess(access)),
    accessTo: (of) => ask((device) => device.accessTo(of)),
    arm: (request) => ask((device) => device.arm(request)),
    arms: (study) => ask((device) => device.arms(study)),
    alerts: () => ask((device) => device.alerts()),
    confirmRecovery: (id) => ask((device) => device.confirmRecovery(id)),
    acknowledge: (id) => ask((device) => device.acknowledge(id)),
    exportJobs: () => ask((device) => device.exportJobs()),
    askExport: (wish) => ask((device) => device.askExport(wish)),
    cancelExport: (id) => ask((device) => device.cancelExport(id)),
    fetchExport: (job) => ask((device) => device.fetchExport(job)),
    pack: () => ask((device) => device.pack()),
    takeAlong: (request) => ask((device) => device.takeAlong(request)),
    bringBack: () => ask((device) => device.bringBack()),
    attach: (request) => ask((device) => device.attach(request)),
    file: (of) => ask((device) => device.file(of)),
    administration: () => ask((device) => device.administration()),
    administer: (act) => ask((device) => device.administer(act)),
    securityLog: (before) => ask((device) => device.securityLog(before)),
    signIns: () => ask((device) => device.signIns()),
    endSignIn: (id) => ask((device) => device.endSignIn(id)),
    roster: (study, site) => ask((device) => device.roster(study, site)),
    books: (study, site) => ask((device) => device.books(study, site)),
    casebook: (subject) => ask((device) => device.casebook(subject)),
    record: (draft) => ask((device) => device.record(draft)),
    nextSubjectCode: (study, site) => ask((device) => device.nextSubjectCode(study, site)),
    sign: (request) => ask((device) => device.sign(request)),
    releaseDose: (request) => ask((device) => device.releaseDose(request)),
    signEligibility: (request) => ask((device) => device.signEligibility(request)),
    syncNow: () => ask((device) => device.syncNow()),
    syncStatus: () => ask((device) => device.syncStatus()),
    waiting: () => ask((device) => device.waiting()),
    held: () => ask((device) => device.held()),
    takenOff: () => ask((device) => device.takenOff()),
    settleTakenOff: () => ask((device) => device.settleTakenOff()),
    installation: (anew) => ask((device) => device.installation(anew)),
    emptied: () => ask((device) => device.emptied()),
    settleEmptied: () => ask((device) => device.settleEmptied()),
    refused: () => ask((device) => device.refused()),
    settleRefused: (n) => ask((device) => device.settleRefused(n)),
    unsentFile: () => ask((device) => device.unsentFile()),
    takeInUnsent: (bytes) => ask((device) => device.takeInUnsent(bytes)),
    subscribe(listener) {
      listeners.add(listener)
      return Promise.resolve(() => listeners.delete(listener))
    },
  }
}
