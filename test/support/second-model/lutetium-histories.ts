import fc from 'fast-check'
import { dateOf } from './exact'
import {
  type Analyte,
  type Decided,
  type Dose,
  type Event,
  type History,
  type Sample,
  decide,
  trials,
} from './lutetium'

/** Histories around every boundary of the gate of 177Lu, and the same as a case of the `validate` command. */

interface Tested {
  /** Days before the dose. */
  readonly age: number
  readonly result: History['pregnancyTests'][number]['result']
}

interface Choice {
  readonly value: string
  readonly unit: string
  readonly uln?: string
  readonly lln?: string
}
const as = (unit: string, ...values: readonly string[]): readonly Choice[] => values.map((value) => ({ value, unit }))

/** One step inside, on, outside, in each unit that is written. */
const boundaries: Readonly<Record<Analyte, readonly Choice[]>> = {
  HGB: [...as('g/L', '120', '80.1', '80', '79.9', '79'), ...as('g/dL', '8.1', '8.0', '7.9'), ...as('mmol/L', '5.1', '5.0', '4.8')],
  WBC: [...as('10^9/L', '5', '2.1', '2.0', '1.99'), ...as('/mm3', '2001', '2000', '1999'), ...as('10^3/mm3', '2.0', '1.9')],
  ANC: [...as('10^9/L', '3', '1.01', '1.0', '0.99'), ...as('/mm3', '1001', '1000', '999'), ...as('10^3/uL', '1.0', '0.9')],
  PLT: [...as('10^9/L', '180', '75.1', '75', '74.9'), ...as('/mm3', '75001', '75000', '74999'), ...as('G/L', '75', '74')],
  CREAT: [...as('umol/L', '80', '79', '111.9', '112', '112.1', '190', '193'), ...as('µmol/L', '80', '112'), ...as('mg/dL', '0.9', '1.3')],
  WEIGHT: as('kg', '78', '48', '46.9', '46.7', '33'),
  BILI: [...as('umol/L', '10', '20', '60', '60.1').map((one) => ({ ...one, uln: '20' })), ...as('mg/dL', '1.2', '3.6', '3.61').map((one) => ({ ...one, uln: '1.2' })), ...as('umol/L', '10')],
  ALB: [...as('g/L', '40', '30', '29.9'), ...as('g/dL', '3.0', '2.9')],
  K: [...as('mmol/L', '4.2', '6.0', '6.1'), ...as('mEq/L', '6.0', '6.01')],
  INR: as('ratio', '1.0', '1.2').map((one) => ({ ...one, lln: '0.8', uln: '1.2' })),
  PTPCT: as('%', '100', '70').map((one) => ({ ...one, lln: '70', uln: '130' })),
  MGFR: as('mL/min/1.73 m2', '70', '40', '39.9'),
  CYSC: as('mg/L', '0.9', '1.5', '2.2', '3'),
} // prettier-ignore

const healthy: Readonly<Partial<Record<Analyte, Choice>>> = {
  HGB: { value: '120', unit: 'g/L' },
  WBC: { value: '5.2', unit: '10^9/L' },
  ANC: { value: '3.1', unit: '10^9/L' },
  PLT: { value: '180', unit: '10^9/L' },
  CREAT: { value: '80', unit: 'umol/L', uln: '104' },
  BILI: { value: '10', unit: 'umol/L', uln: '20' },
  ALB: { value: '40', unit: 'g/L' },
  K: { value: '4.2', unit: 'mmol/L' },
  WEIGHT: { value: '78', unit: 'kg' },
}
const measuredRate = { value: '70', unit: 'mL/min/1.73 m2' }
const names = (record: object) => Object.keys(record).filter((name): name is Analyte => name in boundaries)
const onDay = (day: number, values: Readonly<Partial<Record<Analyte, Choice>>>): readonly Sample[] =>
  names(values).flatMap((analyte) => {
    const choice = values[analyte]
    return choice ? [{ day, analyte, ...choice }] : []
  })

/** Mild or bad in a way that says for certain whether the class is held or well again. */
const nadirs: readonly (readonly [Analyte, Choice])[] = [
  ...boundaries.PLT.map((one) => ['PLT', one] as const),
  ...boundaries.ANC.map((one) => ['ANC', one] as const),
  ...boundaries.HGB.map((one) => ['HGB', one] as const),
  ...boundaries.BILI.filter(({ uln }) => uln !== undefined).map((one) => ['BILI', one] as const),
  ...as('umol/L', '80', '111.9', '112', '193').map((one) => ['CREAT', one] as const),
]
const nadir = fc.record({ at: fc.double({ min: 0.05, max: 0.7, noNaN: true }), what: fc.constantFrom(...nadirs) })

const event: fc.Arbitrary<Omit<Event, 'from' | 'to'> & { readonly at: number; readonly lasts: number | null }> = fc.record({
  term: fc.constantFrom('Nausea', 'Fatigue', 'Lymphocyte count decreased', 'Allergic reaction'),
  grade: fc.integer({ min: 1, max: 4 }),
  related: fc.constantFrom('NOT_RELATED', 'UNLIKELY', 'POSSIBLE', 'PROBABLE', 'DEFINITE'),
  at: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
  lasts: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 8 }),
}) // prettier-ignore

const often = <T>(usual: T, ...rare: readonly T[]) => fc.oneof({ arbitrary: fc.constant(usual), weight: 8 }, { arbitrary: fc.constantFrom(...rare), weight: 2 }) // prettier-ignore

const result = fc.constantFrom<Tested['result']>('NEG', 'NEG', 'POS', 'INDET')
const pregnancyTests: fc.Arbitrary<readonly Tested[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly Tested[]>([{ age: 3, result: 'NEG' }]) },
  {
    weight: 2,
    arbitrary: fc.array<Tested>(fc.record({ age: fc.constantFrom<number>(0, 6, 7, 8, -1), result }), { maxLength: 2 }),
  },
)

const plan = fc.record({
  trial: fc.constantFrom(...trials),
  cycles: fc.integer({ min: 0, max: 4 }),
  intervals: fc.array(fc.constantFrom(49, 56, 56, 63, 70), { minLength: 4, maxLength: 4 }),
  between: fc.array(fc.array(nadir, { maxLength: 2 }), { minLength: 5, maxLength: 5 }),
  events: fc.array(fc.array(event, { maxLength: 1 }), { minLength: 5, maxLength: 5 }),
  lastInterval: often(56, 41, 42, 48, 49, 63, 64, 111, 112, 113),
  labAge: often(3, 0, 13, 14, 15, -1),
  changed: fc.oneof({ weight: 3, arbitrary: fc.constant<Analyte[]>([]) }, { weight: 3, arbitrary: fc.array(fc.constantFrom(...names(boundaries)), { maxLength: 3 }) }),
  choice: fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }),
  missing: fc.option(fc.constantFrom<Analyte>('HGB', 'WBC', 'ANC', 'PLT', 'BILI', 'ALB', 'K', 'CREAT', 'MGFR'), { freq: 12 }),
  sex: fc.constantFrom<'M' | 'F'>('M', 'M', 'F'),
  childbearing: fc.constantFrom<'Y' | 'N' | 'U'>('N', 'Y', 'U'),
  tests: pregnancyTests,
  injections: fc.array(fc.record({ before: fc.constantFrom(27, 28, 29, 41, 42, 43, 50), drug: fc.constantFrom<'OCTREOTIDE_LAR' | 'LANREOTIDE_AUTOGEL'>('OCTREOTIDE_LAR', 'LANREOTIDE_AUTOGEL') }), { maxLength: 1 }),
  gy: fc.array(fc.constantFrom('2.8', '3.0', '4.5', '6.0', '7.4', '7.5', '7.6', '10.0', '15.0'), { minLength: 5, maxLength: 5 }),
  preliminary: often(false, true),
  /** One dose more than the course has. */
  beyond: often(false, true),
  sinceSurgery: often(42, 27, 28, 56, 57),
  born: fc.constantFrom('1965-05-01', '1948-02-29'),
}) // prettier-ignore

/** Doses are given as the model itself allows, so that a history is one that could have happened. */
function grow(told: typeof plan extends fc.Arbitrary<infer T> ? T : never): History {
  const { trial } = told
  const [first = 'MAIN', second] = Object.keys(trial.courses)
  const doses: Dose[] = []
  const well: typeof healthy = trial.kidney === 'filtration' ? { ...healthy, MGFR: measuredRate } : healthy
  const samples: Sample[] = [...onDay(-5, well)]
  const events: Event[] = []
  const dosimetry: { day: number; gy: string; status: 'FINAL' | 'PRELIMINARY' }[] = []
  const who = { trial, sex: told.sex, ...(told.sex === 'F' && { childbearing: told.childbearing }), born: told.born }
  const most = Object.values(trial.courses).reduce((sum, count) => sum + count, 0)
  const courseOf = (index: number): string => (second !== undefined && index >= (trial.courses[first] ?? 0) ? second : first) // prettier-ignore
  const now = (planned: number, course: string, extra: Partial<History> = {}): History => ({
    ...who, course, planned, samples: [...samples], doses: [...doses], events: [...events], dosimetry: [...dosimetry],
    pregnancyTests: [{ day: planned - 1, result: 'NEG' }], injections: [], surgery: -42, ...extra,
  }) // prettier-ignore

  let day = 0
  for (let cycle = 0; cycle < Math.min(told.cycles, told.beyond ? most : most - 1); cycle++) {
    if (cycle > 0) samples.push(...onDay(day - 2, well))
    const decided: Decided = decide(now(day, courseOf(cycle)))
    if (decided.mbq === undefined) break
    doses.push({ day, course: courseOf(cycle), mbq: decided.mbq })
    dosimetry.push({ day: day + 7, gy: told.gy[cycle] ?? '3', status: 'FINAL' })
    const interval = told.intervals[cycle] ?? 56
    for (const { at, what } of told.between[cycle] ?? [])
      samples.push({ day: day + Math.max(1, Math.floor(at * 50)), analyte: what[0], ...what[1] })
    for (const { at, lasts, ...one } of told.events[cycle] ?? []) {
      const from = day + Math.max(1, Math.floor(at * 50))
      events.push({ ...one, from, ...(lasts !== null && { to: from + lasts }) })
    }
    day += interval
  }
  const last = doses.at(-1)
  const planned = last ? last.day + told.lastInterval : 0
  const today = new Map<Analyte, Choice | undefined>(names(well).map((analyte) => [analyte, well[analyte]]))
  for (const [at, analyte] of told.changed.entries()) {
    if (trial.kidney === 'clearance' && (analyte === 'MGFR' || analyte === 'CYSC')) continue
    const choices = boundaries[analyte]
    today.set(analyte, choices[(told.choice[at] ?? 0) % choices.length])
  }
  if (told.missing) today.delete(told.missing)
  samples.push(...onDay(planned - told.labAge, Object.fromEntries(today)))
  if (told.preliminary && dosimetry.length > 0)
    dosimetry.splice(-1, 1, ...dosimetry.slice(-1).map((made) => ({ ...made, status: 'PRELIMINARY' as const })))
  return now(planned, courseOf(doses.length), {
    pregnancyTests: told.tests.map(({ age, result }) => ({ day: planned - age, result })),
    injections: told.injections.map(({ before, drug }) => ({ day: planned - before, drug })),
    surgery: planned - told.sinceSurgery,
  })
}

export const histories: fc.Arbitrary<History> = plan.map(grow)

const formOf: Readonly<Record<Analyte, string>> = {
  HGB: 'LBH', WBC: 'LBH', ANC: 'LBH', PLT: 'LBH', CREAT: 'LBC', BILI: 'LBC', ALB: 'LBC', K: 'LBC', INR: 'LBK', PTPCT: 'LBK', MGFR: 'LBU', CYSC: 'LBU', WEIGHT: 'VS',
} // prettier-ignore

/** A line of `validate -- dose-gate`. */
export function caseOf(history: History): Readonly<Record<string, unknown>> {
  const { trial, planned, sex, childbearing, born } = history
  const first = history.doses[0]?.day ?? planned
  return {
    study: trial.study,
    version: 'default',
    agent: 'LU177',
    arm: trial.arm,
    phase: 'TRT',
    anchors: { consent: dateOf(first - 28), enrolment: dateOf(first - 7), randomisation: dateOf(first - 7), planned_dose: dateOf(planned) },
    judgements: {},
    rows: [
      { form: 'DM', items: { SEX: sex, BRTHDAT: born, ...(childbearing && { CHILDPOT: childbearing }) } },
      ...(trial.afterSurgery && history.surgery !== undefined ? [{ form: 'SURG', items: { SURGDAT: dateOf(history.surgery) } }] : []),
      ...history.samples.map(({ day, analyte, ...value }) => ({ form: formOf[analyte], date: dateOf(day), items: { [analyte]: value } })),
      ...history.doses.map(({ day, course, mbq }) => ({ form: 'EXLU', date: dateOf(day), course, items: { ECSTDTM: `${dateOf(day)}T10:00+01:00`, ECENDTM: `${dateOf(day)}T10:30+01:00`, LUACTNET: { value: String(mbq), unit: 'MBq' } } })),
      ...(trial.renalDose ? history.dosimetry : []).map(({ day, gy, status }) => ({ form: 'DOSIM', date: dateOf(day), items: { KIDGYL: { value: gy, unit: 'Gy' }, KIDGYR: { value: gy, unit: 'Gy' }, DOSSTAT: status } })),
      ...history.injections.map(({ day, drug }) => ({ form: 'EXOCT', date: dateOf(day), items: { ECTRT: drug, ECDOSE: { value: '30', unit: 'mg' }, ECSTDTM: `${dateOf(day)}T15:00+01:00` } })),
      ...history.pregnancyTests.map(({ day, result }) => ({ form: 'PREG', date: dateOf(day), items: { RPORRES: result, RPMETH: 'SERUM' } })),
      ...history.events.map(({ term, grade, from, to, related }) => ({ form: 'AE', items: { AECTC: term, AETOXGR: String(grade), AESTDAT: dateOf(from), AEREL_LU: related, ...(to === undefined ? { AEONGO: 'Y' } : { AEONGO: 'N', AEENDAT: dateOf(to) }) } })),
    ],
  } // prettier-ignore
}
