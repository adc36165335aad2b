import { type ChangeBody, type Logged, refOf } from '../change/change'
import type { StudyVersionId } from '../ids'
import { ask } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, FormlessState } from './casebook'
import { headRefs, inOrder, standings } from './derive'
import { scopesOf, standingForms } from './fold'
import { inputsOf } from './inputs'
import { type FormPath, formOf, formOid } from './path'

type Move = Extract<ChangeBody, { kind: 'amend' }>

/** A move of the participant from one study version to another. */
export interface VersionMove {
  readonly logged: Logged
  readonly move: Move
}

const known = new WeakMap<FormlessState, readonly VersionMove[]>()

/**
 * The moves of a participant, first one first. A move counts from the version its author saw the participant on; made
 * beside another, the one that came second moves nobody, and the server holds it.
 */
export function movesOf({ own, enrolled }: Casebook): readonly VersionMove[] {
  const before = known.get(own)
  if (before) return before
  const standing = standings(own.log)
  let at = enrolled?.change.version
  const moves = inOrder(own.log).flatMap((logged): readonly VersionMove[] => {
    const { body } = logged.change
    if (body.kind !== 'amend' || standing.get(refOf(logged.change)) !== 'counts') return []
    if (at !== undefined && body.from !== at) return []
    at = body.to
    return [{ logged, move: body }]
  })
  known.set(own, moves)
  return moves
}

/** The study version a participant is on; undefined while nobody enrolled them. */
export const versionOf = (casebook: Casebook): StudyVersionId | undefined =>
  movesOf(casebook).at(-1)?.move.to ?? casebook.enrolled?.change.version

/** Whether the participant was on that version before. */
export const wasOn = (casebook: Casebook, id: StudyVersionId): boolean =>
  casebook.enrolled?.change.version === id || movesOf(casebook).some(({ move }) => move.from === id || move.to === id)

/** Every version that something in a casebook stands under, and the one its participant is on. Sorted. */
export function versionsIn(casebook: Casebook): readonly StudyVersionId[] {
  const forms = [...casebook.forms.values()].map(({ version }) => version)
  return [...new Set([versionOf(casebook), ...forms].filter((id) => id !== undefined))].sort()
}

/** A study with the version in front that this participant is on. */
export function studyOf(study: CompiledStudy, casebook: Casebook): CompiledStudy {
  const id = versionOf(casebook)
  return id === undefined ? study : study.as(id)
}

/**
 * The version by itself that a form is drawn with: the one it was entered under; before that the one its participant is
 * on, and for a consent the one that the site works by, which may be what is consented to.
 */
export function studyAt(study: CompiledStudy, casebook: Casebook, form: FormPath): CompiledStudy {
  return studyUnder(study, casebook.forms.get(form)) ?? freshAt(study, formOid(form))
}

/** The version that a change is made under: that of the form it speaks of, else the one its participant is on. */
export function versionToWrite(study: CompiledStudy, casebook: Casebook, body: ChangeBody): StudyVersionId {
  const [form] = scopesOf(body).flatMap((scope) => formOf(scope) ?? [])
  const front = studyOf(study, casebook)
  return form === undefined || body.kind === 'amend' ? front.id : studyAt(front, casebook, form).id
}

/** The same of a form that something was said of. */
export const studyUnder = (study: CompiledStudy, state: FormState | undefined): CompiledStudy | undefined =>
  state?.version === undefined ? undefined : study.under(state.version)

function freshAt(study: CompiledStudy, oid: string): CompiledStudy {
  const { atSite } = study
  return study.under(atSite.version.consent?.form === oid ? atSite.id : study.id)
}

/** A form in which the participant consented to a version. */
export interface Consented {
  readonly form: FormPath
  readonly on: string
  readonly move: NonNullable<Move['consent']>
}

/**
 * The consent a participant gave to `to` since a site approved it: a completed consent form of that version, signed on
 * that day or later; the first of several. Undefined where there is none, or the version does not say what a consent is.
 */
export function consentTo(to: CompiledStudy, casebook: Casebook, approvedOn: string): Consented | undefined {
  const { consent } = to.version
  const def = consent && to.form(consent.form)
  if (!consent || !def) return undefined
  const given = standingForms(casebook).flatMap((state): readonly Consented[] => {
    if (formOid(state.path) !== consent.form || state.version !== to.id || state.status?.status !== 'complete')
      return []
    const inputs = inputsOf(to, casebook, state.path, undefined)
    const entry = inputs.entry(consent.date)
    const on = entry !== 'contested' && entry?.state === 'value' ? entry.text : undefined
    const counts = consent.when === undefined ? undefined : ask({ study: to, form: def }, consent.when, inputs)
    if (on === undefined || on < approvedOn || (counts && !(counts.known && counts.value === true))) return []
    return [{ form: state.path, on, move: { form: state.path, heads: [...headRefs(state.path, state.items)] } }]
  })
  return given.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0]
}
