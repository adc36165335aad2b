import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import type { GateHistory } from '#shared/clinical/dose-gate/history'
import { isoDayPlus } from '#shared/partial-date'

export type Values = Readonly<Record<string, { value: string; unit: string; lln?: string; uln?: string } | undefined>>

/** What a participant of NETTER-2 has on a day when nothing is wrong. */
export const healthy: Values = {
  HGB: { value: '120', unit: 'g/L', lln: '130', uln: '175' },
  WBC: { value: '5.2', unit: '10^9/L' },
  ANC: { value: '3.1', unit: '10^9/L' },
  PLT: { value: '180', unit: '10^9/L' },
  CREAT: { value: '80', unit: 'umol/L', uln: '104' },
  BILI: { value: '10', unit: 'umol/L', uln: '20' },
  ALB: { value: '40', unit: 'g/L' },
  K: { value: '4.2', unit: 'mmol/L' },
  WEIGHT: { value: '78', unit: 'kg' },
}

/** START-NET asks for a filtration rate besides. */
const startNet = 'NCT05387603'
const measuredRate: Values = { MGFR: { value: '70', unit: 'mL/min/1.73 m2' } }

const forms: Readonly<Record<string, string>> = { HGB: 'LBH', WBC: 'LBH', ANC: 'LBH', PLT: 'LBH', WEIGHT: 'VS', MGFR: 'LBU', CYSC: 'LBU' } // prettier-ignore
const formOf = (analyte: string): string => forms[analyte] ?? 'LBC'

/** Results of one day, one row a form. */
export function results(date: string, values: Values): readonly Row[] {
  const items = Object.entries(values).flatMap(([analyte, item]) => (item ? [{ analyte, item }] : []))
  const forms = [...new Set(items.map(({ analyte }) => formOf(analyte)))]
  return forms.map((form) => ({
    form,
    date,
    items: Object.fromEntries(
      items.filter(({ analyte }) => formOf(analyte) === form).map(({ analyte, item }) => [analyte, item]),
    ),
  }))
}

export const platelets = (date: string, value: string): readonly Row[] =>
  results(date, { PLT: { value, unit: '10^9/L' } })

export const dose = (date: string, course = 'MAIN', mbq = '7400'): Row => ({
  form: 'EXLU',
  date,
  course,
  items: { ECSTDTM: `${date}T10:00+01:00`, LUACTNET: { value: mbq, unit: 'MBq' } },
})

export const event = (term: string, grade: string, start: string, items: Row['items'] = {}): Row => ({
  form: 'AE',
  items: { AECTC: term, AETOXGR: grade, AESTDAT: start, AEONGO: 'Y', AEREL_LU: 'PROBABLE', ...items },
})

export const dosimetry = (date: string, gy: string, status = 'FINAL'): Row => ({
  form: 'DOSIM',
  date,
  items: { KIDGYL: { value: gy, unit: 'Gy' }, KIDGYR: { value: gy, unit: 'Gy' }, DOSSTAT: status },
})

export interface Told {
  readonly planned: string
  readonly rows: readonly Row[]
  readonly study?: string
  readonly arm?: string
  readonly phase?: string
  readonly anchors?: Readonly<Record<string, string>>
  /** Results three days before the day planned; undefined for one that is not there. */
  readonly onTheDay?: Values
  readonly person?: Row['items']
}

export const netter2 = 'NCT03972488'

/** A history in which everything is in order but what is told. The baseline is from before the first dose. */
export function participant(told: Told): GateHistory {
  const first = told.rows.find(({ form }) => form === 'EXLU')?.date ?? told.planned
  const history = historyOf({
    study: told.study ?? netter2,
    arm: told.arm ?? 'N2-L',
    phase: told.phase ?? 'TRT',
    judgements: {},
    anchors: { randomisation: isoDayPlus(first, -7), planned_dose: told.planned, ...told.anchors },
    rows: [
      { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01', ...told.person } },
      ...results(isoDayPlus(first, -5), healthy),
      ...told.rows,
      ...results(isoDayPlus(told.planned, -3), {
        ...healthy,
        // One that is told takes its place.
        ...(told.study === startNet && !told.rows.some(({ items }) => 'MGFR' in items) && measuredRate),
        ...told.onTheDay,
      }),
    ],
  })
  if (history === 'planned_dose') throw new Error('this participant has no day planned')
  return history
}
