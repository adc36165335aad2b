import type { Confirmation, FormState, ItemState } from '../../casebook/casebook'
import { type Scope, formOid, itemOf } from '../../casebook/path'
import { studyAt } from '../../casebook/versions'
import type { Logged } from '../../change/change'
import type { ChangeRef } from '../../ids'
import { textIn } from '../../study/definition'
import type { Cells, Place } from './shape'
import type { Told } from './subject'

/** Something that was said in a person's own words about what stands, and where it was said. */
interface Comment {
  readonly scope: Scope
  /** What it is, in words. */
  readonly about: string
  readonly text: string
  readonly logged: Logged
}

/**
 * The comments of a participant: why a value is missing, why one was changed, why a form was not done, and what was
 * said of what did not fit. Each refers to the record that it is about, or to the participant where there is none.
 */
export function commentsOf(told: Told, forms: readonly FormState[], places: ReadonlyMap<string, Place>): Cells[] {
  return forms
    .flatMap((state) => saidIn(told, state))
    .map(({ scope, about, text, logged: { change } }, i) => {
      const place = placeOf(scope, places)
      return new Map([
        ['STUDYID', told.study.version.study.id],
        ['DOMAIN', 'CO'],
        ['RDOMAIN', place?.domain ?? ''],
        ['USUBJID', told.id],
        ['COSEQ', String(i + 1)],
        ['IDVAR', place?.variable ?? ''],
        ['IDVARVAL', place?.value ?? ''],
        ['COREF', about],
        ['COVAL', text],
        ['COEVAL', evaluators[change.role]],
        // By the clock on the wall where it was said.
        ['CODTC', change.claimedAt.slice(0, 19)],
      ])
    })
}

function saidIn(told: Told, state: FormState): readonly Comment[] {
  const form = studyAt(told.study, told.casebook, state.path)
  const oid = formOid(state.path)
  const items = [...state.items.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  const labelOf = (item: ItemState) => {
    const def = form.item(oid, itemOf(item.path))?.def
    return def ? textIn(def.label, 'en') : itemOf(item.path)
  }
  return [
    ...notDone(state),
    ...items.flatMap((item) => saidOfItem(item, labelOf(item))),
    ...state.confirmations.flatMap((one) => saidOfFinding(state, items, one)),
  ]
}

function notDone({ path, status, log }: FormState): readonly Comment[] {
  const [ref] = status?.heads ?? []
  const logged = ref && log.get(ref)
  if (!logged || status?.reason === undefined || status.reason === '') return []
  return [{ scope: path, about: 'Why the form is as it is', text: status.reason, logged }]
}

/** Of a value that stands; what was said of those before it is in the audit trail. */
function saidOfItem({ path, heads, contested }: ItemState, label: string): readonly Comment[] {
  const [head] = heads
  if (!head || contested) return []
  const { value, reason, logged } = head
  const said = (about: string, text: string | undefined): readonly Comment[] =>
    text === undefined || text === '' ? [] : [{ scope: path, about: `${label}: ${about}`, text, logged }]
  return [...(value.state === 'missing' ? said('why missing', value.reason) : []), ...said('reason for change', reason)]
}

/** Of a finding whose values still stand as they did then; the last word where it was confirmed again. */
function saidOfFinding(
  { path, confirmations }: FormState,
  items: readonly ItemState[],
  { check, evidence, reason, logged }: Confirmation,
): readonly Comment[] {
  const named = (refs: readonly ChangeRef[]) => [...refs].sort().join()
  const last = confirmations.findLast((one) => one.check === check && named(one.evidence) === named(evidence))
  const about = evidence.map((ref) => items.find(({ heads }) => heads.some((head) => head.ref === ref)))
  if (last?.logged !== logged || about.includes(undefined)) return []
  return [{ scope: about[0]?.path ?? path, about: `Finding ${check}: explanation`, text: reason, logged }]
}

/** Who said it, in terms of CDISC where it has one. */
const evaluators: { readonly [R in Logged['change']['role']]: string } = {
  nurse: 'CLINICAL RESEARCH COORDINATOR',
  investigator: 'INVESTIGATOR',
  monitor: 'CLINICAL RESEARCH ASSOCIATE',
  'data-manager': 'CLINICAL STUDY SPONSOR',
  administrator: 'CLINICAL STUDY SPONSOR',
  participant: 'STUDY SUBJECT',
  system: '',
}

/** The record of an item: a result of its own, that of its row, or that of its form. */
function placeOf(scope: Scope, places: ReadonlyMap<string, Place>): Place | undefined {
  const steps = scope.split('/')
  for (let depth = steps.length; depth > 1; depth--) {
    const place = places.get(steps.slice(0, depth).join('/'))
    if (place) return place
  }
  return undefined
}
