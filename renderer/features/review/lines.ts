import type { Casebook, ItemEntry, ItemState } from '#shared/casebook/casebook'
import { standings } from '#shared/casebook/derive'
import { standingForms } from '#shared/casebook/fold'
import { type FormPath, type ItemPath, type Scope, eventOf, within } from '#shared/casebook/path'
import { verificationOf } from '#shared/casebook/verified'
import type { SubjectSummary } from '#shared/casebook/summary'
import { streamOf } from '#shared/change/carried'
import { type Change, type ChangeBody, type ChangeKind, type Closing, type Logged, refOf } from '#shared/change/change'
import { type ChangeRef, type SubjectCode, type SubjectKey, streamParts } from '#shared/ids'
import { waitingRequests } from '#shared/redaction/judge'
import { closedHere } from '#shared/review/closing'
import { type ToSign, needsSigning } from '#shared/review/signing'
import { verifiable, verificationProgress } from '#shared/review/verification'
import { isAskedAgain } from '#shared/review/hold'
import { can, mayAssert, type Role } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'

/** The kinds of work, in the order in which they are offered. */
export const WORK = ['verify', 'changed', 'sign', 'decide', 'close', 'travel'] as const
export type Work = (typeof WORK)[number]

const asserted: { readonly [W in Exclude<Work, 'travel'>]: ChangeKind } = {
  verify: 'verify',
  changed: 'verify',
  sign: 'sign',
  decide: 'resolve',
  close: 'lock',
}

export const isOffered = (work: Work, roles: readonly Role[]): boolean =>
  roles.some((role) => (work === 'travel' ? can(role, 'travel') : mayAssert(role, asserted[work])))

interface Given {
  readonly study: CompiledStudy | undefined
  readonly roster: readonly SubjectSummary[]
  /** Those that are read. */
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
  readonly roles: readonly Role[]
  /** The site's own book, and what the site is called. */
  readonly site: { readonly book: Casebook | undefined; readonly name: string }
  /** The participant whose visits are shown. */
  readonly unfolded: string | undefined
}

/** All the work that somebody in these roles has at a site. */
export function linesOf({ study, roster, casebooks, roles, site, unfolded }: Given) {
  const here = roster.filter(({ movedTo }) => movedTo === undefined)
  const isHeldHere = (line: DecideLine) => line.kind !== 'held' || streamParts(streamOf(line.logged)).site === site.name
  const toDecide = (casebook: Casebook, code: string) => [
    ...(roles.some((role) => mayAssert(role, 'redaction-decision')) ? redactionLines(casebook, code) : []),
    ...decideLines(casebook, code).filter(isHeldHere),
  ]
  // Of who went on elsewhere nothing is left to do but to decide about what came too late.
  const late = roster.flatMap(({ subject, code, movedTo }) => {
    const casebook = movedTo === undefined ? undefined : casebooks.get(subject)
    return casebook ? decideLines(casebook, code).filter((line) => line.kind === 'held' && isHeldHere(line)) : []
  })
  const each = <L>(work: Work, make: (study: CompiledStudy, casebook: Casebook, code: SubjectCode) => readonly L[]) =>
    study && isOffered(work, roles)
      ? here.flatMap(({ subject, code }) => {
          const casebook = casebooks.get(subject)
          return casebook ? make(study, casebook, code) : []
        })
      : []
  return {
    verify: each('verify', verifyLines),
    changed: each('changed', changedLines),
    sign: each('sign', signLines),
    decide: [
      ...each('decide', (_, casebook, code) => toDecide(casebook, code)),
      ...(isOffered('decide', roles) ? late : []),
      ...(site.book && isOffered('decide', roles) ? toDecide(site.book, site.name) : []),
    ],
    close: each('close', (_, casebook, code) => closeLines(casebook, code, unfolded === casebook.subject)),
    travel: isOffered('travel', roles) ? here.map(({ subject, code }) => ({ key: subject, subject, code })) : [],
  }
}

/** What there is to do with what was entered, one line each. */
interface Line {
  readonly key: string
  /** What the participant is called, or the site where it is about its own book. */
  readonly code: string
  readonly casebook: Casebook
}

export interface VerifyLine extends Line {
  readonly form: FormPath
  readonly asked: number
  readonly verified: number
}

/** A value that was verified and is another one now. */
export interface ChangedLine extends Line {
  readonly item: ItemPath
  readonly was: readonly ItemEntry[]
  readonly now: readonly ItemEntry[]
}

export interface SignLine extends Line, ToSign {}

export type DecideLine = Line &
  (
    | { readonly kind: 'contested'; readonly item: ItemState; readonly since: Logged | undefined }
    | { readonly kind: 'held'; readonly logged: Logged }
  )

/** Something that somebody asked to have blacked out. */
export interface RedactionLine extends Line {
  readonly kind: 'redaction'
  readonly change: Change
  readonly body: Extract<ChangeBody, { kind: 'redaction-request' }>
}

/** A casebook that can be taken along. */
export interface TravelLine {
  readonly key: string
  readonly subject: SubjectKey
  readonly code: SubjectCode
}

/** A part of a casebook that can be closed by itself, as deep as it lies in it. */
export interface CloseLine extends Line {
  readonly scope: Scope
  readonly depth: 0 | 1 | 2
  readonly closing: Closing
}

const verifyLines = (study: CompiledStudy, casebook: Casebook, code: SubjectCode): readonly VerifyLine[] =>
  verificationProgress(study.version, casebook)
    .filter(({ asked, verified, changed }) => verified + changed < asked)
    .map(({ form, asked, verified }) => ({ key: `${casebook.subject} ${form}`, code, casebook, form, asked, verified }))

const changedLines = (study: CompiledStudy, casebook: Casebook, code: SubjectCode): readonly ChangedLine[] =>
  standingForms(casebook).flatMap((form) => {
    const last = verificationOf(form)
    return verifiable(study.version, casebook.subject, form).flatMap(({ item, state }) => {
      const body = state === 'changed' ? last(item)?.logged.change.body : undefined
      if (body?.kind !== 'verify') return []
      const was = item.history.filter(({ ref }) => body.heads.includes(ref)).slice(-1)
      return [{ key: `${casebook.subject} ${item.path}`, code, casebook, item: item.path, was, now: item.heads }]
    })
  })

const signLines = (study: CompiledStudy, casebook: Casebook, code: SubjectCode): readonly SignLine[] =>
  needsSigning(study, casebook).map((one) => ({
    ...one,
    ...{ key: `${casebook.subject} ${one.scope} ${one.meaning}`, code, casebook },
  }))

const redactionLines = (casebook: Casebook, code: string): readonly RedactionLine[] =>
  waitingRequests(casebook).flatMap(({ change }) => {
    const { body } = change
    const key = `${casebook.subject} ${refOf(change)}`
    return body.kind === 'redaction-request' ? [{ kind: 'redaction', key, code, casebook, change, body }] : []
  })

/** Items with two values, and entries that the server keeps without counting them, the oldest first. */
function decideLines(casebook: Casebook, code: string): readonly DecideLine[] {
  const forms = standingForms(casebook)
  const contested = forms.flatMap(({ items }) =>
    [...items.values()]
      .filter((item) => item.contested)
      .map((item) => ({
        ...{ kind: 'contested' as const, key: `${casebook.subject} ${item.path}`, code, casebook, item },
        since: item.heads.at(-1)?.logged,
      })),
  )
  const held = new Map<ChangeRef, Logged>()
  for (const log of [casebook.own.log, ...[...casebook.forms.values()].map((form) => form.log)])
    for (const [ref, standing] of standings(log)) {
      const logged = log.get(ref)
      if (standing === 'held' && logged && !isAskedAgain(logged.change.body.kind)) held.set(ref, logged)
    }
  const waiting = [...held.values()].map((logged) => ({
    ...{ kind: 'held' as const, key: `${casebook.subject} ${refOf(logged.change)}`, code, casebook, logged },
  }))
  return [...contested, ...waiting]
}

/** A participant, and where it is unfolded their visits and the forms in them. */
function closeLines(casebook: Casebook, code: SubjectCode, unfolded: boolean): readonly CloseLine[] {
  const line = (scope: Scope, depth: CloseLine['depth']): CloseLine => ({
    ...{ key: `${casebook.subject} ${scope}`, code, casebook, scope, depth },
    closing: closedHere(casebook, scope)?.closing ?? 'open',
  })
  if (!unfolded) return [line('', 0)]
  const forms = standingForms(casebook).map(({ path }) => path)
  const events = [...new Set(forms.map((form) => eventOf(form)))].sort()
  return [
    line('', 0),
    ...events.flatMap((event) => [
      line(event, 1),
      ...forms.filter((form) => within(form, event)).map((form) => line(form, 2)),
    ]),
  ]
}
