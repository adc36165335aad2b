import type { Decimal } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import { endOf, eventFigures, itemLacking, mayComeFrom, reachesGrade, termOf } from './events'
import type { GateEvent, GateHistory } from './history'
import { kidneySamples } from './kidney'
import { type Measure, exactIn, isAboveUpperLimit, isBelow, latestOf, measureOf, readingAbove } from './measure'
import { figuresOf, itemOf } from './measured'
import type { AlbuminLimits, LutetiumParameters } from './parameters'
import type { Sighting, Toxicity } from './toxicity'

/** Everything a participant's history says about the classes of toxicity. Results after the day planned are not there yet. */
export function sightingsOf(history: GateHistory, parameters: LutetiumParameters): readonly Sighting[] {
  const upTo = history.planned.first
  return [
    ...Object.entries(followed(history, parameters)).flatMap(([analyte, sightingIn]) =>
      (history.measures.get(analyte) ?? []).filter(({ day }) => day.first <= upTo).map(sightingIn),
    ),
    ...history.events.flatMap(eventSightings(history)),
  ]
}

/** Analytes with a row in the table of dose modifications, and what one result says. */
function followed(
  history: GateHistory,
  { mostBilirubin, albumin, leastClearance, toxicities }: LutetiumParameters,
): Readonly<Record<string, (measure: Measure) => Sighting>> {
  const { platelets, haemoglobin, neutrophils, kidneyChangePct: changePct } = toxicities.value
  const kidneySample = kidneySamples(history, { least: leastClearance.value, changePct })
  const baselineOf = baselinesOf(history)
  return {
    PLT: (measure) => sighting('THROMBOCYTOPENIA', measure, isBelow(measure, platelets)),
    HGB: (measure) => sighting('ANAEMIA_NEUTROPENIA', measure, isBelow(measure, haemoglobin)),
    ANC: (measure) => sighting('ANAEMIA_NEUTROPENIA', measure, isBelow(measure, neutrophils)),
    CREAT: (measure) => {
      const { triggers, recovered } = kidneySample(measure, baselineOf(measure))
      return sighting('RENAL', measure, triggers, not(recovered), true)
    },
    BILI: (measure) => {
      const withLimit = ownOrOtherLimit(history, measure)
      const triggers = isAboveUpperLimit(withLimit, mostBilirubin.value)
      const present = not(bilirubinRecovered(withLimit, baselineOf(withLimit)))
      return sighting('HEPATIC', measure, triggers, present, true)
    },
    ALB: (measure) => sighting('HEPATIC', measure, albuminFails(history, measure, albumin.value)),
  }
}

const sighting = (
  toxicity: Toxicity,
  measure: Measure,
  triggers: Truth,
  present = triggers,
  againstBaseline = false,
): Sighting => ({
  toxicity,
  source: measure.analyte,
  againstBaseline,
  day: measure.day.first,
  when: 'before-dose',
  triggers,
  present,
  item: itemOf(measure.analyte),
  seen: () => figuresOf(measure),
})

const not = (answer: Truth): Truth => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown')

/** Finds the last result up to the first dose of the course in which another was taken; once for each course. */
export function baselinesOf({ doses, measures }: GateHistory) {
  const found = new Map<string, Measure | undefined>()
  return ({ analyte, day }: Measure): Measure | undefined => {
    const course = doses.findLast((dose) => dose.day.first < day.first)?.course
    if (course === undefined) return undefined
    const key = `${analyte} ${course}`
    if (!found.has(key)) {
      const first = doses.find((dose) => dose.course === course)
      found.set(key, first && latestOf(measures, analyte, first.day)[0])
    }
    return found.get(key)
  }
}

/** A result between doses may come without the laboratory's limit; that of its other results serves. */
function ownOrOtherLimit({ measures }: GateHistory, measure: Measure): Measure {
  if (measure.uln !== undefined) return measure
  const other = measures.get(measure.analyte)?.find(({ unit, uln }) => unit === measure.unit && uln !== undefined)
  return other?.uln === undefined ? measure : measureOf({ ...measure, uln: other.uln })
}

/** Back within the limits of normal, or at the baseline of the course: either is enough, as the label has it. */
function bilirubinRecovered({ known: unit = '', reading, upper }: Measure, baseline: Measure | undefined): Truth {
  const base = baseline && exactIn(baseline, unit)
  const above = (limit: Decimal | undefined): Truth => (reading && limit ? readingAbove(reading, limit) : 'unknown')
  const answers = [above(upper), above(base)]
  return truth(
    answers.includes('no'),
    answers.every((answer) => answer === 'yes'),
  )
}

/** Low albumin counts unless the prothrombin time of the two weeks before the result, or of its day, is normal. */
export function albuminFails(
  history: GateHistory,
  measure: Measure,
  { least, leastRatio, mostInr }: AlbuminLimits,
): Truth {
  const low = isBelow(measure, least)
  if (low !== 'yes') return low
  const near = (analyte: string) => latestOf(history.measures, analyte, measure.day, 14)
  const bad = [
    ...near('PTPCT').map((ratio) => isBelow(ratio, leastRatio)),
    ...near('INR').map((ratio) => {
      const value = exactIn(ratio, 'ratio')
      return value ? truth(value.greaterThan(mostInr), value.lessThanOrEqualTo(mostInr)) : 'unknown'
    }),
  ]
  return truth(bad.includes('yes'), bad.length > 0 && bad.every((answer) => answer === 'no'))
}

/** Terms of CTCAE 5.0 that belong to a row of their own, as `termOf` writes them; every other one is `OTHER`. */
const terms: ReadonlyMap<string, Toxicity> = new Map(
  Object.entries({
    'platelet count decreased': 'THROMBOCYTOPENIA',
    anemia: 'ANAEMIA_NEUTROPENIA',
    'neutrophil count decreased': 'ANAEMIA_NEUTROPENIA',
    'febrile neutropenia': 'ANAEMIA_NEUTROPENIA',
    'creatinine increased': 'RENAL',
    'chronic kidney disease': 'RENAL',
    'acute kidney injury': 'RENAL',
    'blood bilirubin increased': 'HEPATIC',
    'allergic reaction': 'HYPERSENSITIVITY',
    anaphylaxis: 'HYPERSENSITIVITY',
  }),
)
/** Low lymphocytes alone never change a dose. */
const NEVER = new Set(['lymphocyte count decreased', 'cd4 lymphocytes decreased'])

const eventSightings =
  ({ doses, planned }: GateHistory) =>
  (event: GateEvent, index: number): readonly Sighting[] => {
    const toxicity = toxicityOf(event)
    if (!toxicity || !mayComeFrom(event, doses[0]?.day, planned)) return []
    const triggers = eventTriggers(toxicity, event)
    if (triggers === 'no') return []
    const begin = Math.min(event.start?.last ?? planned.first, planned.first)
    const source = `AE ${index + 1}`
    const item = itemLacking(event, 'LU')
    const seen = { toxicity, source, againstBaseline: false, item, seen: () => eventFigures(event) }
    const end = endOf(event, planned)
    return [
      { ...seen, day: begin, when: 'after-dose', triggers, present: triggers === 'unknown' ? 'unknown' : 'yes' },
      ...(end === undefined
        ? []
        : [{ ...seen, day: end, when: 'after-dose', triggers: 'no', present: 'no' } satisfies Sighting]),
    ]
  }

function toxicityOf(event: GateEvent): Toxicity | undefined {
  const name = termOf(event)
  if (NEVER.has(name)) return undefined
  return event.interest.includes('HYPERSENSITIVITY') ? 'HYPERSENSITIVITY' : (terms.get(name) ?? 'OTHER')
}

export const isHypersensitivity = (event: GateEvent): boolean => toxicityOf(event) === 'HYPERSENSITIVITY'

/** Low counts lead to a reduction whatever they are put down to; everything else has to be possibly related. */
const WHATEVER_THE_CAUSE: ReadonlySet<Toxicity> = new Set(['THROMBOCYTOPENIA', 'ANAEMIA_NEUTROPENIA'])

const eventTriggers = (toxicity: Toxicity, event: GateEvent): Truth =>
  reachesGrade(event, toxicity === 'THROMBOCYTOPENIA' ? 2 : 3, WHATEVER_THE_CAUSE.has(toxicity) ? undefined : 'LU')
