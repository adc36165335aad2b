import type { Casebook } from '../casebook/casebook'
import { type Standing, standings } from '../casebook/derive'
import { type ItemPath, type Scope, formOf } from '../casebook/path'
import { type ChangeKind, type Entry, type Logged, refOf } from '../change/change'
import { type ClockFault, clockFaultsIn } from '../change/clock'
import { isChosen } from './selection'
import { type ExportSubject, logOf } from './source'

/** One line of the audit trail: what one change asserted about one place. A change that sets several items has several. */
export interface AuditLine {
  readonly logged: Logged
  readonly kind: ChangeKind
  readonly scope: Scope
  /** Set when the line is about a value. */
  readonly item: ItemPath | undefined
  /** What its author saw there: nothing where nothing stood, several where people had disagreed. */
  readonly from: readonly (Entry | string)[]
  readonly to: Entry | string
  readonly reason: string | undefined
  readonly reception: Reception
  /** Set when the clock that its author wrote it by cannot be believed. */
  readonly clock: ClockFault | undefined
}

/** Where a change stands: counted by the server, kept without counting, decided on by a person, or not there yet. */
export type Reception = 'applied' | 'held' | 'released' | 'declined' | 'on-device'

/** The whole trail of a casebook, in order of commitment. Every change is in it, held and withdrawn ones too. */
export function auditOf(casebook: Casebook): readonly AuditLine[] {
  const log = logOf(casebook)
  // How a change stands is asked of held ones alone, and hardly any clock is at fault.
  const isHeld = log.some(({ receipt }) => receipt?.state === 'held')
  const standing = isHeld ? standings(new Map(log.map((logged) => [refOf(logged.change), logged]))) : undefined
  const clocks = clockFaultsIn(log)
  const isPlain = !isHeld && clocks.size === 0
  return log.flatMap((logged) => {
    if (isPlain) return spokenOf(logged, casebook, receptionOf(logged, undefined), undefined)
    const ref = refOf(logged.change)
    return spokenOf(logged, casebook, receptionOf(logged, standing?.get(ref)), clocks.get(ref))
  })
}

/** The lines of it that go. */
export const linesOf = ({ casebook, only }: ExportSubject): readonly AuditLine[] =>
  only ? auditOf(casebook).filter(({ scope }) => isChosen(only, scope)) : auditOf(casebook)

function receptionOf({ receipt }: Logged, standing: Standing | undefined): Reception {
  if (!receipt) return 'on-device'
  if (receipt.state === 'applied') return 'applied'
  return standing === 'counts' ? 'released' : (standing ?? 'held')
}

function spokenOf(
  logged: Logged,
  casebook: Casebook,
  reception: Reception,
  clock: ClockFault | undefined,
): readonly AuditLine[] {
  const { body } = logged.change
  const line = (
    scope: Scope,
    to: Entry | string,
    { item, from = [], reason }: Partial<Pick<AuditLine, 'item' | 'from' | 'reason'>> = {},
  ): AuditLine => ({ logged, kind: body.kind, scope, item, from, to, reason, reception, clock })
  switch (body.kind) {
    case 'enrol':
      return [line('', body.code)]
    case 'amend':
      return ['' as const, ...body.forms].map((scope) =>
        line(scope, body.to, { from: [body.from], reason: body.reason }),
      )
    case 'value':
      return body.items.map(({ path, bases, entry, reason }) =>
        line(path, entry, { item: path, from: valuesOf(casebook, path, bases), reason }),
      )
    case 'resolve': {
      const { path, bases, entry, reason } = body
      return [line(path, entry, { item: path, from: valuesOf(casebook, path, bases), reason })]
    }
    case 'status': {
      const log = casebook.forms.get(body.form)?.log
      const from = body.bases.flatMap((ref) => {
        const before = log?.get(ref)?.change.body
        return before?.kind === 'status' ? [before.status] : []
      })
      return [line(body.form, body.status, { from, reason: body.reason })]
    }
    case 'confirm':
      return [line(body.form, body.check, { reason: body.reason })]
    case 'query':
      return [line(body.scope, `${body.move}: ${body.text}`)]
    case 'verify':
      return [line(body.scope, body.note ?? '')]
    case 'unverify':
      return [line(body.scope, body.verifications.join(' '), { reason: body.reason })]
    case 'lock':
      return [line(body.scope, body.closing, { reason: body.reason })]
    case 'export':
      return [line('', [body.format, body.asOf, body.sha256].join(' '))]
    case 'review':
      return [line(body.form, '')]
    case 'sign':
      return body.scopes.map(({ scope }) => line(scope, body.meaning))
    case 'dose-release': {
      const { event, agent, planned, decision, amount, otherwise } = body
      const said = [agent, planned, decision, amount?.value, amount?.unit].filter(Boolean).join(' ')
      return [line(event, said, { reason: otherwise?.reason })]
    }
    case 'eligibility': {
      const { phase, day, eligible, waiver } = body.snapshot
      return [line('', [phase, day, eligible ? 'Y' : 'N', waiver].filter(Boolean).join(' '))]
    }
    case 'withdraw':
      return [line(body.scope, '', { reason: body.reason })]
    case 'attach':
      return [line(body.form, [body.file.title, body.file.type, body.file.bytes, body.file.sha256].join(' '))]
    case 'detach':
      return [line(body.form, body.attachment, { reason: body.reason })]
    case 'release':
      return body.scopes.map((scope) => line(scope, `${body.decision}: ${body.target}`, { reason: body.reason }))
    case 'redaction-request':
      return body.scopes.map((scope) =>
        line(scope, body.targets.map(({ change, places }) => [change, ...places].join(' ')).join('; '), {
          reason: body.reason,
        }),
      )
    case 'redaction-decision':
      return body.scopes.map((scope) => line(scope, `${body.decision}: ${body.request}`, { reason: body.reason }))
    case 'request':
      return [line('', [body.act, ...body.strata.map(({ stratum, level }) => `${stratum}=${level}`)].join(' '))]
    case 'refuse':
      return [line('', body.reasons.map(({ code, about }) => [code, about].filter(Boolean).join(' ')).join('; '))]
    case 'randomise':
      return [line('', [body.number, body.arm, body.subArm].filter(Boolean).join(' '))]
    case 'unblind':
      return [line('', body.allocation, { reason: body.reason })]
    case 'transfer':
      return [line('', body.to, { reason: body.reason })]
    case 'carried':
      // Only one that somebody pushed and the server let count for nothing: what it carried shows by itself.
      return [line('', refOf(body.change))]
    case 'void':
      return [line('', body.refused)]
  }
}

/** The values that the named changes put into an item, in the order of their names. */
function valuesOf(casebook: Casebook, path: ItemPath, bases: readonly string[]): readonly Entry[] {
  if (bases.length === 0) return []
  const form = formOf(path)
  const history = form && casebook.forms.get(form)?.items.get(path)?.history
  return [...bases].sort().flatMap((base) => history?.find(({ ref }) => ref === base)?.value ?? [])
}
