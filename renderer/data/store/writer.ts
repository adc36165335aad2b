import { shardsOf } from '#shared/casebook/fold'
import type { SubjectSummary } from '#shared/casebook/summary'
import { ownHash } from '#shared/change/chain'
import { type Logged, refOf } from '#shared/change/change'
import type { ChangeRef, SiteId, StudyId, SubjectKey } from '#shared/ids'
import { streamParts } from '#shared/ids'
import { sealJson } from '../keys/envelope'
import type { Mark, SiteKeys } from '../keys/keyring'
import type { FormRow, SubjectRow } from './database'
import { type Stores, ledgerOf } from './tables'
import { type Shelf, keysOf, openLogged, sealLogged, siteMark, subjectMark } from './shelf'

/** What one transaction stores: changes to merge into their forms, and whatever has to stand or fall with them. */
export interface Plan {
  /** Given as a question they are read anew with each try. */
  readonly changes: readonly Logged[] | (() => Promise<readonly Logged[]>)
  /** What the server can never take: leaves the forms it was in. */
  readonly without?: readonly Logged[]
  /**
   * Their receipts are a push's answer, which nothing proves: they count until a page, whose chain was checked, says
   * otherwise, and never the other way round.
   */
  readonly unproved?: boolean
  /** Runs inside the transaction: calls of the stores it is given only. May touch any of those named below. */
  readonly alongside?: (tx: Stores) => Promise<unknown>
}

/**
 * The only way into forms and subjects, which are made of log and pages. Everything is encrypted before the one strict
 * transaction opens, because awaiting WebCrypto inside would commit it. A write prepared on an older state (another tab
 * was quicker) is prepared again, so no change gets lost. Writes of one tab take turns.
 */
export interface Writer {
  /** Resolves when it is durable. Rejects with nothing stored. */
  commit(plan: Plan): Promise<void>
  /** Resolves when everything begun so far is stored or has failed. */
  idle(): Promise<unknown>
}

const always = ['forms', 'subjects', 'unfolded', 'outbox', 'cursors', 'meta'] as const
const refusing = [...always, 'log', 'refused'] as const

export function createWriter(shelf: Shelf): Writer {
  const { db } = shelf
  let turn: Promise<unknown> = Promise.resolve()

  /** False when somebody else wrote meanwhile. */
  async function tryCommit({ changes, without = [], unproved = false, alongside }: Plan): Promise<boolean> {
    const before = await ledgerOf(db)
    const rows = await mergedRows(shelf, typeof changes === 'function' ? await changes() : changes, without, unproved)
    return db.atomic('rw', without.length > 0 ? refusing : always, async (tx) => {
      const [now, subjects] = await Promise.all([ledgerOf(tx), staleSubjects(tx, rows.subjects)])
      if (now.writes !== before.writes) return false
      await Promise.all([
        tx.meta.put({ name: 'ledger', writes: before.writes + 1 }),
        tx.forms.bulkPut(rows.forms),
        tx.subjects.bulkPut(subjects),
        alongside?.(tx),
      ])
      return true
    })
  }

  return {
    idle: () => turn,
    commit(plan) {
      const mine = turn.then(async () => {
        while (!(await tryCommit(plan)));
      })
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}

/** What stands in a subject's row besides its summary: which participant it is. */
export interface SubjectStub {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
}

/** What a subject's row holds: who it is, and the summary once it was made. */
export interface StoredSubject extends SubjectStub {
  readonly summary?: SubjectSummary
}

export const subjectPlace = (mark: Mark) => ({ table: 'subjects', row: mark })

/** The form rows and the new subjects' rows as they will stand once `changes` are merged into them. */
async function mergedRows(shelf: Shelf, changes: readonly Logged[], without: readonly Logged[], unproved: boolean) {
  const gone = new Set(without.map(({ change }) => refOf(change)))
  const forms = new Map<Mark, { subject: Mark; keys: SiteKeys; changes: Logged[] }>()
  const subjects = new Map<Mark, { keys: SiteKeys; first: Logged }>()
  for (const logged of [...without, ...changes]) {
    const keys = keysOf(shelf, logged)
    const { subject } = logged.change
    const mark = await subjectMark(keys, subject)
    if (!subjects.has(mark)) subjects.set(mark, { keys, first: logged })
    for (const shard of shardsOf(logged.change)) {
      const key = await keys.mark('form', `${subject}|${shard ?? ''}`)
      const form = forms.get(key)
      const said = without.includes(logged) ? [] : [logged]
      if (form) form.changes.push(...said)
      else forms.set(key, { subject: mark, keys, changes: said })
    }
  }
  const before = await openForms(shelf, [...forms.keys()])
  const [formRows, subjectRows] = await Promise.all([
    Promise.all(
      [...forms].map(async ([key, { subject, keys, changes }]): Promise<FormRow> => {
        const known = (before.get(key) ?? []).filter(({ change }) => !gone.has(refOf(change)))
        const merged = unproved ? union(changes, known) : union(known, changes)
        return { key, subject, sealed: await sealLogged(shelf, keys, formPlace(key), stillBlackedOut(known, merged)) }
      }),
    ),
    Promise.all([...subjects].map(([mark, { keys, first }]) => newSubject(shelf, keys, mark, first))),
  ])
  return { forms: formRows, subjects: subjectRows }
}

export const formPlace = (key: Mark) => ({ table: 'forms', row: key })

async function openForms(shelf: Shelf, keys: readonly Mark[]): Promise<ReadonlyMap<Mark, readonly Logged[]>> {
  const rows = await shelf.db.forms.bulkGet([...keys])
  const opened = rows.flatMap((row) =>
    row ? [openLogged(shelf, formPlace(row.key), row.sealed).then((changes) => [row.key, changes] as const)] : [],
  )
  return new Map(await Promise.all(opened))
}

/** A union by identity. What the server said of a change replaces not knowing, and in `more` what was said in `known`. */
export function union(known: readonly Logged[], more: readonly Logged[]): readonly Logged[] {
  const all = new Map<ChangeRef, Logged>(known.map((logged) => [refOf(logged.change), logged]))
  for (const logged of more) {
    const ref = refOf(logged.change)
    if (logged.receipt || !all.has(ref)) all.set(ref, logged)
  }
  return [...all.values()]
}

/** What was blacked out of a change in the rows does not come back into them with more of the same. */
function stillBlackedOut(before: readonly Logged[], merged: readonly Logged[]): readonly Logged[] {
  const left = new Map(
    before.flatMap(({ change }) => (change.redacted !== undefined ? [[refOf(change), change] as const] : [])),
  )
  return merged.map((logged) => {
    const change = left.get(refOf(logged.change))
    return change?.redacted === ownHash(logged.change) && logged.change.redacted === undefined
      ? { ...logged, change }
      : logged
  })
}

/** The row of somebody who is not in the list yet. */
export async function newSubject(shelf: Shelf, keys: SiteKeys, mark: Mark, first: Logged): Promise<SubjectRow> {
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
export async function staleSubjects(tx: Stores, fresh: readonly SubjectRow[]): Promise<readonly SubjectRow[]> {
  const known = await tx.subjects.bulkGet(fresh.map(({ subject }) => subject))
  return fresh.map((row, i) => {
    const before = known[i]
    return before ? { ...before, rev: before.rev + 1, stale: 1 } : row
  })
}
