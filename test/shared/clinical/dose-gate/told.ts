import { trialGates } from '#forms/dose-gates'
import { capecitabineGate } from '#shared/clinical/dose-gate/capecitabine'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { type DoseResult, everolimusGate } from '#shared/clinical/dose-gate/everolimus'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import type { GateHistory } from '#shared/clinical/dose-gate/history'
import { octreotideGate } from '#shared/clinical/dose-gate/octreotide'
import { gatesOf } from '#shared/study/gates'

/** Histories of the agents beside 177Lu, told in rows; what they lead to in one line. */

export interface Told {
  readonly planned?: string
  readonly study?: string
  readonly arm?: string | null
  readonly phase?: string
  readonly randomised?: string | null
  readonly judgements?: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
}

/** `HOLD INTERVAL from 2026-01-26`, `REDUCED 5 REDUCED_STOMATITIS`. */
export const inOneLine = ({ decision, doseMg, reasons, earliest }: DoseResult): string =>
  [decision, doseMg, ...reasons, earliest && `from ${earliest}`].filter(Boolean).join(' ')

function historyTold({ planned = '2026-03-02', arm, phase, randomised, judgements, rows }: Told, usual: string) {
  const history = historyOf({
    study: '',
    arm: arm === undefined ? usual : arm,
    phase,
    anchors: { randomisation: randomised === undefined ? '2025-12-29' : randomised, planned_dose: planned },
    judgements: judgements ?? {},
    rows: [...rows],
  })
  if (history === 'planned_dose') throw new Error('no day is planned')
  return history
}

const asked = <P>(
  gate: (history: GateHistory, parameters: P) => DoseResult,
  parameters: P | undefined,
  told: Told,
  arm: string,
) => {
  if (!parameters) throw new Error('the study does not give it')
  return gate(historyTold(told, arm), parameters)
}

export const everolimusOf = (told: Told): DoseResult =>
  asked(everolimusGate, gatesOf(trialGates(told.study ?? 'NCT05773274'), undefined).everolimus, told, 'NR2')
export const capecitabineOf = (told: Told): DoseResult =>
  asked(capecitabineGate, gatesOf(trialGates(told.study ?? 'NCT05387603'), undefined).capecitabine, told, 'CAP_DTOC')
export const octreotideOf = (told: Told): DoseResult => {
  const study = told.study ?? 'NCT03972488'
  return asked(octreotideGate, gatesOf(trialGates(study), told.arm ?? undefined).octreotide, told, 'N2-L')
}

type Items = Row['items']

export const row = (form: string, date: string, items: Items): Row => ({ form, date, items })

/** An adverse event, over when it has an end, put down to every agent. */
export const ae = (term: string, grade: string, start: string, end?: string, items: Items = {}): Row => ({
  form: 'AE',
  items: {
    AECTC: term,
    AETOXGR: grade,
    AESTDAT: start,
    ...(end === undefined ? { AEONGO: 'Y' } : { AEONGO: 'N', AEENDAT: end }),
    AEREL_EVE: 'PROBABLE',
    AEREL_CAP: 'PROBABLE',
    AEREL_OCT: 'PROBABLE',
    ...items,
  },
})

export const platelets = (date: string, value: string, unit = '10^9/L'): Row =>
  row('LBH', date, { PLT: { value, unit } })
export const neutrophils = (date: string, value: string, unit = '10^9/L'): Row =>
  row('LBH', date, { ANC: { value, unit } })

/** Counts, chemistry, lipids and body size of one day, all in order but what is told; undefined leaves one out. */
export function results(date: string, told: Items = {}): readonly Row[] {
  const own = (items: Items) =>
    Object.fromEntries(Object.entries(items).map(([item, value]) => [item, item in told ? told[item] : value]))
  return [
    row('LBH', date, own({ PLT: { value: '180', unit: '10^9/L' }, ANC: { value: '3.1', unit: '10^9/L' } })),
    row('LBC', date, own({ CREAT: { value: '80', unit: 'umol/L', uln: '104' } })),
    row(
      'LBE',
      date,
      own({
        GLUC: { value: '5.2', unit: 'mmol/L' },
        CHOL: { value: '5.0', unit: 'mmol/L' },
        TRIG: { value: '1.4', unit: 'mmol/L' },
      }),
    ),
    row('VS', date, own({ HEIGHT: { value: '175', unit: 'cm' }, WEIGHT: { value: '80', unit: 'kg' } })),
  ]
}

export const medicine = (flag: string, start: string, end?: string): Row => ({
  form: 'CM',
  items: {
    CMTRT: 'medicine',
    CMFLAG: flag,
    CMSTDAT: start,
    ...(end === undefined ? { CMONGO: 'Y' } : { CMENDAT: end }),
  },
})

/** Without a word, a number, a unit or a calendar that would make sense of them. */
export const garbage: readonly Exclude<Items[string], undefined>[] = [
  { value: 'NaN', unit: '10^9/L' },
  { value: 'Infinity', unit: '10^9/L' },
  { value: '-1', unit: '10^9/L' },
  { value: '1,234.5', unit: '10^9/L' },
  { value: '180', unit: 'furlong' },
  { value: '180', unit: '' },
  { value: '180', unit: '10^9/L', lln: '400', uln: '150' },
  { value: '180', unit: '10^9/L', lln: '-5' },
  { value: '180', unit: '10^9/L', uln: 'NaN' },
  { value: '180', unit: '10^9/L', contested: true },
  { value: `1${'0'.repeat(1_000_000)}\nx`, unit: '10^9/L' },
  { value: '', unit: '10^9/L' },
  '180',
  null,
]
