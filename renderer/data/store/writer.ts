import { shardsOf } from '#shared/casebook/fold'
import { type Logged, refOf } from '#shared/change/change'
import type { ChangeRef, SiteId, StudyId, SubjectKey } from '#shared/ids'
import { streamParts } from '#shared/ids'
import { sealJson } from '../keys/envelope'
import type { Mark, SiteKeys } from '../keys/keyring'
import type { FormRow, Ledger, SubjectRow } from './database'
import { type Shelf, keysOf, openLogged, sealLogged, siteMark, subjectMark } from './shelf'

/** What one transaction stores: changes to merge into their forms, and whatever has to stand or fall with them. */
export interface Plan {
  readonly changes: readonly Logged[]
  readonly ledger?: Pick<Ledger, 'n' | 'chain'>
  /** Runs inside the transaction: Dexie calls only. May touch any of these stores. */
  readonly alongside?: () => Promise<unknown>
}

/**
 * The only way into log, outbox, forms and subjects. Everything is encrypted before the one strict transaction opens,
 * because awaiting WebCrypto inside would commit it. A write prepared on an older state (another tab was quicker) is
 * prepared again, so no number is used twice and no change gets lost. Writes of one tab take turns.
 */
export interface Writer {
  /** Resolves, with what was prepared last, when it is durable. Rejects with nothing stored. */
  commit<P extends Plan>(prepare: (ledger: Ledger) => Promise<P>): Promise<P>
  /** Resolves when everything begun so far is stored or has failed. */
  idle(): Promise<unknown>
}

export function createWriter(shelf: Shelf): Writer {
  const { db } = shelf
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    idle: () => turn,
    commit: (prepare) =>
      inTurn(async () => {
        for (;;) {
          const ledger = await db.ledger()
          const plan = await prepare(ledger)
          const rows = await mergedRows(shelf, plan.changes)
          const stores = [db.log, db.outbox, db.forms, db.subjects, db.cursors, db.meta]
          const stored = await db.transaction('rw', stores, async () => {
            if ((await db.ledger()).writes !== ledger.writes) return false
            await db.meta.put({ ...ledger, ...plan.ledger, writes: ledger.writes + 1 })
            await db.forms.bulkPut(rows.forms)
            await markStale(shelf, rows.subjects)
            await plan.alongside?.()
            return true
          })
          if (stored) return plan
        }
      }),
  }
}

/** What stands in a subject's row besides its summary: which participant it is. */
export interface SubjectStub {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
}

export const subjectPlace = (mark: Mark) => ({ table: 'subjects', row: mark })

/** The form rows and the new subjects' rows as they will stand once `changes` are merged into them. */
async function mergedRows(shelf: Shelf, changes: readonly Logged[]) {
  const forms = new Map<Mark, { subject: Mark; keys: SiteKeys; changes: Logged[] }>()
  const subjects = new Map<Mark, { keys: SiteKeys; first: Logged }>()
  for (const logged of changes) {
    const keys = keysOf(shelf, logged)
    const { subject } = logged.change
    const mark = await subjectMark(keys, subject)
    if (!subjects.has(mark)) subjects.set(mark, { keys, first: logged })
    for (const shard of shardsOf(logged.change)) {
      const key = await keys.mark('form', `${subject}|${shard ?? ''}`)
      const form = forms.get(key)
      if (form) form.changes.push(logged)
      else forms.set(key, { subject: mark, keys, changes: [logged] })
    }
  }
  const before = await shelf.db.forms.bulkGet([...forms.keys()])
  return {
    forms: await Promise.all(
      [...forms].map(async ([key, { subject, keys, changes }], i): Promise<FormRow> => {
        const place = { table: 'forms', row: key }
        const row = before[i]
        const known = row ? await openLogged(shelf, place, row.sealed) : []
        return { key, subject, sealed: await sealLogged(shelf, keys, place, merge(known, changes)) }
      }),
    ),
    subjects: await Promise.all([...subjects].map(([mark, { keys, first }]) => newSubject(shelf, keys, mark, first))),
  }
}

/** A union by identity. What the server said of a change replaces not knowing; nothing else ever changes. */
export function merge(known: readonly Logged[], more: readonly Logged[]): readonly Logged[] {
  const all = new Map<ChangeRef, Logged>(known.map((logged) => [refOf(logged.change), logged]))
  for (const logged of more) {
    const ref = refOf(logged.change)
    const before = all.get(ref)
    if (!before || (!before.receipt && logged.receipt)) all.set(ref, logged)
  }
  return [...all.values()]
}

async function newSubject(shelf: Shelf, keys: SiteKeys, mark: Mark, first: Logged): Promise<SubjectRow> {
  const { study, site } = streamParts(first.change.stream)
  const stub: SubjectStub = { subject: first.change.subject, study, site }
  return {
    subject: mark,
    site: await siteMark(keys, first),
    rev: 1,
    stale: 1,
    held: 0,
    sealed: await sealJson(shelf.crypto, keys, subjectPlace(mark), stub),
  }
}

/** Says in the same transaction that these summaries are out of date, so that a crash before their refresh is seen. */
async function markStale({ db }: Shelf, fresh: readonly SubjectRow[]): Promise<void> {
  const known = await db.subjects.bulkGet(fresh.map(({ subject }) => subject))
  await db.subjects.bulkPut(
    fresh.map((row, i) => {
      const before = known[i]
      return before ? { ...before, rev: before.rev + 1, stale: 1 } : row
    }),
  )
}
