import { textIn } from '../../study/definition'
import type { Cells } from './shape'
import type { Told } from './subject'

/** The one row of the demographics: what its form says, and what follows from the rest of the casebook. */
export function demographicsOf(told: Told, said: Cells, exposures: readonly Cells[]): Cells {
  const { study, journey } = told
  const row: Cells = new Map([
    ['STUDYID', study.version.study.id],
    ['DOMAIN', 'DM'],
    ['USUBJID', told.id],
    ['SUBJID', told.code],
    ['SITEID', told.site],
  ])
  for (const name of ['RFSTDTC', 'RFENDTC', 'RFICDTC', 'DTHDTC'] as const) {
    const date = told.date(name)
    if (date) row.set(name, date.toString())
  }
  if (row.has('DTHDTC')) row.set('DTHFL', 'Y')
  const doses = exposures.flatMap((dose) => [dose.get('ECSTDTC') ?? [], dose.get('ECENDTC') ?? []].flat()).sort()
  const [first] = doses
  const last = doses.at(-1)
  if (first !== undefined) row.set('RFXSTDTC', first)
  if (last !== undefined) row.set('RFXENDTC', last)
  for (const [name, text] of said) if (!row.has(name)) row.set(name, text)
  if (row.has('AGE')) row.set('AGEU', 'YEARS')
  const { arm, part } = journey.assigned
  const oid = part ?? arm
  const def = study.version.arms.find((one) => one.oid === oid)
  if (oid === undefined) {
    row.set('ARMNRS', 'NOT ASSIGNED')
    return row
  }
  row.set('ARMCD', oid)
  row.set('ARM', def ? textIn(def.title, 'en') : oid)
  if (doses.length === 0) row.set('ARMNRS', 'ASSIGNED, NOT TREATED')
  else {
    row.set('ACTARMCD', oid)
    row.set('ACTARM', row.get('ARM') ?? oid)
  }
  return row
}
