import { z } from 'zod'
import { PartialDate } from '../../partial-date'
import { readingOf } from '../../quantity/units'
import type { CycleDosimetry, Dose, GateEvent, GateHistory } from './history'
import type { Measure } from './measure'

/** A value is text as it was typed; a case file may hold it as a number. */
const Text = z.union([z.string(), z.number().transform(String)])

const Item = z.union([
  Text,
  z.object({
    value: Text.nullish(),
    unit: z.string().nullish(),
    lln: Text.nullish(),
    uln: Text.nullish(),
    contested: z.boolean().optional(),
  }),
])
type Item = z.infer<typeof Item>

const Row = z.object({
  form: z.string(),
  date: z.string().optional(),
  course: z.string().optional(),
  items: z.record(z.string(), Item.nullish()).default({}),
})
type Row = z.infer<typeof Row>

/** A participant's history as qualification cases hold it: rows of forms, items with value, unit and limits. */
export const GateCase = z.object({
  study: z.string(),
  arm: z.string().nullish(),
  phase: z.string().nullish(),
  anchors: z.record(z.string(), z.string().nullish()).default({}),
  rows: z.array(Row).default([]),
})
export type GateCase = z.infer<typeof GateCase>

const MEASURED = new Set(['LBH', 'LBC', 'LBU', 'VS'])

/** The history of a case; a string where there is no day to decide about. What is there but cannot be read is named. */
export function historyOf(given: GateCase): GateHistory | 'planned_dose' {
  const planned = day(given.anchors['planned_dose'])
  if (!planned) return 'planned_dose'
  const unreadable: string[] = []
  const rows = (form: string) => given.rows.filter((row) => row.form === form)
  const dayOf = (row: Row, ...items: readonly string[]): PartialDate | undefined => {
    const found = [...items.map((item) => text(row.items[item])), row.date].find(
      (value) => value !== undefined && value !== '',
    )
    const read = day(found)
    if (!read) unreadable.push(`${row.form}.${items[0] ?? 'DATE'}`)
    return read
  }
  const [person] = rows('DM')
  const sex = text(person?.items['SEX'])
  const doses = rows('EXLU').flatMap((row): readonly Dose[] => {
    const given = dayOf(row, 'ECSTDTM')
    const course = row.course ?? text(row.items['LUCOURSE']) ?? 'MAIN'
    return given ? [{ course, day: given, activity: measureIn('activity', row.items['LUACTNET'], given) }] : []
  })
  return {
    sex: sex === 'F' || sex === 'M' ? sex : undefined,
    birth: PartialDate.parse(text(person?.items['BRTHDAT']) ?? ''),
    childbearing: text(person?.items['CHILDPOT']),
    arm: given.arm ?? undefined,
    course: courseOf(given.phase ?? '', doses),
    planned,
    randomised: day(given.anchors['randomisation']),
    surgery: day(given.anchors['surgery']) ?? rows('SURG').map((row) => dayOf(row, 'SURGDAT'))[0],
    measures: given.rows
      .filter(({ form }) => MEASURED.has(form))
      .flatMap((row) => {
        const taken = dayOf(row)
        return taken
          ? Object.entries(row.items).flatMap(([analyte, item]) => measureIn(analyte, item, taken) ?? [])
          : []
      }),
    doses,
    events: rows('AE').map(eventOf),
    somatostatinAnalogues: rows('EXOCT').flatMap((row) => {
      const injected = dayOf(row, 'ECSTDTM')
      return injected ? [{ drug: text(row.items['ECTRT']) ?? '', day: injected }] : []
    }),
    pregnancyTests: rows('PREG').flatMap((row) => {
      const tested = dayOf(row, 'RPDAT')
      return tested ? [{ day: tested, result: text(row.items['RPORRES']) ?? '' }] : []
    }),
    dosimetry: rows('DOSIM').flatMap((row): readonly CycleDosimetry[] => {
      const done = dayOf(row)
      if (!done) return []
      const side = (item: string) => measureIn('absorbed dose', row.items[item], done)
      const status = text(row.items['DOSSTAT']) ?? ''
      return [
        {
          day: done,
          status,
          left: side('KIDGYL'),
          right: side('KIDGYR'),
          singleKidney: text(row.items['SINGLEKID']) === 'Y',
        },
      ]
    }),
    unreadable: [...new Set(unreadable)],
  }
}

/** The date of a day or of an instant, as the clock on the wall said it. */
function day(text: string | null | undefined): PartialDate | undefined {
  const date = PartialDate.parse((text ?? '').slice(0, 10))
  return date?.exact ? date : undefined
}

const text = (item: Item | null | undefined): string | undefined =>
  (typeof item === 'string' ? item : item?.value)?.trim() || undefined

function measureIn(analyte: string, item: Item | null | undefined, taken: PartialDate): Measure | undefined {
  if (typeof item !== 'object' || !item?.value?.trim()) return undefined
  const { value, unit, lln, uln, contested } = item
  return {
    analyte,
    day: taken,
    text: value,
    unit: unit ?? '',
    ...(lln?.trim() && { lln }),
    ...(uln?.trim() && { uln }),
    ...(contested === true && { contested }),
  }
}

function eventOf({ items }: Row): GateEvent {
  const grade = readingOf(text(items['AETOXGR']) ?? '')?.value
  const known = grade?.isInteger() && grade.greaterThanOrEqualTo(1) && grade.lessThanOrEqualTo(5)
  const end = PartialDate.parse((text(items['AEENDAT']) ?? '').slice(0, 10))
  return {
    term: text(items['AECTC']) ?? text(items['AEDECOD']) ?? text(items['AETERM']) ?? '',
    grade: known ? grade?.toNumber() : undefined,
    start: PartialDate.parse((text(items['AESTDAT']) ?? '').slice(0, 10)),
    end,
    ongoing: text(items['AEONGO']) === 'Y' || end === undefined,
    related: text(items['AEREL_LU']),
    interest: (text(items['AESI']) ?? '').split(/[\s,;]+/).filter((code) => code !== ''),
  }
}

/** The course the dose belongs to: what the phase says, else that of the last dose. */
function courseOf(phase: string, doses: readonly Dose[]): string {
  if (/RETREAT|RETX|^RTRT|-L?XR$|RR$/.test(phase)) return phase.includes('AFTER') ? 'RETREAT_AFTER_XO' : 'RETREAT'
  if (/CROSS|XOVR|^X/.test(phase)) return 'CROSSOVER'
  const last = doses
    .filter(({ course }) => course !== 'PRIOR')
    .toSorted((a, b) => a.day.first - b.day.first)
    .at(-1)
  return last?.course ?? (phase.startsWith('RUN') ? 'RUNIN' : 'MAIN')
}
