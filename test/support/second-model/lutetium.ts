import { above, aboveTimes, atLeast, dateOf, millionths, yearsOn } from './exact'

/**
 * The gate of 177Lu once more, written from the text of the catalogue (section 5.1) and the studies' records alone and
 * in another way than the engine's: one history of plain numbers, one state for each class of toxicity, day by day.
 */

export type Analyte =
  'HGB' | 'WBC' | 'ANC' | 'PLT' | 'CREAT' | 'WEIGHT' | 'BILI' | 'ALB' | 'K' | 'INR' | 'PTPCT' | 'MGFR' | 'CYSC'

export interface Sample {
  readonly day: number
  readonly analyte: Analyte
  readonly value: string
  readonly unit: string
  readonly uln?: string
  readonly lln?: string
}
export interface Dose {
  readonly day: number
  readonly course: string
  readonly mbq: number
}
export interface Event {
  readonly term: string
  readonly grade: number
  readonly from: number
  /** Undefined while it goes on. */
  readonly to?: number
  readonly related: string
}
export interface Injection {
  readonly day: number
  readonly drug: 'OCTREOTIDE_LAR' | 'LANREOTIDE_AUTOGEL'
}
export interface Dosimetry {
  readonly day: number
  readonly gy: string
  readonly status: 'FINAL' | 'PRELIMINARY'
}
export interface History {
  readonly trial: Trial
  readonly course: string
  readonly planned: number
  readonly sex: 'M' | 'F'
  readonly childbearing?: 'Y' | 'N' | 'U'
  readonly born: string
  readonly samples: readonly Sample[]
  readonly doses: readonly Dose[]
  readonly events: readonly Event[]
  readonly pregnancyTests: readonly { readonly day: number; readonly result: 'NEG' | 'POS' | 'INDET' }[]
  readonly injections: readonly Injection[]
  readonly dosimetry: readonly Dosimetry[]
  readonly surgery?: number
}

export interface Trial {
  readonly study: string
  readonly arm: string
  readonly standard: number
  readonly reduced: number
  readonly courses: Readonly<Record<string, number>>
  /** Beyond this many days after the last dose of the course there is none; undefined where it only warns. */
  readonly longest?: number
  readonly longActing: number
  /** Haemoglobin in mmol/L, where the record names it. */
  readonly hgbMolar?: string
  readonly kidney: 'clearance' | 'filtration'
  readonly renalDose?: true
  readonly afterSurgery?: readonly [from: number, to: number]
}

const dotatate = { standard: 7400, reduced: 3700, longest: 112, longActing: 28, kidney: 'clearance' } as const
export const trials: readonly Trial[] = [
  { ...dotatate, study: 'NCT05773274', arm: 'NR1', courses: { MAIN: 2 } },
  { ...dotatate, study: 'NCT04954820', arm: 'RL-EXP', courses: { RUNIN: 2, EXTRA: 2 } },
  { ...dotatate, study: 'NCT05987176', arm: 'NL-B', courses: { MAIN: 2 }, hgbMolar: '5.0', afterSurgery: [28, 56] },
  { ...dotatate, study: 'NCT03972488', arm: 'N2-L', courses: { MAIN: 4 }, hgbMolar: '5.0', longActing: 42 },
  { study: 'NCT05387603', arm: 'C', standard: 7500, reduced: 3750, courses: { MAIN: 4 }, longActing: 28, kidney: 'filtration' },
  { study: 'NCT05387603', arm: 'P', standard: 7500, reduced: 3750, courses: { MAIN: Infinity }, longActing: 28, kidney: 'filtration', renalDose: true },
] // prettier-ignore

export interface Decided {
  readonly decision: 'RELEASED' | 'REDUCED' | 'HOLD' | 'STOP'
  readonly mbq?: number
  /** Why it is HOLD or STOP, for whoever reads a difference. */
  readonly because: readonly string[]
}

const WINDOW = 14
const thousandth = ['/mm3', '/uL', '1/uL']
const inGiga = (sample: Sample): bigint =>
  thousandth.includes(sample.unit) ? millionths(sample.value) / 1000n : millionths(sample.value)

/** Grade 3 of CTCAE, which is below 80 g/L, in the unit of the laboratory. */
const anaemic = ({ value, unit }: Sample): boolean =>
  !atLeast(value, unit === 'g/L' ? '80' : unit === 'g/dL' ? '8.0' : '4.9')
const hgbTooLow = (sample: Sample, { hgbMolar }: Trial): boolean =>
  sample.unit === 'mmol/L' && hgbMolar !== undefined ? !atLeast(sample.value, hgbMolar) : anaemic(sample)
const below = (giga: string) => (sample: Sample) => inGiga(sample) < millionths(giga)
const bilirubinHigh = (sample: Sample): boolean => aboveTimes(sample.value, '3', sample.uln ?? '0')
const albuminLow = ({ value, unit }: Sample): boolean => !atLeast(value, unit === 'g/dL' ? '3.0' : '30')

interface Clearance {
  /** Numerator and denominator of mL/min. */
  readonly over: bigint
  readonly under: bigint
}

/** (140 − age) × weight × 0.85 if female ÷ (72 × creatinine in mg/dL); creatinine in µmol/L is divided by 88.4. */
function clearance(history: History, creatinine: Sample): Clearance | undefined {
  const weights = history.samples.filter(({ analyte }) => analyte === 'WEIGHT')
  const before = weights.filter(({ day }) => day <= creatinine.day).sort((a, b) => b.day - a.day)[0]
  const after = weights.filter(({ day }) => day > creatinine.day && day <= creatinine.day + 7).sort((a, b) => a.day - b.day)[0] // prettier-ignore
  const weight = before ?? after
  if (!weight) return undefined
  const age = BigInt(yearsOn(history.born, dateOf(creatinine.day)))
  const molar = creatinine.unit !== 'mg/dL'
  const sex = history.sex === 'F' ? 85n : 100n
  return {
    over: (140n - age) * millionths(weight.value) * sex * (molar ? 884n : 10n),
    under: 72n * millionths(creatinine.value) * 100n * 10n,
  }
}

const molarCreatinine = ({ value, unit }: Sample): bigint => millionths(value) * (unit === 'mg/dL' ? 884n : 10n)

/** What one sample says about one class. */
type Says = 'trigger' | 'recovered' | 'nothing'
type Class = 'THROMBOCYTOPENIA' | 'ANAEMIA_NEUTROPENIA' | 'RENAL' | 'HEPATIC' | 'OTHER'
type State = 'NORMAL' | 'HELD' | 'REDUCED_NEXT' | 'REDUCED_GIVEN' | 'AGAIN_NORMAL' | 'STOPPED'

const triggered: Readonly<Record<State, State>> = {
  NORMAL: 'HELD',
  HELD: 'HELD',
  REDUCED_NEXT: 'HELD',
  REDUCED_GIVEN: 'STOPPED',
  AGAIN_NORMAL: 'STOPPED',
  STOPPED: 'STOPPED',
}
const given: Readonly<Record<State, State>> = {
  NORMAL: 'NORMAL',
  HELD: 'HELD',
  REDUCED_NEXT: 'REDUCED_GIVEN',
  REDUCED_GIVEN: 'AGAIN_NORMAL',
  AGAIN_NORMAL: 'AGAIN_NORMAL',
  STOPPED: 'STOPPED',
}

interface Step {
  readonly day: number
  /** Samples of a day come before its dose. */
  readonly says: Says | 'dose'
}

/** The class after everything that happened: a trigger counts once a dose was given, recovery once all that triggered is well. */
function stateAfter(steps: readonly Step[]): State {
  let state: State = 'NORMAL'
  let treated = false
  const ordered = steps.toSorted((a, b) => a.day - b.day || Number(a.says === 'dose') - Number(b.says === 'dose'))
  for (const { says } of ordered) {
    if (says === 'dose') {
      treated = true
      state = given[state]
    } else if (says === 'trigger' && treated) state = triggered[state]
    else if (says === 'recovered' && state === 'HELD') state = 'REDUCED_NEXT'
  }
  return state
}

/** Of several tests of one class the day is a trigger if one is, and recovered if the latest of each is well. */
function stepsOf(
  samples: readonly Sample[],
  analytes: readonly Analyte[],
  bad: (sample: Sample) => boolean,
  well: (sample: Sample) => boolean,
) {
  // prettier-ignore
  const steps: Step[] = []
  const open = new Set<Analyte>()
  for (const sample of samples.filter(({ analyte }) => analytes.includes(analyte)).toSorted((a, b) => a.day - b.day)) {
    if (bad(sample)) {
      open.add(sample.analyte)
      steps.push({ day: sample.day, says: 'trigger' })
    } else if (well(sample)) {
      open.delete(sample.analyte)
      if (open.size === 0) steps.push({ day: sample.day, says: 'recovered' })
    }
  }
  return steps
}

function eventSteps(
  events: readonly Event[],
  planned: number,
): { readonly steps: readonly Step[]; readonly stop: boolean } {
  const related = events.filter((one) => ['POSSIBLE', 'PROBABLE', 'DEFINITE'].includes(one.related))
  const allergic = related.some(({ term, grade }) => /hypersensitivity|anaphylaxis|allergic/i.test(term) && grade >= 3)
  const counted = related.filter(({ term, grade }) => grade >= 3 && !/lymphocyte/i.test(term))
  const steps = counted.flatMap(({ from, to }): Step[] => {
    const over = to !== undefined && to <= planned
    const others = counted.filter(
      (other) => other.from <= (to ?? planned) && (other.to ?? planned + 1) > (to ?? planned),
    )
    return [{ day: from, says: 'trigger' }, ...(over && others.length === 0 ? [{ day: to, says: 'recovered' as const }] : [])] // prettier-ignore
  })
  return { steps, stop: allergic }
}

/** Measured where it was, else the mean of LMR18 and CAPA; START-NET's record names no other. */
function filtration({ samples, planned, sex, born }: History, because: string[]): void {
  const recent = (analyte: Analyte) => samples.filter((one) => one.analyte === analyte && one.day <= planned && planned - one.day <= WINDOW).toSorted((a, b) => a.day - b.day).at(-1) // prettier-ignore
  const measured = recent('MGFR')
  if (measured) {
    if (!atLeast(measured.value, '40')) because.push('MGFR')
    return
  }
  const creatinine = recent('CREAT')
  const cystatin = recent('CYSC')
  if (!creatinine || !cystatin) {
    because.push('no MGFR')
    return
  }
  const scr = Number(creatinine.value) * (creatinine.unit === 'mg/dL' ? 88.4 : 1)
  const age = yearsOn(born, dateOf(creatinine.day))
  const [start, turn, slope] = sex === 'F' ? [2.5, 150, 0.0121] : [2.56, 180, 0.00968]
  const x = scr < turn ? start + slope * (turn - scr) : start - 0.926 * Math.log(scr / turn)
  const lmr = Math.exp(x - 0.0158 * age + 0.438 * Math.log(age))
  const capa = 130 * Number(cystatin.value) ** -1.069 * age ** -0.117 - 7
  if (capa <= 0) because.push('no mean')
  else if ((lmr + capa) / 2 < 40) because.push('mean')
}

/** The decision for a dose of the course on the day planned. */
export function decide(history: History): Decided {
  const { trial, planned, course } = history
  const samples = history.samples.filter(({ day }) => day <= planned)
  const doses = history.doses.filter(({ day }) => day < planned)
  const own = doses.filter((dose) => dose.course === course || (course === 'EXTRA' && dose.course === 'RUNIN'))
  const last = own.at(-1)
  const firstOfCourse = own[0]?.day ?? planned
  const because: string[] = []
  const stops: string[] = []

  const latest = (analyte: Analyte): Sample | undefined =>
    samples
      .filter((one) => one.analyte === analyte && planned - one.day <= WINDOW)
      .toSorted((a, b) => a.day - b.day)
      .at(-1)
  const must = (analyte: Analyte, fails: (sample: Sample) => boolean): Sample | undefined => {
    const found = latest(analyte)
    if (!found) because.push(`no ${analyte}`)
    else if (fails(found)) because.push(analyte)
    return found
  }

  must('HGB', (sample) => hgbTooLow(sample, trial))
  must('WBC', below('2.0'))
  must('ANC', below('1.0'))
  must('PLT', below('75'))
  must('K', ({ value }) => above(value, '6.0'))
  const bilirubin = latest('BILI')
  if (bilirubin && bilirubin.uln === undefined) because.push('no BILI uln')
  else must('BILI', bilirubinHigh)
  const inr = latest('INR')
  const ratio = latest('PTPCT')
  // Normal is within the laboratory's own range.
  const normal = [inr && inr.uln !== undefined && !above(inr.value, inr.uln), ratio && ratio.lln !== undefined && atLeast(ratio.value, ratio.lln)].includes(true) // prettier-ignore
  must('ALB', (sample) => albuminLow(sample) && !normal)

  const creatinines = samples.filter(({ analyte }) => analyte === 'CREAT')
  const baseline = creatinines.filter(({ day }) => day <= firstOfCourse).toSorted((a, b) => a.day - b.day).at(-1) // prettier-ignore
  const atBaseline = baseline && clearance(history, baseline)
  const poor = (sample: Sample): boolean => {
    const now = clearance(history, sample)
    if (now && now.over < 40n * now.under) return true
    if (!baseline || sample.day <= baseline.day) return false
    if (molarCreatinine(sample) * 100n >= molarCreatinine(baseline) * 140n) return true
    return now !== undefined && atBaseline !== undefined && now.over * atBaseline.under * 100n <= atBaseline.over * now.under * 60n // prettier-ignore
  }
  // "Full resolution or return to baseline".
  const wellAgain = (sample: Sample): boolean =>
    baseline !== undefined &&
    !poor(sample) &&
    (molarCreatinine(sample) <= molarCreatinine(baseline) ||
      (sample.uln !== undefined && !above(sample.value, sample.uln)))
  const creatinine = must('CREAT', () => false)
  const weight = samples.filter(({ analyte, day }) => analyte === 'WEIGHT' && planned - day <= 28).toSorted((a, b) => a.day - b.day).at(-1) // prettier-ignore
  const today = creatinine && weight && clearance({ ...history, samples: [{ ...weight, day: creatinine.day }] }, creatinine) // prettier-ignore
  if (!today) because.push('no clearance')
  else if (today.over < 40n * today.under) because.push('clearance')
  if (trial.kidney === 'filtration') filtration(history, because)

  const given = doses.map(({ day }): Step => ({ day, says: 'dose' }))
  const events = eventSteps(
    history.events.filter(({ from }) => from <= planned),
    planned,
  )
  if (events.stop) stops.push('HYPERSENSITIVITY')
  const { steps } = events
  const classes: Readonly<Record<Class, readonly Step[]>> = {
    THROMBOCYTOPENIA: stepsOf(samples, ['PLT'], below('75'), () => true),
    ANAEMIA_NEUTROPENIA: stepsOf(samples, ['HGB', 'ANC'], (one) => (one.analyte === 'HGB' ? anaemic(one) : below('1.0')(one)), () => true), // prettier-ignore
    RENAL: stepsOf(samples, ['CREAT'], poor, wellAgain),
    HEPATIC: stepsOf(
      samples.filter(({ analyte, uln }) => analyte !== 'BILI' || uln !== undefined),
      ['BILI'],
      bilirubinHigh,
      ({ value, uln = '0' }) => !above(value, uln),
    ),
    OTHER: steps,
  }
  const states = Object.entries(classes).map(([name, own]) => [name, stateAfter([...own, ...given])] as const)
  for (const [name, state] of states)
    if (state === 'STOPPED') stops.push(name)
    else if (state === 'HELD') because.push(name)

  if (last) {
    const interval = planned - last.day
    if (interval < 42) because.push('interval')
    if (trial.longest !== undefined && interval > trial.longest) stops.push('interval')
  } else if (trial.afterSurgery && history.surgery !== undefined) {
    const since = planned - history.surgery
    if (since < trial.afterSurgery[0] || since > trial.afterSurgery[1]) because.push('surgery')
  }
  const inCourse = doses.filter((dose) => dose.course === course).length
  if (inCourse >= (trial.courses[course] ?? 0)) stops.push('cycles')

  for (const { day } of history.injections)
    if (day < planned && planned - day < trial.longActing) because.push('long-acting')

  if (history.sex === 'F' && history.childbearing !== 'N') {
    const recent = history.pregnancyTests.filter(({ day }) => day <= planned && planned - day <= 7)
    const last = Math.max(...recent.map(({ day }) => day))
    const results = recent.flatMap(({ day, result }) => (day === last ? result : []))
    if (results.length === 0 || results.some((result) => result !== 'NEG')) because.push('pregnancy')
  }

  const reduced = states.some(([, state]) => state === 'REDUCED_NEXT')
  if (trial.renalDose && last) {
    const known = history.dosimetry.filter(({ day }) => day <= planned)
    const final = known.filter(({ status }) => status === 'FINAL')
    if (final.length < own.length) because.push('dosimetry')
    else {
      const sum = final.reduce((total, { gy }) => total + millionths(gy), 0n)
      const next = millionths(final.at(-1)?.gy ?? '0') * BigInt(reduced ? trial.reduced : trial.standard)
      const per = BigInt(last.mbq)
      if (sum >= 30_000_000n || sum * per + next > 30_000_000n * per) stops.push('renal dose')
    }
  }

  if (stops.length > 0) return { decision: 'STOP', because: stops }
  if (because.length > 0) return { decision: 'HOLD', because }
  return reduced
    ? { decision: 'REDUCED', mbq: trial.reduced, because: [] }
    : { decision: 'RELEASED', mbq: trial.standard, because: [] }
}
