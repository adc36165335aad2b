import { z } from 'zod'
import type { FormDef } from './definition'
import { Code, LocalText, Oid } from './names'

/** How a participant answers a form by themselves on a locked screen. A form without it is for staff only. */
export const KioskDef = z.strictObject({
  /** The group whose items are asked, one a page, in their order. */
  questions: Code,
  /** What is entered when the participant begins, by item: that it was answered, on this screen, by themselves. */
  begin: z.record(Oid, z.string().min(1).max(200)),
  /** Items that take the day, the time and the language (ISO 639-1) of answering. */
  date: Oid.optional(),
  time: Oid.optional(),
  language: Oid.optional(),
  /** Items that need not apply to everyone, and what that answer is called; it is kept as missing, not applicable. */
  notApplicable: z.strictObject({ items: z.array(Oid).min(1).max(200), label: LocalText }).exactOptional(),
  /** What the lowest and the highest answer of an item mean, where no licensed wording says it. */
  ends: z.array(z.strictObject({ items: z.array(Oid).min(1).max(200), low: LocalText, high: LocalText })).max(20),
})
export type KioskDef = z.output<typeof KioskDef>

/** One sentence for each name that the kiosk of a form uses and the form does not have, or that nobody can answer there. */
export function kioskProblems(form: Pick<FormDef, 'oid' | 'groups' | 'kiosk'>): readonly string[] {
  const { kiosk } = form
  if (!kiosk) return []
  const { questions, begin, date, time, language, notApplicable, ends } = kiosk
  const where = `form ${form.oid}: kiosk`
  const group = form.groups.find(({ oid }) => oid === questions)
  const asked = new Set(group?.items.map(({ oid }) => oid))
  const single = new Set(
    form.groups.filter((each) => !each.repeating).flatMap(({ items }) => items.map(({ oid }) => oid)),
  )
  const entered = [...Object.keys(begin), ...[date, time, language].flatMap((oid) => oid ?? [])]
  return [
    ...(group && !group.repeating ? [] : [`${where}: no single group ${questions}`]),
    ...entered.filter((oid) => !single.has(oid)).map((oid) => `${where}: unknown item ${oid}`),
    ...[...ends, ...(notApplicable ? [notApplicable] : [])].flatMap(({ items }) =>
      items.filter((oid) => !asked.has(oid)).map((oid) => `${where}: ${oid} is not asked`),
    ),
    ...(group?.items ?? [])
      .filter((item) => item.type !== 'calculated' && !answerable(item))
      .map(({ oid }) => `${where}: ${oid} has no answers to choose from`),
    ...(group?.items ?? [])
      .filter((item) => item.type !== 'calculated' && !item.missing)
      .map(({ oid }) => `${where}: ${oid} cannot be left out`),
  ]
}

const answerable = (item: FormDef['groups'][number]['items'][number]): boolean =>
  item.type === 'code' || (item.type === 'integer' && item.hard?.low !== undefined && item.hard.high !== undefined)
