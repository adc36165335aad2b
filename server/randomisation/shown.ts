import type { Casebook } from '#shared/casebook/casebook'
import { formPath, groupPath, itemPath } from '#shared/casebook/path'
import type { ChangeBody, ItemChange } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'
import type { Recorded } from '#shared/study/randomisation-definition'
import { wallClock, wallDay } from '../wall-clock'

export type Allocation = Extract<ChangeBody, { kind: 'randomise' }>

/** As people read and say it, and envelopes are numbered. */
export const writtenNumber = (number: number): string => String(number).padStart(4, '0')

/**
 * What the form that shows an allocation holds of it, over whatever somebody wrote there before: forms, checks and gates
 * read the arm there. The day is that of the clock on the wall where it was asked for.
 */
export function shownIn(
  study: CompiledStudy,
  allocation: Allocation,
  casebook: Casebook,
  when: { readonly at: Date; readonly zone: string },
): ChangeBody | undefined {
  const records = study.version.randomisation?.records
  if (!records) return undefined
  const form = formPath({ oid: records.event }, { oid: records.form })
  const items = records.items.flatMap(({ item, holds }): readonly ItemChange[] => {
    const text = textOf(holds, allocation, when)
    const group = study.item(records.form, item)?.group
    if (text === undefined || !group) return []
    const path = itemPath(groupPath(form, { oid: group.oid }), item)
    const bases = (casebook.forms.get(form)?.items.get(path)?.heads ?? []).map(({ ref }) => ref)
    const reason = bases.length > 0 ? { reason: 'As allocated by the server.' } : {}
    return [{ path, bases, entry: { state: 'value', text }, ...reason }]
  })
  return items.length === 0 ? undefined : { kind: 'value', items }
}

function textOf(
  holds: Recorded,
  { number, arm, subArm, strata }: Allocation,
  { at, zone }: { readonly at: Date; readonly zone: string },
): string | undefined {
  if (typeof holds === 'object')
    return 'text' in holds ? holds.text : strata.find(({ stratum }) => stratum === holds.stratum)?.level
  switch (holds) {
    case 'date':
      return wallDay(at, zone)
    case 'time':
      return wallClock(at, zone).slice(11, 16)
    case 'number':
      return number
    case 'arm':
      return subArm ?? arm
    case 'drawn-arm':
      return arm
  }
}
