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
  const stores = [db.log, db.outbox, db.forms, db.subjects, db.cursors, db.meta]
  let turn: Promise<unknown> = Promise.resolve()
  /** What this writer left behind: as long as nobody else wrote, the next commit need not read it. */
  let left: Standing | undefined

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  async function tryCommit<P extends Plan>(prepare: (ledger: Ledger) => Promise<P>): Promise<P | undefined> {
    const before = left ?? { ledger: await db.ledger(), forms: new Map() }
    left = undefined
    const plan = await prepare(before.ledger)
    const rows = await mergedRows(shelf, plan.changes, before.forms)
    const ledger = { ...before.ledger, ...plan.ledger, writes: before.ledger.writes + 1 }
    // Requests of one transaction are answered in their order, so nothing is gained by waiting for each.
    const stored = await db.transaction('rw', stores, async () => {
      const [now, subjects] = await Promise.all([db.ledger(), staleSubjects(shelf, rows.subjects)])
      if (now.writes !== before.ledger.writes) return false
      await Promise.all([
        db.meta.put(ledger),
        db.forms.bulkPut(rows.forms),
        db.subjects.bulkPut(subjects),
        plan.alongside?.(),
      ])
      return true
    })
    if (!stored) return undefined
    left = { ledger, forms: rows.merged }
    return plan
  }

  return {
    idle: () => turn,
    commit: (prepare) =>
      inTurn(async () => {
        for (;;) {
          const plan = await tryCommit(prepare)
          if (plan) return plan
        }
      }),
  }
}

/** The ledger after a commit, and the form rows it wrote, opened. */
interface Standing {
  readonly ledger: Ledger
  readonly forms: ReadonlyMap<Mark, readonly Logged[]>
}

/** What stands in a subject's row besides its summary: which participant it is. */
export interface SubjectStub {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
}

export const subjectPlace = (mark: Mark) => ({ table: 'subjects', row: mark })

/** The form rows and the new subjects' rows as they will stand once `changes` are merged into them. */
async function mergedRows(shelf: Shelf, changes: readonly Logged[], known: Standing['forms']) {
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
  const before = await openForms(
    shelf,
    [...forms.keys()].filter((key) => !known.has(key)),
  )
  const merged = new Map(
    [...forms].map(([key, form]) => [key, merge(known.get(key) ?? before.get(key) ?? [], form.changes)]),
  )
  const [formRows, subjectRows] = await Promise.all([
    Promise.all(
      [...forms].map(async ([key, { subject, keys }]): Promise<FormRow> => {
        const sealed = await sealLogged(shelf, keys, formPlace(key), merged.get(key) ?? [])
        return { key, subject, sealed }
      }),
    ),
    Promise.all([...subjects].map(([mark, { keys, first }]) => newSubject(shelf, keys, mark, first))),
  ])
  return { merged, forms: formRows, subjects: subjectRows }
}

const formPlace = (key: Mark) => ({ table: 'forms', row: key })

async function openForms(shelf: Shelf, keys: readonly Mark[]): Promise<ReadonlyMap<Mark, readonly Logged[]>> {
  if (keys.length === 0) return new Map()
  const rows = await shelf.db.forms.bulkGet([...keys])
  const opened = rows.flatMap((row) =>
    row ? [openLogged(shelf, formPlace(row.key), row.sealed).then((changes) => [row.key, changes] as const)] : [],
  )
  return new Map(await Promise.all(opened))
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

/** The rows that say their summaries are out of date, in the same transaction: a crash before their refresh is seen. */
async function staleSubjects({ db }: Shelf, fresh: readonly SubjectRow[]): Promise<readonly SubjectRow[]> {
  const known = await db.subjects.bulkGet(fresh.map(({ subject }) => subject))
  return fresh.map((row, i) => {
    const before = known[i]
    return before ? { ...before, rev: before.rev + 1, stale: 1 } : row
  })
}
