import { readingOf } from '../../quantity/units'
import { CaseRows, type GateCase, type Row, dayIn, instantIn } from './case-rows'
import { byAnalyte } from './measure'
import type { CapecitabineCourse, CycleDosimetry, Dose, GateEvent, GateHistory, Medicine } from './history'

const MEASURED = ['LBH', 'LBC', 'LBE', 'LBK', 'LBU', 'VS']
/** Methods that measure the filtration rate; the others estimate it. */
const MEASURED_RATES: readonly string[] = ['IOHEXOL', 'CR51EDTA']

/** The history of a case; a string where there is no day to decide about. What is there but cannot be read is named. */
export function historyOf(given: GateCase): GateHistory | 'planned_dose' {
  const planned = dayIn(given.anchors['planned_dose'])
  if (!planned) return 'planned_dose'
  const rows = new CaseRows(given.rows)
  const [person] = rows.of('DM')
  const ofPerson = (item: string) => person && rows.text(person, item)
  const sex = ofPerson('SEX')
  const doses = rows.of('EXLU').flatMap((row) => doseOf(rows, row))
  const history: Omit<GateHistory, 'unreadable'> = {
    sex: sex === 'F' || sex === 'M' ? sex : undefined,
    birth: person && (rows.partialDay(person, 'BRTHDAT') ?? rows.partialDay(person, 'BRTHYR')),
    childbearing: ofPerson('CHILDPOT'),
    arm: given.arm?.trim() || undefined,
    course: courseOf(given.phase ?? '', doses),
    planned,
    plannedAt: instantIn(given.anchors['planned_dose']),
    randomised: dayIn(given.anchors['randomisation']),
    registered: dayIn(given.anchors['enrolment']),
    surgery: dayIn(given.anchors['surgery']) ?? rows.of('SURG').map((row) => rows.day(row, 'SURGDAT'))[0],
    measures: byAnalyte(
      rows.of(...MEASURED).flatMap((row) => {
        const taken = rows.day(row)
        if (!taken) return []
        const isMeasured = MEASURED_RATES.includes(rows.text(row, 'GFRMETH') ?? '')
        const analyteOf = (item: string) => (item === 'GFRVAL' && isMeasured ? 'MGFR' : item)
        return Object.keys(row.items).flatMap((item) => rows.measure(row, analyteOf(item), item, taken) ?? [])
      }),
    ),
    doses,
    everolimus: rows.of('EXEV').flatMap((row) => {
      if ((rows.text(row, 'ECTRT') ?? 'EVEROLIMUS') !== 'EVEROLIMUS') return []
      const start = rows.day(row, 'ECSTDAT')
      const mg = rows.milligrams(row, 'ECDOSE', 'ECDOSU')
      return start && mg ? [{ start, mg, adjusted: rows.text(row, 'ECADJ') }] : []
    }),
    capecitabine: rows.of('EXCAP').flatMap((row) => capecitabineOf(rows, row)),
    dpd: rows.of('EXCAP', 'DPD').flatMap((row) => rows.text(row, 'DPDRES') ?? []),
    events: rows.of('AE').map((row) => eventOf(rows, row)),
    somatostatinAnalogues: rows.of('EXOCT').flatMap((row) => {
      const injected = rows.day(row, 'ECSTDTM')
      const drug = rows.text(row, 'ECTRT') ?? ''
      return injected ? [{ drug, day: injected, at: rows.instant(row, 'ECSTDTM') }] : []
    }),
    medicines: rows.of('CM').map((row) => medicineOf(rows, row)),
    otherTreatmentEnds: rows
      .of('PTX')
      .filter((row) => rows.text(row, 'PTXCLASS') !== 'SSA')
      .map((row) => (rows.text(row, 'CMONGO') === 'Y' ? undefined : rows.partialDay(row, 'CMENDAT'))),
    pregnancyTests: rows.of('PREG').flatMap((row) => {
      const tested = rows.day(row, 'RPDAT')
      return tested ? [{ day: tested, result: rows.text(row, 'RPORRES') ?? '' }] : []
    }),
    dosimetry: rows.of('DOSIM').flatMap((row) => dosimetryOf(rows, row)),
    childPugh: given.rows.flatMap((row) => rows.text(row, 'CHILDPUGH') ?? []),
    liverDisease: rows
      .of('MH')
      .some((row) => rows.text(row, 'MHCAT') === 'HEPATIC' && rows.text(row, 'MHONGO') !== 'N'),
    fdgPositive: rows.of('PETF').flatMap((row) => rows.text(row, 'FDGPOS') ?? []),
    functioning: rows.of('NET').some((row) => rows.text(row, 'FUNCT') === 'Y'),
    progressions: rows.of('PD').flatMap((row) => (isSeen(rows, row) ? (rows.day(row, 'PDDAT') ?? []) : [])),
    judgements: Object.fromEntries(
      Object.entries(given.judgements).flatMap(([code, judged]) => (judged ? [[code, judged]] : [])),
    ),
  }
  return { ...history, unreadable: rows.unreadable }
}

function doseOf(rows: CaseRows, row: Row): readonly Dose[] {
  const day = rows.day(row, 'ECSTDTM')
  const course = row.course ?? rows.text(row, 'LUCOURSE') ?? 'MAIN'
  return day
    ? [{ course, day, activity: rows.measure(row, 'activity', 'LUACTNET', day), end: rows.instant(row, 'ECENDTM') }]
    : []
}

/** Of a row that only holds the test of DPD nothing was taken. */
function capecitabineOf(rows: CaseRows, row: Row): readonly CapecitabineCourse[] {
  const isTaken = ['ECSTDAT', 'CAPCOURSE', 'CAPLEVEL', 'ECDOSE'].some((item) => rows.has(row, item))
  if (!isTaken) return []
  const start = rows.day(row, 'ECSTDAT')
  const level = rows.number(row, 'CAPLEVEL')
  return start && level ? [{ start, level }] : []
}

function medicineOf(rows: CaseRows, row: Row): Medicine {
  return {
    name: [rows.text(row, 'CMTRT'), rows.text(row, 'CMDECOD')].join(' ').trim(),
    flags: codesIn(rows.text(row, 'CMFLAG')),
    start: rows.partialDay(row, 'CMSTDAT'),
    end: rows.text(row, 'CMONGO') === 'Y' ? undefined : rows.partialDay(row, 'CMENDAT'),
  }
}

function dosimetryOf(rows: CaseRows, row: Row): readonly CycleDosimetry[] {
  const day = rows.day(row)
  if (!day) return []
  const side = (item: string) => rows.measure(row, 'absorbed dose', item, day)
  const status = rows.text(row, 'DOSSTAT') ?? ''
  return [
    { day, status, left: side('KIDGYL'), right: side('KIDGYR'), singleKidney: rows.text(row, 'SINGLEKID') === 'Y' },
  ]
}

/** Clinical signs and markers alone are no progression. */
function isSeen(rows: CaseRows, row: Row): boolean {
  const types = codesIn(rows.text(row, 'PDTYPE'))
  return types.length === 0 || types.some((type) => type !== 'CLINICAL' && type !== 'BIOCHEMICAL')
}

const codesIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,;|]+/).filter((code) => code !== '')

function eventOf(rows: CaseRows, row: Row): GateEvent {
  const text = (item: string) => rows.text(row, item)
  const grade = readingOf(text('AETOXGR') ?? '')?.value
  const known = grade?.isInteger() && grade.greaterThanOrEqualTo(1) && grade.lessThanOrEqualTo(5)
  const byAgent = (item: string) => ({
    LU: text(`${item}_LU`),
    OCT: text(`${item}_OCT`),
    EVE: text(`${item}_EVE`),
    CAP: text(`${item}_CAP`),
  })
  return {
    term: text('AECTC') ?? text('AEDECOD') ?? text('AETERM') ?? '',
    grade: known ? grade?.toNumber() : undefined,
    start: rows.partialDay(row, 'AESTDAT'),
    end: rows.partialDay(row, 'AEENDAT'),
    ongoing: text('AEONGO') === 'Y',
    related: byAgent('AEREL'),
    action: byAgent('AEACN'),
    interest: codesIn(text('AESI')),
  }
}

/** The course the dose belongs to: what the phase says, else that of the last dose. */
function courseOf(phase: string, doses: readonly Dose[]): string {
  const later = laterCourse(phase)
  if (later !== undefined) return later
  const last = doses
    .filter(({ course }) => course !== 'PRIOR')
    .toSorted((a, b) => a.day.first - b.day.first)
    .at(-1)
  return last?.course ?? (phase.startsWith('RUN') ? 'RUNIN' : 'MAIN')
}

/** Later courses as phases, forms and visits are called after them: `XOVR`, `XL1`, `N2-X`, `RETX`, `RR2`, `N2-LR`, `N2-XR`. */
function laterCourse(phase: string): string | undefined {
  if (/RETREAT|RETX|^RTRT|^RSCR$|^RR\d*$|-L?XR$|-LR$|RR$/.test(phase))
    return /AFTER|-L?XR$/.test(phase) ? 'RETREAT_AFTER_XO' : 'RETREAT'
  return /CROSS|XOVR|^X|-X$/.test(phase) ? 'CROSSOVER' : undefined
}
