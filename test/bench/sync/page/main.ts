import '../../../../renderer/trusted-types'
import '#shared/no-eval'
import { StudyVersionId, SubjectKey, type StudyVersionId as VersionId } from '#shared/ids'
import { openData } from '../../../../renderer/data/connect'
import type { Draft, SyncStatus } from '../../../../renderer/data/door'
import { browserHost } from '../../../../renderer/host/browser'
import { type Document, documents, moreDocuments, participantsOf } from '../documents.mjs'
import { SITE, STUDY, changeOf, enrolmentOf } from '../study'
import type { Ours } from './ours'

/**
 * The app's own data worker, behind its own door and without screens: what is measured is the exchange, not drawing. Whoever
 * measures calls what stands on `window.ours`.
 */
const data = openData({ server: location.origin, host: browserHost() })

/** The app saves one entry after the other; a few at once make 10,000 of them bearable. */
const AT_ONCE = 20
/** Between two saves that are timed. */
const PAUSE = 20

/** Resolves with the moment at which the status first said so. */
async function when(said: (status: SyncStatus) => boolean): Promise<number> {
  let stop = () => {}
  const told = new Promise<number>((resolve) => {
    const listener = (status: SyncStatus) => {
      if (said(status)) resolve(performance.now())
    }
    void data.subscribe((event) => event.kind === 'sync' && listener(event.status)).then((end) => (stop = end))
    void data.syncStatus().then(listener)
  })
  try {
    return await told
  } finally {
    stop()
  }
}

const isIdle = ({ state, waiting, streams }: SyncStatus): boolean =>
  state === 'idle' && waiting === 0 && streams.length > 0 && streams.every(isComplete)
const isComplete = ({ head, cursor, snapshot }: SyncStatus['streams'][number]): boolean =>
  cursor >= head && snapshot === undefined

let version: VersionId | undefined

const draft = (subject: SubjectKey, body: Draft['body']): Draft => {
  if (!version) throw new Error('nobody is signed in')
  return { study: STUDY, site: SITE, version, subject, body }
}
const draftOf = (document: Document) => draft(SubjectKey.parse(document.subject), changeOf(document))

async function recordAll(drafts: readonly Draft[]): Promise<void> {
  const rest = drafts.values()
  const work = async () => {
    for (const next of rest) await data.record(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** Own changes that are not in the form rows yet: the app works through them in the background. */
async function unfolded(): Promise<number> {
  const answered = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('refused'))
    })
  const db = await answered(indexedDB.open('tracer'))
  const count = await answered(db.transaction('unfolded').objectStore('unfolded').count())
  db.close()
  return count
}

let saved = 0
let rawWorker: Worker | undefined

const ours: Ours = {
  async signIn(userName, password, of) {
    version = StudyVersionId.parse(of)
    const outcome = await data.signIn(userName, password)
    if (outcome.kind !== 'in') throw new Error(`not let in: ${outcome.kind}`)
  },
  async idle() {
    await when(isIdle)
  },
  async enrol(n) {
    await recordAll(
      Array.from({ length: participantsOf(n) }, (_, i) => enrolmentOf(i)).map(({ subject, body }) =>
        draft(subject, body),
      ),
    )
  },
  async record(n) {
    await recordAll(documents(n).map(draftOf))
    while ((await unfolded()) > 0) await new Promise((resolve) => setTimeout(resolve, 100))
  },
  async push() {
    const begun = performance.now()
    const sent = when(({ waiting }) => waiting === 0)
    void data.syncNow()
    return (await sent) - begun
  },
  async one(n, index) {
    const next = moreDocuments(n, 'V11')[index]
    if (!next) throw new Error('so many changes are not made')
    await data.record(draftOf(next))
    await when(isIdle)
  },
  async exchange() {
    const begun = performance.now()
    await data.syncNow()
    return performance.now() - begun
  },
  async usable(n) {
    const everybody = async () => (await data.roster(STUDY, SITE)).length >= participantsOf(n)
    while (!(await everybody())) await new Promise((resolve) => setTimeout(resolve, 20))
    const middle = enrolmentOf(Math.floor(participantsOf(n) / 2))
    const casebook = await data.casebook(middle.subject)
    if (casebook.length < 2) throw new Error('the casebook is not whole')
  },
  async saves(n, times) {
    const took: number[] = []
    for (const document of moreDocuments(n, 'V12').slice(saved, saved + times)) {
      const one = draftOf(document)
      const begun = performance.now()
      await data.record(one)
      took.push(performance.now() - begun)
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    saved += took.length
    return took
  },
  async rawSaves(n, times) {
    // Once, with the server in reach: it comes from there.
    rawWorker ??= new Worker(new URL('./raw.worker.ts', import.meta.url), { type: 'module' })
    const worker = rawWorker
    const save = (document: Document) =>
      new Promise<number>((resolve, reject) => {
        const begun = performance.now()
        worker.onmessage = () => resolve(performance.now() - begun)
        worker.onerror = () => reject(new Error('the worker could not run'))
        worker.postMessage(document)
      })
    const took: number[] = []
    for (const document of documents(n).slice(0, times)) {
      took.push(await save(document))
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    return took
  },
  async status() {
    const { waiting, held, refused, streams, trouble } = await data.syncStatus()
    return { waiting, held, refused, cursor: streams.reduce((sum, { cursor }) => sum + cursor, 0), trouble }
  },
}
Object.assign(window, { ours })
