import type { Casebook } from '../casebook/casebook'
import { type FormPath, eventOf, formOid, formPath } from '../casebook/path'
import { textAt, visitsOf } from '../casebook/visits'
import { readInstant } from '../clinical/time/instant'
import { parseDecimal } from '../quantity/decimal'
import { randomisationOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import { agentOf, dayOf, isLogged, startOf } from './doses'
import { doseItems } from './agents'
import { type SignedDecision, decisionsOf, gives, stands } from './release'

/** What is not right with the release of a dose that a form records. */
export type DoseFault =
  /** Nobody decided about it. */
  | 'not-released'
  /** An investigator decided to hold it, or to stop. */
  | 'held'
  /** What the release rested on has changed since. */
  | 'fallen'
  /** Signed after the dose had begun. */
  | 'late'
  /** It was for another day. */
  | 'other-day'
  /** What was prescribed is not what was released. */
  | 'amount'

interface FaultFound {
  readonly fault: DoseFault
  /** The item it is asked at. */
  readonly item: string
  /** The decisions there are about the dose. */
  readonly decisions: readonly SignedDecision[]
}

/** Whether the dose that a form records was released before it was given, for that day, and in that amount. */
export function doseFault(study: CompiledStudy, casebook: Casebook, form: FormPath): FaultFound | undefined {
  const agent = agentOf(study, formOid(form))
  if (agent === undefined || !needsRelease(study, casebook, form)) return undefined
  const { start: item, amount: amountItem, exact } = doseItems[agent]
  const start = startOf(study, casebook, form)
  const event = eventOf(form)
  const logged = isLogged(study, event)
  const decisions = decisionsOf(study, casebook).filter(
    ({ release }) =>
      release.agent === agent && release.event === event && (!logged || dayOf(release) === start?.slice(0, 10)),
  )
  const found = (fault: DoseFault, at = item): FaultFound => ({ fault, item: at, decisions })
  const last = decisions.at(-1)
  if (!last) return found('not-released')
  if (!gives(last.release.decision)) return found('held')
  if (!stands(study, casebook, last)) return found('fallen')
  if (start !== undefined && isAfter(last.logged.change.claimedAt, start)) return found('late')
  if (start !== undefined && start.slice(0, 10) !== dayOf(last.release)) return found('other-day')
  const prescribed = parseDecimal(textAt(study, casebook, form, amountItem) ?? '')
  const released = parseDecimal(last.release.amount?.value ?? '')
  const isOff = prescribed && released && (exact ? !prescribed.equals(released) : prescribed.greaterThan(released))
  return isOff ? found('amount', amountItem) : undefined
}

/**
 * A dose of the trial: of the agent itself, more than nothing of it, and in a log not from before the participant came
 * into the trial. Whatever a visit of the trial records is one.
 */
function needsRelease(study: CompiledStudy, casebook: Casebook, form: FormPath): boolean {
  const agent = agentOf(study, formOid(form))
  if (agent === undefined) return false
  const { amount, drug } = doseItems[agent]
  if (drug && (textAt(study, casebook, form, drug.item) ?? drug.code) !== drug.code) return false
  if (parseDecimal(textAt(study, casebook, form, amount) ?? '')?.isZero()) return false
  if (!isLogged(study, eventOf(form))) return true
  const [start, entered] = [startOf(study, casebook, form), enteredTrialOn(study, casebook)]
  return entered !== undefined && (start === undefined || start.slice(0, 10) >= entered)
}

/** The day of registration or randomisation, whichever is known and comes first. */
function enteredTrialOn(study: CompiledStudy, casebook: Casebook): string | undefined {
  const said = (form: string, item: string) =>
    visitsOf(study, casebook)
      .of(form)
      .flatMap(({ path }) => textAt(study, casebook, path, item) ?? [])
  const standing = randomisationOf(casebook)
  const allocated = standing.state === 'allocated' ? [standing.answer.change.claimedAt.slice(0, 10)] : []
  return [...said('REG', 'REGDAT'), ...said('RAND', 'RANDDAT'), ...allocated].sort()[0]
}

/** Whether an instant lies after a beginning that is known to the minute or only to the day. */
function isAfter(claimedAt: string, start: string): boolean {
  const [signed, begun] = [readInstant(claimedAt), readInstant(start)]
  if (typeof signed === 'string' || typeof begun === 'string') return claimedAt.slice(0, 10) > start.slice(0, 10)
  return signed.seconds.gt(begun.seconds)
}

/** Names of the items of a deviation that say what it is about (common form DV). */
const [LINK, CHECK] = ['DVLINK', 'DVCHECK'] as const
export const DOSE_CHECK = 'DOSE-RELEASE'

/** The form of the study in which a deviation is recorded, with its log; undefined where there is none. */
function deviationForm(study: CompiledStudy): { readonly event: string; readonly form: string } | undefined {
  const form = study.version.forms.find(({ oid }) => study.item(oid, LINK) && study.item(oid, CHECK))?.oid
  const event = form && study.events.find(({ kind, forms }) => kind === 'log' && forms.includes(form))?.oid
  return form !== undefined && event !== undefined ? { event, form } : undefined
}

/** Whether a deviation stands that says that this dose was given without a release. True where the study records none. */
export function deviationRecorded(study: CompiledStudy, casebook: Casebook, dose: FormPath): boolean {
  const where = deviationForm(study)
  return (
    !where ||
    visitsOf(study, casebook)
      .of(where.form)
      .some(
        ({ path }) =>
          textAt(study, casebook, path, LINK) === dose && textAt(study, casebook, path, CHECK) === DOSE_CHECK,
      )
  )
}

/** What a deviation about a dose says before a person adds how severe it was and what was done. */
export function proposedDeviation(study: CompiledStudy, casebook: Casebook, dose: FormPath, repeat: string) {
  const where = deviationForm(study)
  if (!where) return undefined
  const start = startOf(study, casebook, dose)?.slice(0, 10)
  const values = { DVCAT: 'DOSING', DVSRC: 'AUTO', [CHECK]: DOSE_CHECK, [LINK]: dose, ...(start && { DVSTDAT: start }) }
  return { form: formPath({ oid: where.event }, { oid: where.form, repeat }), values }
}
