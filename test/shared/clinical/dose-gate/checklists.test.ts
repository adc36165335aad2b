import { trialGates } from '#forms/dose-gates'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import type { Condition, Decided } from '#shared/clinical/dose-gate/condition'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import type { Figure } from '#shared/clinical/trace'
import { gatesOf } from '#shared/study/gates'
import { expect, test } from 'vitest'
import { type Told, dose, dosimetry, event, netter2, participant, results as measured } from './participant'
import { ae, capecitabineOf, everolimusOf, octreotideOf, results, row } from './told'

/** The whole checklist that an investigator signs, with every word of its proofs: what is asked, by whom, what was seen. */

const figures = (all: readonly Figure[]): string =>
  all.map(({ name, value, unit = '' }) => `${name} ${value.slice(0, 25)} ${unit}`.trim()).join(', ')

function lineOf({ code, verdict, items, earliest, trace }: Condition): string {
  const { formula, expression, source, inputs, steps, rule } = trace
  const own = formula === `dose-gate:${code}` ? '' : ` (${formula})`
  const shown = [expression, source, figures(inputs), figures(steps), rule === verdict ? '' : (rule ?? 'no rule')]
  return `${verdict} ${code}${own} [${items.join(' ')}]${earliest ? ` from ${earliest}` : ''}: ${shown.join(' | ')}`
}
const checklist = ({ conditions, decision, missing }: Decided): string =>
  [`${decision}${missing.length > 0 ? `, missing ${missing.join(' ')}` : ''}`, ...conditions.map(lineOf)].join('\n')

function lutetium(told: Told): string {
  const parameters = gatesOf(trialGates(told.study ?? netter2), told.arm ?? 'N2-L').lutetium
  if (!parameters) throw new Error('no such study')
  return checklist(lutetiumGate(participant(told), parameters))
}
const injected = (ECTRT: string, at: string): Row => ({ form: 'EXOCT', items: { ECTRT, ECSTDTM: at } })
const medicine = (CMFLAG: string, items: Row['items']): Row => ({
  form: 'CM',
  items: { CMTRT: 'own', CMFLAG, CMSTDAT: '2024-05', ...items },
})

test('177Lu, second dose of a woman, everything measured', () => {
  const rows = [
    dose('2025-01-06'),
    injected('OCTREOTIDE_LAR', '2025-01-07T09:00+01:00'),
    injected('OCTREOTIDE_SC', '2025-03-01T09:00+01:00'),
    medicine('LA_SSA', { CMENDAT: '2024-12-01' }),
    medicine('SA_SSA', { CMENDAT: '2025-03-03' }),
    row('PREG', '2025-02-27', { RPDAT: '2025-02-27', RPORRES: 'NEG' }),
    row('LBU', '2024-12-30', { MGFR: { value: '80', unit: 'mL/min/1.73m2' } }),
    row('LBU', '2025-02-27', { MGFR: { value: '49', unit: 'mL/min/1.73m2' } }),
    row('LBK', '2025-02-27', { INR: { value: '1.0', unit: 'ratio' } }),
    event('Allergic reaction', '2', '2025-01-06', { AEONGO: 'N', AEENDAT: '2025-01-07' }),
    ...measured('2025-02-03', { PLT: { value: '62', unit: '10^9/L' } }),
  ]
  const person = { SEX: 'F', CHILDPOT: 'Y' }
  const onTheDay = { ALB: { value: '29', unit: 'g/L' } }
  expect(lutetium({ planned: '2025-03-03', rows, person, onTheDay })).toMatchInlineSnapshot(`
    "HOLD
    failed SHORT_ACTING_SSA [CM.CMENDAT] from 2025-03-04: ≥ 1 d | label | SA_SSA own, CMSTDAT 2024-05, CMENDAT 2025-03-03 |  | 
    reduces REDUCED_THROMBOCYTOPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. | PLT 62 10^9/L, day 2025-02-03 | 2025-02-03 held, 2025-02-28 reduced-next | reduced-next
    alert PREMEDICATION [AE.AETOXGR]: premedication after hypersensitivity of grade 1 or 2 | recalled: row of the label for hypersensitivity | AETERM Allergic reaction, AETOXGR 2, AESTDAT 2025-01-06, AEENDAT 2025-01-07 |  | 
    met ARM [RAND.ARMCD]: N2-L | record | ARMCD N2-L |  | 
    met CYCLES [EXLU.CYCLENO]: ≤ 4 | record | CYCLENO 2 |  | 
    met INTERVAL [EXLU.ECSTDTM]: 49–63 d | label | EXLU 2025-01-06, planned 2025-03-03 | elapsed 56 d | 
    met LONG_ACTING_SSA [EXOCT.ECSTDTM]: ≥ 42 d | record | OCTREOTIDE_LAR 2025-01-07, planned 2025-03-03 | elapsed 55 d | 
    met SHORT_ACTING_SSA [EXOCT.ECSTDTM]: ≥ 24 h | label | OCTREOTIDE_SC 2025-03-01, planned 2025-03-03 | elapsed 2 d | 
    met LONG_ACTING_SSA [CM.CMENDAT]: ≥ 42 d | record | LA_SSA own, CMSTDAT 2024-05, CMENDAT 2024-12-01 |  | 
    met HGB [LBH.HGB]: ≥ 80 g/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. | HGB 120 g/L, uln 175 g/L, day 2025-02-28 |  | 
    met WBC [LBH.WBC]: ≥ 2 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. | WBC 5.2 10^9/L, day 2025-02-28 |  | 
    met ANC [LBH.ANC]: ≥ 1 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. | ANC 3.1 10^9/L, day 2025-02-28 |  | 
    met PLT [LBH.PLT]: ≥ 75 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. | PLT 180 10^9/L, day 2025-02-28 |  | 
    met BILI [LBC.BILI]: ≤ 3 × ULN | recalled: Wording of the EU label as recalled. | BILI 10 umol/L, uln 20 umol/L, day 2025-02-28 |  | 
    met ALB [LBC.ALB]: ≥ 30 g/L, or prothrombin time normal | recalled: A prothrombin ratio of 70 % (EU label) or an INR of 1.5 (US label) is still normal. | ALB 29 g/L, day 2025-02-28 |  | 
    met K [LBC.K]: ≤ 6 mmol/L | recalled: Wording of the EU label as recalled. | K 4.2 mmol/L, day 2025-02-28 |  | 
    met CRCL [LBC.CREAT VS.WEIGHT]: ≥ 40 mL/min | record | age_years 59 years, weight_kg 78 kg, sex F, creatinine_umol_l 80 umol/L, day 2025-02-28 | creatinine_mg_dl 0.90497737556561085972850 mg/dL, cockcroft_gault_umol 82.4191875 mL/min | 
    met MGFR [LBU.MGFR]: ≥ 40 mL/min/1.73m2, not 40 % below the baseline | record | MGFR 49 mL/min/1.73m2, day 2025-02-27 |  | 
    met PREGNANCY [PREG.RPORRES]: NEG, ≤ 7 d old | assumed: Pregnancy test of the last 7 days. | RPORRES NEG, day 2025-02-27 |  | 
    met ANAEMIA_NEUTROPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met RENAL []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HEPATIC []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HYPERSENSITIVITY []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met OTHER []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal"
  `)
})

test('177Lu, nothing measured, no arm, no sex, a row that nobody can read', () => {
  const rows = [dose('2025-01-06'), injected('OCTREOTIDE_LAR', 'spring'), event('Nausea', 'x', '2025-02-03')]
  const none = { HGB: undefined, WBC: undefined, ANC: undefined, PLT: undefined, CREAT: undefined, BILI: undefined }
  const told = {
    planned: '2025-05-01',
    arm: ' ',
    rows,
    person: { SEX: 'U', BRTHDAT: '' },
    onTheDay: { ...none, ALB: undefined, K: undefined, WEIGHT: undefined },
  }
  expect(lutetium(told)).toMatchInlineSnapshot(`
    "STOP, missing RAND.ARMCD LBH.HGB LBH.WBC LBH.ANC LBH.PLT LBC.BILI LBC.ALB LBC.K LBC.CREAT VS.WEIGHT DM.SEX DM.BRTHDAT DM.CHILDPOT AE.AETOXGR EXOCT.ECSTDTM
    stops INTERVAL_TOO_LONG [EXLU.ECSTDTM]: ≤ 112 d | assumed: A day more than 16 weeks stops; exactly 16 weeks is allowed. | EXLU 2025-01-06, planned 2025-05-01 | elapsed 115 d | 
    missing ARM [RAND.ARMCD]: N2-L | record |  |  | 
    missing HGB [LBH.HGB]: ≥ 80 g/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. |  |  | 
    missing WBC [LBH.WBC]: ≥ 2 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. |  |  | 
    missing ANC [LBH.ANC]: ≥ 1 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. |  |  | 
    missing PLT [LBH.PLT]: ≥ 75 10^9/L | recalled: Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities. |  |  | 
    missing BILI [LBC.BILI]: ≤ 3 × ULN | recalled: Wording of the EU label as recalled. |  |  | 
    missing ALB [LBC.ALB]: ≥ 30 g/L, or prothrombin time normal | recalled: A prothrombin ratio of 70 % (EU label) or an INR of 1.5 (US label) is still normal. |  |  | 
    missing K [LBC.K]: ≤ 6 mmol/L | recalled: Wording of the EU label as recalled. |  |  | 
    missing CRCL [LBC.CREAT VS.WEIGHT DM.SEX DM.BRTHDAT]: ≥ 40 mL/min | record |  |  | 
    missing PREGNANCY [DM.CHILDPOT]: NEG, ≤ 7 d old | assumed: Pregnancy test of the last 7 days. |  |  | 
    missing OTHER [AE.AETOXGR]: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | 
    missing UNREADABLE [EXOCT.ECSTDTM]: what was entered can be read | rule of the gate |  |  | 
    met CYCLES [EXLU.CYCLENO]: ≤ 4 | record | CYCLENO 2 |  | 
    met THROMBOCYTOPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met ANAEMIA_NEUTROPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met RENAL []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HEPATIC []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HYPERSENSITIVITY []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met OTHER []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal"
  `)
})

test('177Lu, the first dose of START-NET after other treatment', () => {
  const rows = [
    { form: 'PTX', items: { PTXCLASS: 'CHEMO', CMENDAT: '2024-12-20' } },
    row('LBU', '2025-01-04', { MGFR: { value: '39.9', unit: 'mL/min/1.73m2' } }),
  ]
  expect(lutetium({ study: 'NCT05387603', arm: 'C', planned: '2025-01-06', rows })).toMatchInlineSnapshot(`
    "HOLD
    failed OTHER_TREATMENT [PTX.CMENDAT] from 2025-01-17: ≥ 28 d | assumed: Other treatment than somatostatin analogues ends 28 days before; asked again here. | CMENDAT 2024-12-20, planned 2025-01-06 | elapsed 17 d | 
    failed MGFR [LBU.MGFR]: ≥ 40 mL/min/1.73m2, not 40 % below the baseline | assumed: The record does not repeat its filtration rate on treatment: 40, measured or the mean of LMR18 and CAPA. | MGFR 39.9 mL/min/1.73m2, day 2025-01-04 |  | 
    met ARM [RAND.ARMCD]: C, SN-C, TOC, P, SN-P1, SN-P2, DTOC, CAP_DTOC | record | ARMCD C |  | 
    met CYCLES [EXLU.CYCLENO]: ≤ 4 | record | CYCLENO 1 |  | 
    met FIRST_DOSE [RAND.RANDDAT]: 0–28 d after randomisation | assumed: Within 28 days of randomisation; later is a deviation. | randomisation 2024-12-30, planned 2025-01-06 | elapsed 7 d | 
    met HGB [LBH.HGB]: ≥ 80 g/L | assumed: The label of 177Lu-DOTATATE is followed for DOTATOC, which has none. | HGB 120 g/L, uln 175 g/L, day 2025-01-03 |  | 
    met WBC [LBH.WBC]: ≥ 2 10^9/L | assumed: The label of 177Lu-DOTATATE is followed for DOTATOC, which has none. | WBC 5.2 10^9/L, day 2025-01-03 |  | 
    met ANC [LBH.ANC]: ≥ 1 10^9/L | assumed: The label of 177Lu-DOTATATE is followed for DOTATOC, which has none. | ANC 3.1 10^9/L, day 2025-01-03 |  | 
    met PLT [LBH.PLT]: ≥ 75 10^9/L | assumed: The label of 177Lu-DOTATATE is followed for DOTATOC, which has none. | PLT 180 10^9/L, day 2025-01-03 |  | 
    met BILI [LBC.BILI]: ≤ 3 × ULN | recalled: Wording of the EU label as recalled. | BILI 10 umol/L, uln 20 umol/L, day 2025-01-03 |  | 
    met ALB [LBC.ALB]: ≥ 30 g/L, or prothrombin time normal | recalled: A prothrombin ratio of 70 % (EU label) or an INR of 1.5 (US label) is still normal. | ALB 40 g/L, day 2025-01-03 |  | 
    met K [LBC.K]: ≤ 6 mmol/L | recalled: Wording of the EU label as recalled. | K 4.2 mmol/L, day 2025-01-03 |  | 
    met CRCL [LBC.CREAT VS.WEIGHT]: ≥ 40 mL/min | assumed: The label of 177Lu-DOTATATE is followed for DOTATOC, which has none. | age_years 59 years, weight_kg 78 kg, sex M, creatinine_umol_l 80 umol/L, day 2025-01-03 | creatinine_mg_dl 0.90497737556561085972850 mg/dL, cockcroft_gault_umol 96.96375 mL/min | 
    met THROMBOCYTOPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met ANAEMIA_NEUTROPENIA []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met RENAL []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HEPATIC []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met HYPERSENSITIVITY []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal
    met OTHER []: table of dose modifications | recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day. |  |  | normal"
  `)
})

test('177Lu, personalised: the dose to the kidneys, one cycle estimated', () => {
  const days = ['2024-10-14', '2024-12-23']
  const rows = [...days.map((day) => dose(day, 'MAIN', '7500')), dosimetry('2024-10-14', '24'), dosimetry('2024-12-23', '', 'NOT_DONE')] // prettier-ignore
  const kidneys = lutetium({ study: 'NCT05387603', arm: 'P', planned: '2025-03-03', rows })
    .split('\n')
    .filter((line) => line.includes('RENAL_DOSE') || line.includes('INTERVAL') || line.includes('CYCLES'))
  expect(kidneys.join('\n')).toMatchInlineSnapshot(`
    "stops RENAL_DOSE_LIMIT [DOSIM.DOSSTAT]: Σ Gy + Gy/GBq × next ≤ 30 Gy | assumed: Limit of 30 Gy of the record, 30.0 still allowed; a physicist looks from 27 Gy on. | cycle 1 24 Gy, cycle 2 24 Gy | sum 48 Gy, next 24 Gy, projected 72 Gy | 
    met CYCLES [EXLU.CYCLENO]: ≤ 9 | assumed: A related trial ran up to 9 cycles. | CYCLENO 3 |  | 
    met INTERVAL [EXLU.ECSTDTM]: 56–84 d | record | EXLU 2024-12-23, planned 2025-03-03 | elapsed 70 d | "
  `)
})

test('177Lu, five months later with progression', () => {
  const rows = [dose('2025-01-06'), row('PD', '2025-05-20', { PDDAT: '2025-05-20' })]
  const stops = lutetium({ planned: '2025-06-02', rows })
    .split('\n')
    .filter((line) => line.startsWith('stops'))
  expect(stops.join('\n')).toMatchInlineSnapshot(`
    "stops PROGRESSION [PD.PDDAT]: until progression | record | PDDAT 2025-05-20 |  | 
    stops INTERVAL_TOO_LONG [EXLU.ECSTDTM]: ≤ 112 d | assumed: A day more than 16 weeks stops; exactly 16 weeks is allowed. | EXLU 2025-01-06, planned 2025-06-02 | elapsed 147 d | "
  `)
})

test('everolimus, lowered, with medicines and a liver beside', () => {
  const rows = [
    ...results('2026-02-27', { PLT: { value: '74', unit: '10^9/L' }, TRIG: { value: '12', unit: 'mmol/L' } }),
    row('EXEV', '2026-01-05', { ECSTDAT: '2026-01-05', ECDOSE: { value: '10', unit: 'mg' } }),
    row('EXEV', '2026-02-02', { ECSTDAT: '2026-02-02', ECDOSE: { value: '5', unit: 'mg' } }),
    ae('Stomatitis', '3', '2026-01-20', '2026-01-30'),
    ae('Pneumonitis', '2', '2026-02-01', '2026-02-10', { AESI: 'PNEUMONITIS' }),
    ae('Rash', '2', '2026-02-20', undefined, {}),
    row('MH', '2025-12-01', { MHCAT: 'HEPATIC', MHONGO: 'Y', CHILDPUGH: 'C' }),
    row('NET', '2025-12-01', { FUNCT: 'Y' }),
    ...['CYP3A4_STRONG_INHIB', 'CYP3A4_MOD_INHIB', 'CYP3A4_STRONG_IND', 'LIVE_VACCINE', 'PGP'].map((flag) =>
      medicine(flag, { CMONGO: 'Y', CMSTDAT: '2026-01-10' }),
    ),
    medicine('NONE', { CMTRT: 'Fluconazole', CMONGO: 'Y' }),
  ]
  expect(checklist(everolimusOf({ rows }))).toMatchInlineSnapshot(`
    "STOP, missing AE.AEACN_EVE judgements.CHILD_PUGH_BENEFIT
    stops STOP_METABOLIC [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | TRIG 12 mmol/L, day 2026-02-27, taken 5 mg |  | grade 4, time 1: stop
    failed PLT [LBH.PLT]: ≥ 75 10^9/L | recalled: Recovery of the rows for low counts, asked before every dose. | PLT 74 10^9/L, day 2026-02-27 |  | 
    failed TRIG [LBE.TRIG]: ≤ 5.7 mmol/L | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. | TRIG 12 mmol/L, day 2026-02-27 |  | 
    failed CYP3A4_STRONG_IND [CM.CMFLAG]: not taken at the same time | assumed: Strong inhibitors are prohibited; beside a strong inducer the gate never raises the dose but holds it. | CYP3A4_STRONG_IND own, CMSTDAT 2026-01-10 |  | 
    missing GRADE_OF_OTHER [AE.AEACN_EVE]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Rash, AETOXGR 2, AESTDAT 2026-02-20 |  | 
    missing CHILD_PUGH [judgements.CHILD_PUGH_BENEFIT]: dose by Child-Pugh class | label | CHILDPUGH C |  | 
    reduces REDUCED_STOMATITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Stomatitis, AETOXGR 3, AESTDAT 2026-01-20, AEENDAT 2026-01-30, taken 10 mg | at most 5 mg | grade 3, time 1: lower
    reduces REDUCED_PNEUMONITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Pneumonitis, AETOXGR 2, AESTDAT 2026-02-01, AEENDAT 2026-02-10, taken 10 mg | at most 5 mg | grade 2, time 1: lower
    reduces REDUCED_METABOLIC [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | TRIG 12 mmol/L, day 2026-02-27, taken 5 mg | at most 2.5 mg | grade 3, time 1: lower
    reduces CHILD_PUGH_C [MH.CHILDPUGH]: dose by Child-Pugh class | label | CHILDPUGH C | at most 2.5 mg | 
    reduces CYP3A4_MOD_INH [CM.CMFLAG]: dose beside a moderate inhibitor of CYP3A4 or P-gp | label | CYP3A4_MOD_INH Fluconazole, CMSTDAT 2024-05 | at most 2.5 mg | 
    reduces DOSE_TAKEN [EXEV.ECDOSE]: not more than was last taken | assumed: A dose that was lowered is not raised by the gate; raising it after an event is queried. | ECDOSE 5 mg, ECSTDAT 2026-02-02 | at most 5 mg | 
    alert LIVE_VACCINE [CM.CMFLAG]: not taken at the same time | assumed: Live vaccines are prohibited by the trial file; here they are shown. | LIVE_VACCINE own, CMSTDAT 2026-01-10 |  | 
    alert FUNCTIONING_TUMOUR [NET.FUNCT]: not labelled for functioning carcinoid tumours | label |  |  | 
    met ARM [RAND.ARMCD]: NR2 | record | ARMCD NR2 |  | 
    met ANC [LBH.ANC]: ≥ 1 10^9/L | recalled: Recovery of the rows for low counts, asked before every dose. | ANC 3.1 10^9/L, day 2026-02-27 |  | 
    met CHOL [LBE.CHOL]: ≤ 10.34 mmol/L | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. | CHOL 5.0 mmol/L, day 2026-02-27 |  | 
    met GLUC [LBC.GLUC]: known | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. | GLUC 5.2 mmol/L, day 2026-02-27 |  | "
  `)
})

test('everolimus, a slip of the dose, withdrawn, nothing measured', () => {
  const rows = [
    row('EXEV', '2026-01-05', { ECSTDAT: '2026-01-05', ECDOSE: { value: '100', unit: 'mg' } }),
    ae('Pneumonitis', '3', '2026-01-20', undefined, { AEACN_EVE: 'DRUG_WITHDRAWN' }),
    row('PD', '2026-02-01', { PDDAT: '2026-02-01' }),
    row('MH', '2025-12-01', { MHCAT: 'HEPATIC', MHONGO: 'Y' }),
  ]
  expect(checklist(everolimusOf({ rows, arm: null }))).toMatchInlineSnapshot(`
    "STOP, missing RAND.ARMCD LBH.PLT LBH.ANC LBE.CHOL LBE.TRIG LBC.GLUC MH.CHILDPUGH EXEV.ECDOSE
    stops PROGRESSION [PD.PDDAT]: until progression | record | PDDAT 2026-02-01 |  | 
    stops WITHDRAWN [AE.AEACN_EVE]: not withdrawn because of an event | record | AETERM Pneumonitis, AETOXGR 3, AESTDAT 2026-01-20 |  | 
    stops NOT_RECOVERED_PNEUMONITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Pneumonitis, AETOXGR 3, AESTDAT 2026-01-20 | lasted 41 d | 
    failed HELD_PNEUMONITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Pneumonitis, AETOXGR 3, AESTDAT 2026-01-20 |  | 
    missing ARM [RAND.ARMCD]: NR2 | record |  |  | 
    missing PLT [LBH.PLT]: ≥ 75 10^9/L | recalled: Recovery of the rows for low counts, asked before every dose. |  |  | 
    missing ANC [LBH.ANC]: ≥ 1 10^9/L | recalled: Recovery of the rows for low counts, asked before every dose. |  |  | 
    missing CHOL [LBE.CHOL]: ≤ 10.34 mmol/L | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. |  |  | 
    missing TRIG [LBE.TRIG]: ≤ 5.7 mmol/L | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. |  |  | 
    missing GLUC [LBC.GLUC]: known | assumed: Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends. |  |  | 
    missing CHILD_PUGH [MH.CHILDPUGH]: dose by Child-Pugh class | label |  |  | 
    missing DOSE_IMPOSSIBLE [EXEV.ECDOSE]: ≤ 20 mg | assumed: The hard limit of the form: an entry above it is a slip. | ECDOSE 100 mg |  | 
    reduces REDUCED_PNEUMONITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Pneumonitis, AETOXGR 3, AESTDAT 2026-01-20, taken 10 mg | at most 5 mg | grade 2, time 1: lower
    reduces REDUCED_PNEUMONITIS [AE.AETOXGR]: table of dose modifications | recalled: Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label. Pneumonitis: the four weeks count from its begin, and for grade 3 as well. Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs; grade 2 is intolerable where the dose was changed for it. Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time. | AETERM Pneumonitis, AETOXGR 3, AESTDAT 2026-01-20, taken 10 mg | at most 5 mg | grade 3, time 1: half"
  `)
})

test('capecitabine, third course, after a toxicity', () => {
  const rows = [
    ...results('2026-02-27', { CREAT: { value: '140', unit: 'umol/L', uln: '104' } }),
    row('EXCAP', '2026-01-19', { ECSTDAT: '2026-01-19', CAPLEVEL: '100' }),
    row('EXCAP', '2025-12-29', { ECSTDAT: '2025-12-29', CAPLEVEL: '100', DPDRES: 'PARTIAL' }),
    ae('Diarrhea', '3', '2026-02-01', '2026-02-10'),
    row('LBH', '2026-02-05', { ANC: { value: '0.9', unit: '10^9/L' } }),
    row('PETF', '2025-12-20', { FDGPOS: 'Y' }),
    medicine('NONE', { CMTRT: 'Warfarin', CMONGO: 'Y' }),
    medicine('NONE', { CMTRT: 'Brivudine', CMSTDAT: '2026-01-01', CMENDAT: '2026-02-20' }),
    row('MH', '2025-12-01', { MHCAT: 'HEPATIC', MHONGO: 'Y', CHILDPUGH: 'B' }),
  ]
  expect(checklist(capecitabineOf({ rows }))).toMatchInlineSnapshot(`
    "HOLD, missing DM.SEX DM.BRTHDAT
    failed BRIVUDINE_SORIVUDINE [CM.CMENDAT] from 2026-03-20: ≥ 28 d after the last one | recalled: Four weeks after the last brivudine or sorivudine; the 28th day is allowed. | BRIVUDINE_SORIVUDINE Brivudine, CMSTDAT 2026-01-01, CMENDAT 2026-02-20 | elapsed 10 d | 
    missing CRCL [DM.SEX DM.BRTHDAT]: 75 % for 30–50 mL/min, none below | assumed: Rule of the label, applied to 825 mg/m² as well; below 30 mL/min it ends. |  |  | 
    reduces REDUCED_TOXICITY [AE.AETOXGR]: table of dose modifications | assumed: Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well. Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75). Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant. | AETERM Diarrhea, AETOXGR 3, AESTDAT 2026-02-01, AEENDAT 2026-02-10 | at most 75 % | grade 3, time 1: 75
    reduces REDUCED_NEUTROPENIA [AE.AETOXGR]: table of dose modifications | assumed: Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well. Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75). Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant. | ANC 0.9 10^9/L, day 2026-02-05 | at most 75 % | grade 3, time 1: 75
    reduces DPD_PARTIAL [EXCAP.DPDRES]: no deficiency of DPD | assumed: The trial names only complete deficiency; half the dose with a partial one. | DPDRES PARTIAL | at most 50 % | 
    alert WARFARIN [CM.CMFLAG]: not taken at the same time | label | WARFARIN Warfarin, CMSTDAT 2024-05 |  | 
    met ARM [RAND.ARMCD]: SN-P2, CAP_DTOC | record | ARMCD CAP_DTOC |  | 
    met COURSES [EXCAP.CAPCOURSE]: ≤ 4, one with each of the first cycles of 177Lu | record | CAPCOURSE 3, CYCLENO 1 |  | 
    met PLT [LBH.PLT]: ≥ 100 10^9/L | assumed: Counts of the label to begin; the trial names none. | PLT 180 10^9/L, day 2026-02-27 |  | 
    met ANC [LBH.ANC]: ≥ 1.5 10^9/L | assumed: Counts of the label to begin; the trial names none. | ANC 3.1 10^9/L, day 2026-02-27 |  | 
    met LIVER [MH.CHILDPUGH]: not Child-Pugh C | recalled: Severe impairment of the liver is read as Child-Pugh C. | CHILDPUGH B |  | 
    met REDUCED_TOXICITY [AE.AETOXGR]: table of dose modifications | assumed: Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well. Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75). Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant. | AETERM Diarrhea, AETOXGR 3, AESTDAT 2026-02-01, AEENDAT 2026-02-10 | at most 100 % | grade 2, time 1: 100
    met LEVEL_TAKEN [EXCAP.CAPLEVEL]: never raised again | assumed: Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well. Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75). Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant. | CAPLEVEL 100 %, ECSTDAT 2025-12-29 | at most 100 % | 
    met DOSE [VS.HEIGHT VS.WEIGHT]: 825 mg/m² × level | record | height_cm 175 cm, weight_kg 80 kg, level_pct 50 % | bsa 1.97202659436653868085577 m2, calculated 813.460970176197205853007 mg | "
  `)
})

test('capecitabine, the first course, nothing known', () => {
  expect(checklist(capecitabineOf({ rows: [], arm: 'P' }))).toMatchInlineSnapshot(`
    "HOLD, missing PETF.FDGPOS LBH.PLT LBH.ANC LBC.CREAT VS.WEIGHT DM.SEX DM.BRTHDAT EXCAP.DPDRES VS.HEIGHT
    missing SUBARM [PETF.FDGPOS]: tumour takes up FDG | record | ARMCD P |  | 
    missing PLT [LBH.PLT]: ≥ 100 10^9/L | assumed: Counts of the label to begin; the trial names none. |  |  | 
    missing ANC [LBH.ANC]: ≥ 1.5 10^9/L | assumed: Counts of the label to begin; the trial names none. |  |  | 
    missing CRCL [LBC.CREAT VS.WEIGHT DM.SEX DM.BRTHDAT]: 75 % for 30–50 mL/min, none below | assumed: Rule of the label, applied to 825 mg/m² as well; below 30 mL/min it ends. |  |  | 
    missing DPD [EXCAP.DPDRES]: no deficiency of DPD | assumed: The trial names only complete deficiency; half the dose with a partial one. |  |  | 
    missing DOSE [VS.HEIGHT]: 825 mg/m² × level | record |  |  | 
    met COURSES [EXCAP.CAPCOURSE]: ≤ 4, one with each of the first cycles of 177Lu | record | CAPCOURSE 1, CYCLENO 1 |  | "
  `)
  const late = [
    ...results('2026-02-27'),
    row('EXCAP', '2026-02-16', { ECSTDAT: '2026-02-16', CAPLEVEL: '75' }),
    row('PETF', '2025-12-20', { FDGPOS: 'N' }),
    row('EXCAP', '2025-12-20', { DPDRES: 'COMPLETE' }),
  ]
  expect(checklist(capecitabineOf({ rows: late, arm: 'P' }))).toMatchInlineSnapshot(`
    "STOP, missing DM.SEX DM.BRTHDAT
    stops DPD_COMPLETE [EXCAP.DPDRES]: no deficiency of DPD | assumed: The trial names only complete deficiency; half the dose with a partial one. | DPDRES COMPLETE |  | 
    failed SUBARM [PETF.FDGPOS]: tumour takes up FDG | record | ARMCD P, FDGPOS N |  | 
    failed INTERVAL [EXCAP.ECSTDAT] from 2026-03-09: ≥ 21 d | assumed: Read as one course of 21 days with each of the first four cycles, not as continuous courses. | EXCAP 2026-02-16, planned 2026-03-02 | elapsed 14 d | 
    missing CRCL [DM.SEX DM.BRTHDAT]: 75 % for 30–50 mL/min, none below | assumed: Rule of the label, applied to 825 mg/m² as well; below 30 mL/min it ends. |  |  | 
    reduces LEVEL_TAKEN [EXCAP.CAPLEVEL]: never raised again | assumed: Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well. Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75). Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant. | CAPLEVEL 75 %, ECSTDAT 2026-02-16 | at most 75 % | 
    met COURSES [EXCAP.CAPCOURSE]: ≤ 4, one with each of the first cycles of 177Lu | record | CAPCOURSE 2, CYCLENO 1 |  | 
    met PLT [LBH.PLT]: ≥ 100 10^9/L | assumed: Counts of the label to begin; the trial names none. | PLT 180 10^9/L, day 2026-02-27 |  | 
    met ANC [LBH.ANC]: ≥ 1.5 10^9/L | assumed: Counts of the label to begin; the trial names none. | ANC 3.1 10^9/L, day 2026-02-27 |  | 
    met DOSE [VS.HEIGHT VS.WEIGHT]: 825 mg/m² × level | record | height_cm 175 cm, weight_kg 80 kg, level_pct 75 % | bsa 1.97202659436653868085577 m2, calculated 1220.19145526429580877951 mg | "
  `)
})

test('octreotide, after the infusion, before the next, and because of events', () => {
  const given = (on: string): Row => ({
    form: 'EXLU',
    date: on,
    course: 'MAIN',
    items: { ECSTDTM: `${on}T10:00+01:00`, ECENDTM: `${on}T10:30+01:00`, LUACTNET: { value: '7400', unit: 'MBq' } },
  })
  const events = [
    ae('Nausea', '2', '2026-02-10', undefined, { AEACN_OCT: 'DOSE_REDUCED' }),
    ae('Rash', '3', '2026-02-10'),
    ae('Vomiting', '3', '2026-02-10', undefined, { AEACN_OCT: 'DRUG_DELAYED' }),
  ]
  const before = injected('OCTREOTIDE_LAR', '2026-01-06')
  expect(checklist(octreotideOf({ planned: '2026-03-03T09:00+01:00', rows: [given('2026-03-02'), before, ...events] }))).toMatchInlineSnapshot(`
    "HOLD, missing AE.AEACN_OCT
    failed SKIPPED [AE.AEACN_OCT]: less or none only because of an event | assumed: The next lower strength while an event lasts for which the dose was reduced; the label names 20 mg only. | AETERM Vomiting, AETOXGR 3, AESTDAT 2026-02-10 |  | 
    missing EVENT [AE.AEACN_OCT]: less or none only because of an event | assumed: The next lower strength while an event lasts for which the dose was reduced; the label names 20 mg only. | AETERM Rash, AETOXGR 3, AESTDAT 2026-02-10 |  | 
    reduces REDUCED_FOR_EVENT [AE.AEACN_OCT]: less or none only because of an event | assumed: The next lower strength while an event lasts for which the dose was reduced; the label names 20 mg only. | AETERM Nausea, AETOXGR 2, AESTDAT 2026-02-10 | at most 20 mg | 
    met ARM [RAND.ARMCD]: N2-L, N2-C | record | ARMCD N2-L |  | 
    met AFTER_177LU [EXLU.ECENDTM]: the day after, ≥ 4 h after its end | record | ECENDTM 2026-03-02T10:30+01:00, planned 2026-03-03T09:00+01:00 | elapsed 22.5 h | 
    met NEXT_177LU [EXLU.ECSTDTM]: ≥ 42 d before the next 177Lu | record | due 2026-04-27, planned 2026-03-03 | left 55 d | 
    met TREATMENT_OVER [EXLU.ECSTDTM]: ≤ 18 months from the start | label | EXLU 2026-03-02, planned 2026-03-03 | until 2027-09-02 | "
  `) // prettier-ignore
  expect(checklist(octreotideOf({ planned: '2026-03-03', study: 'NCT05773274', arm: 'NR1', rows: [given('2026-03-02')] }))).toMatchInlineSnapshot(`
    "RELEASED
    met ARM [RAND.ARMCD]: NR1, NR2 | assumed: The record allows it for symptoms; it is timed as the label does. | ARMCD NR1 |  | 
    met AFTER_177LU [EXLU.ECENDTM]: 4–24 h after its end | label | ECENDTM 2026-03-02T10:30+01:00, planned 2026-03-03 | elapsed 1 d | 
    met NEXT_177LU [EXLU.ECSTDTM]: ≥ 28 d before the next 177Lu | label | due 2026-04-27, planned 2026-03-03 | left 55 d | 
    met TREATMENT_OVER [EXLU.ECSTDTM]: ≤ 18 months from the start | label | EXLU 2026-03-02, planned 2026-03-03 | until 2027-09-02 | "
  `) // prettier-ignore
  expect(checklist(octreotideOf({ planned: '2026-03-31', rows: [given('2026-03-02'), injected('OCTREOTIDE_LAR', '2026-03-03')] }))).toMatchInlineSnapshot(`
    "HOLD
    failed NEXT_177LU [EXLU.ECSTDTM]: ≥ 42 d before the next 177Lu | record | due 2026-04-27, planned 2026-03-31 | left 27 d | 
    met ARM [RAND.ARMCD]: N2-L, N2-C | record | ARMCD N2-L |  | 
    met INTERVAL [EXOCT.ECSTDTM]: 28 ± 3 d | assumed: Every four weeks, with the visit window of 3 days. | EXOCT 2026-03-03, planned 2026-03-31 | elapsed 28 d | 
    met TREATMENT_OVER [EXLU.ECSTDTM]: ≤ 18 months from the start | label | EXLU 2026-03-02, planned 2026-03-31 | until 2027-09-02 | "
  `) // prettier-ignore
})

test('octreotide alone, and before any 177Lu', () => {
  expect(checklist(octreotideOf({ arm: 'N2-C', planned: '2026-01-02', rows: [] }))).toMatchInlineSnapshot(`
    "RELEASED
    met ARM [RAND.ARMCD]: N2-L, N2-C | record | ARMCD N2-C |  | 
    met FIRST_DOSE [RAND.RANDDAT]: 0–7 d after randomisation | assumed: The first injection within 7 days of randomisation. | randomisation 2025-12-29, planned 2026-01-02 | elapsed 4 d | "
  `)
  expect(checklist(octreotideOf({ arm: 'N2-C', randomised: null, rows: [] }))).toMatchInlineSnapshot(`
    "HOLD, missing RAND.RANDDAT
    missing FIRST_DOSE [RAND.RANDDAT]: 0–7 d after randomisation | assumed: The first injection within 7 days of randomisation. |  |  | 
    met ARM [RAND.ARMCD]: N2-L, N2-C | record | ARMCD N2-C |  | "
  `)
  expect(checklist(octreotideOf({ rows: [] }))).toMatchInlineSnapshot(`
    "HOLD
    failed NO_177LU_YET [EXLU.ECSTDTM]: after the first dose of 177Lu | label |  |  | 
    met ARM [RAND.ARMCD]: N2-L, N2-C | record | ARMCD N2-L |  | "
  `)
})
