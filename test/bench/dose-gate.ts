import { trialGates } from '#forms/dose-gates'
import { capecitabineGate } from '#shared/clinical/dose-gate/capecitabine'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import type { Decided } from '#shared/clinical/dose-gate/condition'
import { everolimusGate } from '#shared/clinical/dose-gate/everolimus'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import type { GateHistory } from '#shared/clinical/dose-gate/history'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { octreotideGate } from '#shared/clinical/dose-gate/octreotide'
import { isoDayPlus } from '#shared/partial-date'
import { gatesOf } from '#shared/study/gates'
import { tellTimes } from './figures'

const CYCLES = 7
const FIRST = '2024-01-08'
const INTERVAL = 70

/** Everything a ward enters about a participant in seven cycles: results as START-NET asks for them, dosimetry, tablets, events. */
function sevenCycles(): readonly Row[] {
  const day = (days: number) => isoDayPlus(FIRST, days)
  const results = (date: string): readonly Row[] => [
    {
      form: 'LBH',
      date,
      items: {
        HGB: { value: '120', unit: 'g/L', lln: '130', uln: '175' },
        WBC: { value: '5.2', unit: '10^9/L' },
        ANC: { value: '3.1', unit: '10^9/L' },
        PLT: { value: '180', unit: '10^9/L' },
      },
    },
    {
      form: 'LBC',
      date,
      items: {
        CREAT: { value: '80', unit: 'umol/L', uln: '104' },
        BILI: { value: '10', unit: 'umol/L', uln: '20' },
        ALB: { value: '40', unit: 'g/L' },
        K: { value: '4.2', unit: 'mmol/L' },
      },
    },
    {
      form: 'LBE',
      date,
      items: {
        GLUC: { value: '5', unit: 'mmol/L' },
        CHOL: { value: '5', unit: 'mmol/L' },
        TRIG: { value: '1', unit: 'mmol/L' },
      },
    },
    { form: 'VS', date, items: { HEIGHT: { value: '175', unit: 'cm' }, WEIGHT: { value: '78', unit: 'kg' } } },
  ]
  const cycle = (n: number): readonly Row[] => {
    const at = day(n * INTERVAL)
    const gy = { value: '3', unit: 'Gy' }
    return [
      {
        form: 'EXLU',
        course: 'MAIN',
        items: {
          ECSTDTM: `${at}T10:00+01:00`,
          ECENDTM: `${at}T10:30+01:00`,
          LUACTNET: { value: '7480', unit: 'MBq' },
        },
      },
      { form: 'DOSIM', date: day(n * INTERVAL + 8), items: { KIDGYL: gy, KIDGYR: gy, DOSSTAT: 'FINAL' } },
      { form: 'EXEV', items: { ECSTDAT: at, ECDOSE: { value: '10', unit: 'mg' } } },
      { form: 'AE', items: { AECTC: 'Nausea', AETOXGR: '2', AESTDAT: at, AEENDAT: day(n * INTERVAL + 3), AEONGO: 'N', AEREL_LU: 'PROBABLE', AEREL_EVE: 'UNLIKELY', AEREL_CAP: 'UNLIKELY', AEREL_OCT: 'UNLIKELY' } },
      { form: 'CM', items: { CMTRT: 'Ondansetron', CMSTDAT: at, CMENDAT: at } },
      ...[14, 28, 42, 56, 67].flatMap((after) => results(day(n * INTERVAL + after))),
    ]
  } // prettier-ignore
  return [
    { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } },
    { form: 'EXCAP', items: { DPDRES: 'NORMAL' } },
    { form: 'EXCAP', items: { ECSTDAT: FIRST, CAPLEVEL: '100' } },
    ...results(day(-3)),
    ...Array.from({ length: CYCLES }, (_, n) => cycle(n)).flat(),
  ]
}

/** One decision after seven cycles, each agent; reading the history is measured by itself. */
export function doseGates(): void {
  const rows = [...sevenCycles()]
  const given = {
    study: 'NCT05387603',
    arm: 'CAP_DTOC',
    anchors: { randomisation: isoDayPlus(FIRST, -7), planned_dose: isoDayPlus(FIRST, CYCLES * INTERVAL) },
    judgements: {},
    rows,
  }
  const read = () => {
    const history = historyOf(given)
    if (history === 'planned_dose') throw new Error('the history of the bench has no day')
    return history
  }
  const history = read()
  const of = <P>(gate: (history: GateHistory, parameters: P) => Decided, parameters: P | undefined) => {
    if (!parameters) throw new Error('a study of the bench has no such gate')
    return () => gate(history, parameters)
  }
  const asked = (study: string) => gatesOf(trialGates(study), given.arm)
  const startNet = asked(given.study)
  const gates = {
    '177Lu': of(lutetiumGate, startNet.lutetium),
    everolimus: of(everolimusGate, asked('NCT05773274').everolimus),
    capecitabine: of(capecitabineGate, startNet.capecitabine),
    octreotide: of(octreotideGate, startNet.octreotide),
    'reading the rows': read,
  }
  for (const [name, gate] of Object.entries(gates)) {
    for (let warm = 0; warm < 200; warm += 1) gate()
    tellTimes('dose-gate', Array.from({ length: 500 }, () => timed(gate)), name) // prettier-ignore
  }
}

function timed(work: () => unknown): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}
