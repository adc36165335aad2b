import type { GateDef } from '#shared/study/gates-definition'
import { checkOf } from '../define'

/** What the dose gate of an arm asks. */
interface ArmGate {
  readonly gate: GateDef<'lutetium'>
  /** Tells its findings from those of the other arms. */
  readonly name?: string
  /** Codes of those arms in `RAND.ARMCD`; everyone's when left out. */
  readonly arms?: readonly string[]
}

/** What a study says of its 177Lu. */
export interface LutetiumStudy {
  readonly agent: 'LU177_DOTATATE' | 'LU177_DOTATOC'
  /** What its dose gate asks; where arms differ one for each. */
  readonly gates: readonly [ArmGate, ...ArmGate[]]
  /** A course that not everyone gets: the date that opens it, as `XOVR.XOVDAT`, and the arms that may have it. */
  readonly courses?: readonly { readonly course: string; readonly opens: string; readonly arms?: readonly string[] }[]
  /** Activity of earlier treatments in MBq, an expression such as `PPRRT.PPCUM`; none when left out. */
  readonly priorMbq?: string
  /** Activity of a whole life that the trial expects at the very most, MBq. */
  readonly mostOfLifeMbq?: string
  /** Doses before randomisation, and the arms in which there are more. */
  readonly randomisedAfter?: { readonly doses: number; readonly arms: readonly [string, ...string[]] }
  /** Somatostatin analogues are followed on form EXOCT: their gap before the infusion is shown and checked. */
  readonly analogues?: boolean
}

/** Of the same course as this dose, `d` being another: courses that the gate takes as one are one. */
export function sameCourse({ oneCourse }: GateDef<'lutetium'>): string {
  const together = oneCourse.value.map((course) => `"${course}"`).join(', ')
  const same = 'd.LUCOURSE == LUCOURSE'
  return together === '' ? same : `(${same} || (d.LUCOURSE in [${together}] && LUCOURSE in [${together}]))`
}

/** A case in which the dose before was given so many days earlier. */
export const afterDays = (days: number, arm: Readonly<Record<string, string>>) => {
  const first = '2025-01-06T10:00:00+00:00'
  const then = new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10)
  return { ...arm, ...course, 'EXLU.LUCOURSE': 'MAIN', 'EXLU.ECSTDTM': first, ECSTDTM: `${then}T10:00:00+00:00` }
}
const course = { LUCOURSE: 'MAIN' }

/** When doses of one course follow each other, and how many there are, as the gate of an arm asks. */
export function scheduleChecks({ gate, name, arms }: ArmGate) {
  const id = (code: string) => (name === undefined ? code : `${code}-${name}`)
  const here = arms ? `!(RAND.ARMCD in [${arms.map((arm) => `"${arm}"`).join(', ')}]) || ` : ''
  const arm = arms?.[0] === undefined ? {} : { 'RAND.ARMCD': arms[0] }
  const { from, to } = gate.window.value
  const longest = gate.mostInterval.value
  const shortest = gate.leastInterval.value
  const most = gate.mostCycles.value
  return [
    checkOf({
      id: id('X004'),
      severity: 'S',
      items: ['ECSTDTM'],
      holds: `${here}(${from} <= LUINTERVAL && LUINTERVAL <= ${to})`,
      message: {
        en: `The dose is outside its window: ${from} to ${to} days after the one before.`,
        fr: `La dose est hors de sa fenêtre : ${from} à ${to} jours après la précédente.`,
        sv: `Dosen är utanför sitt fönster: ${from} till ${to} dagar efter den förra.`,
      },
      cases: { holds: afterDays(from, arm), boundary: afterDays(to, arm), fails: afterDays(to + 1, arm) },
    }),
    checkOf({
      id: id('X005'),
      severity: gate.pastMostInterval.value === 'stop' ? 'H' : 'A',
      items: ['ECSTDTM'],
      holds: `${here}LUINTERVAL <= ${longest}`,
      message: {
        en: `More than ${longest} days since the dose before: the course should have ended.`,
        fr: `Plus de ${longest} jours depuis la dose précédente : le traitement aurait dû s’arrêter.`,
        sv: `Mer än ${longest} dagar sedan förra dosen: behandlingsomgången borde ha avslutats.`,
      },
      cases: { holds: afterDays(to, arm), boundary: afterDays(longest, arm), fails: afterDays(longest + 1, arm) },
    }),
    checkOf({
      id: id('X005-LATE'),
      severity: 'D',
      deviation: 'DOSING',
      items: ['ECSTDTM', 'LUDELRS'],
      holds: `${here}LUINTERVAL <= ${to} || ${longest} < LUINTERVAL`,
      message: {
        en: `A late dose, more than ${to} days after the one before: a deviation.`,
        fr: `Dose tardive, plus de ${to} jours après la précédente : une déviation.`,
        sv: `En sen dos, mer än ${to} dagar efter den förra: en avvikelse.`,
      },
      cases: { holds: afterDays(from, arm), boundary: afterDays(to, arm), fails: afterDays(to + 1, arm) },
    }),
    checkOf({
      id: id('X006'),
      severity: 'H',
      items: ['ECSTDTM'],
      holds: `${here}${shortest} <= LUINTERVAL`,
      message: {
        en: `Less than ${shortest} days since the dose before.`,
        fr: `Moins de ${shortest} jours depuis la dose précédente.`,
        sv: `Mindre än ${shortest} dagar sedan förra dosen.`,
      },
      cases: { holds: afterDays(from, arm), boundary: afterDays(shortest, arm), fails: afterDays(shortest - 1, arm) },
    }),
    checkOf({
      id: id('X012'),
      severity: gate.pastMostCycles.value === 'stop' ? 'H' : 'A',
      items: ['CYCLENO'],
      holds: `${here}CYCLENO <= ${most}`,
      message: {
        en: `The course has at most ${most} cycles.`,
        fr: `Le traitement compte au plus ${most} cycles.`,
        sv: `Behandlingsomgången har högst ${most} kurer.`,
      },
      cases: {
        holds: { ...arm, CYCLENO: '1' },
        boundary: { ...arm, CYCLENO: String(most) },
        fails: { ...arm, CYCLENO: String(most + 1) },
      },
    }),
  ]
}

/** A course that opens with a decision of its own, and is not for every arm. */
export function courseChecks({ course: name, opens, arms }: NonNullable<LutetiumStudy['courses']>[number]) {
  const mine = { LUCOURSE: name, ECSTDTM: '2025-03-04T10:30:00+01:00' }
  const other = { LUCOURSE: name === 'MAIN' ? 'CROSSOVER' : 'MAIN', ECSTDTM: mine.ECSTDTM }
  const asked = arms?.map((arm) => `"${arm}"`).join(', ')
  const [arm = ''] = arms ?? []
  return [
    checkOf({
      id: `${name === 'MAIN' || name === 'RUNIN' ? 'X032' : 'X030'}-${name.replaceAll('_', '-')}`,
      severity: 'H',
      items: ['LUCOURSE', 'ECSTDTM'],
      holds: `LUCOURSE != "${name}" || (given(${opens}) && ${opens} <= dayOf(ECSTDTM))`,
      message: {
        en: 'Given before this course was opened.',
        fr: 'Administré avant l’ouverture de ce traitement.',
        sv: 'Given innan behandlingsomgången öppnades.',
      },
      cases: { holds: other, boundary: { ...mine, [opens]: '2025-03-04' }, fails: mine },
    }),
    ...(asked === undefined
      ? []
      : [
          checkOf({
            id: `X003-${name.replaceAll('_', '-')}`,
            severity: 'H',
            items: ['LUCOURSE'],
            holds: `LUCOURSE != "${name}" || (given(RAND.ARMCD) && RAND.ARMCD in [${asked}])`,
            message: {
              en: 'This course is not part of the participant’s arm.',
              fr: 'Ce traitement ne fait pas partie du bras du participant.',
              sv: 'Behandlingsomgången ingår inte i deltagarens arm.',
            },
            cases: { holds: other, boundary: { ...mine, 'RAND.ARMCD': arm }, fails: mine },
          }),
        ]),
  ]
}

/** X037: beyond the doses of the run-in there are more only in some arms. */
export const afterRunIn = ({ doses, arms }: NonNullable<LutetiumStudy['randomisedAfter']>) => {
  const own = { ECSTDTM: '2025-06-04T10:00:00+00:00' }
  const before = (count: number) =>
    Array.from({ length: count }, (_, i) => `2025-0${i + 1}-06T10:00:00+00:00`).join(' || ')
  return checkOf({
    id: 'X037',
    severity: 'H',
    items: ['ECSTDTM'],
    holds: [
      `size(every.EXLU.filter(d, given(d.ECSTDTM) && dayOf(d.ECSTDTM) < dayOf(ECSTDTM))) < ${doses}`,
      `(given(RAND.ARMCD) && RAND.ARMCD in [${arms.map((arm) => `"${arm}"`).join(', ')}])`,
    ].join(' || '),
    message: {
      en: 'A further dose, but the participant was not randomised to more.',
      fr: 'Une dose de plus, sans randomisation dans le bras qui le prévoit.',
      sv: 'En ytterligare dos, men deltagaren är inte randomiserad till fler.',
    },
    cases: {
      holds: { ...own, 'EXLU.ECSTDTM': before(doses - 1) },
      boundary: { ...own, 'EXLU.ECSTDTM': before(doses), 'RAND.ARMCD': arms[0] },
      fails: { ...own, 'EXLU.ECSTDTM': before(doses) },
    },
  })
}

/** X036: the first cycle a set time after the operation. Before the dose the gate holds it; given outside, it deviates. */
export const sinceSurgery = ({ least, most }: { readonly least: number; readonly most: number }) =>
  checkOf({
    id: 'X036',
    severity: 'D',
    deviation: 'DOSING',
    items: ['ECSTDTM'],
    holds: `CYCLENO != 1 || (${least} <= daysBetween(SURG.SURGDAT, dayOf(ECSTDTM)) && daysBetween(SURG.SURGDAT, dayOf(ECSTDTM)) <= ${most})`,
    message: {
      en: `The first cycle was not given ${least} to ${most} days after surgery.`,
      fr: `Le premier cycle n’a pas été donné ${least} à ${most} jours après l’opération.`,
      sv: `Den första kuren gavs inte ${least} till ${most} dagar efter operationen.`,
    },
    cases: {
      holds: { CYCLENO: '1', 'SURG.SURGDAT': '2025-02-03', ECSTDTM: '2025-03-17T10:00:00+00:00' },
      boundary: { CYCLENO: '1', 'SURG.SURGDAT': '2025-02-03', ECSTDTM: '2025-03-31T10:00:00+00:00' },
      fails: { CYCLENO: '1', 'SURG.SURGDAT': '2025-02-03', ECSTDTM: '2025-04-01T10:00:00+00:00' },
    },
  })
