import { startNet } from '#forms/start-net/study'
import { affectedBy } from '#shared/casebook/affected'
import type { Casebook } from '#shared/casebook/casebook'
import { findingsOf } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { groundsOf } from '#shared/casebook/grounds'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath, formOid, itemOf } from '#shared/casebook/path'
import { scheduleOf } from '#shared/casebook/schedule'
import { compileStudy } from '#shared/study/compile'
import { expect, test } from 'vitest'
import { ruleStudy } from '../../support/rule-study'
import { Story, nurse } from '../../support/story'
import { FilledParticipant } from '../../support/whole-casebook'

const TODAY = '2027-01-01'
const study = compileStudy(startNet)
const person = new FilledParticipant(study, { visits: 20, logs: 2 })
const whole = fold(person.log(), emptyCasebook(person.subject))
const forms = [...whole.forms.keys()]
for (const form of forms) findingsOf(study, whole, form, TODAY)
scheduleOf(study, whole)

/** The casebook with another value for the item of the first instance of a form that holds it, and that instance. */
function changed(oid: string, item: string, at = 0): { readonly casebook: Casebook; readonly form: FormPath } {
  const held = forms.filter((path) => formOid(path) === oid)
  const form = held.sort((a, b) => study.eventRank(a.split('/')[0] ?? '') - study.eventRank(b.split('/')[0] ?? ''))[at]
  const state = form && [...(whole.forms.get(form)?.items.values() ?? [])].find(({ path }) => itemOf(path) === item)
  if (!state) throw new Error(`nobody entered ${oid}.${item}`)
  const bases = state.heads.map(({ ref }) => ref)
  const entry = { state: 'missing' as const, code: 'NA' as const }
  const logged = person.says({ kind: 'value', items: [{ path: state.path, bases, entry, reason: 'Slip' }] })
  return { casebook: fold([logged], whole), form }
}

const itemsOf = (casebook: Casebook, form: FormPath) =>
  (layoutOf(study, casebook, form)?.groups ?? []).flatMap(({ rows }) => rows.flatMap(({ items }) => items))

/** `FORM.ITEM` of everything that was laid out anew, and the forms of which other things were found. */
function workedOut(casebook: Casebook) {
  const items = forms.flatMap((form) => {
    const before = new Set(itemsOf(whole, form))
    return itemsOf(casebook, form).flatMap((laid) => (before.has(laid) ? [] : [`${form}.${laid.def.oid}`]))
  })
  const findings = forms.filter(
    (form) => findingsOf(study, casebook, form, TODAY) !== findingsOf(study, whole, form, TODAY),
  )
  return { items, findings }
}

test('a value that nothing reads is worked out again alone', () => {
  const { casebook, form } = changed('VS', 'PULSE')
  expect(workedOut(casebook)).toEqual({ items: [`${form}.PULSE`], findings: [] })
  expect(scheduleOf(study, casebook)).toBe(scheduleOf(study, whole))
  for (const other of forms) if (other !== form) expect(casebook.forms.get(other)).toBe(whole.forms.get(other))
})

test('a fold leaves items that no change speaks of as the same objects', () => {
  const { casebook, form } = changed('VS', 'PULSE')
  const [before, after] = [whole, casebook].map((each) => each.forms.get(form)?.items)
  const others = [...(after ?? [])].filter(([path]) => itemOf(path) !== 'PULSE')
  expect(others.length).toBeGreaterThan(5)
  for (const [path, item] of others) expect(item).toBe(before?.get(path))
})

test('a value is compared with the one before it: the next sample is asked again, not those after', () => {
  const { casebook } = changed('LBC', 'NA', 1)
  const { findings } = workedOut(casebook)
  expect(findings.filter((path) => formOid(path) === 'LBC').length).toBeLessThanOrEqual(2)
  expect(affectedBy(study, whole, casebook).count).toBeLessThan(6)
})

test('what is calculated from another form follows, and what is calculated from that', () => {
  const { casebook, form } = changed('VS', 'WEIGHT')
  const { items } = workedOut(casebook)
  const clearances = items.filter((item) => item.includes('/LBC.'))
  expect(clearances.length).toBeGreaterThan(0)
  expect(items).toContain(`${form}.WEIGHT`)
  expect(items.length).toBeLessThan(forms.flatMap((each) => itemsOf(whole, each)).length / 20)
})

test('another day asks again only what a day can change', () => {
  const [form] = forms.filter((path) => formOid(path) === 'VS')
  if (!form) throw new Error('no vital signs')
  const on = (day: string) => findingsOf(study, whole, form, day).map(({ check }) => check)
  const later = on(TODAY)
  expect(on('2024-01-01')).toEqual(expect.arrayContaining(['FUTURE-DATE:VSDAT', ...later]))
  expect(on(TODAY)).toEqual(later)
})

test('a finding says what it rests on, also in another form, with its date', () => {
  const small = compileStudy(ruleStudy)
  const story = new Story(small.id, ruleStudy.study.id)
  const at = '2026-01-01T10:00:00Z'
  story.enters(nurse, at, FormPath.parse('SCR/DM'), { 'MAIN/ICFDAT': '2026-01-05' })
  story.enters(nurse, at, FormPath.parse('SCR/SV'), { 'VISIT/SVSTDTC': '2026-01-04' })
  const form = FormPath.parse('SCR/VS')
  story.enters(nurse, at, form, { 'MAIN/WEIGHT': '70' })
  const casebook = story.casebook()
  const [finding] = findingsOf(small, casebook, form, '2026-11-21')
  if (!finding) throw new Error('nothing was found')
  const { check, inputs } = groundsOf(small, casebook, form, finding, '2026-11-21')
  expect(check).toBe('VS-03')
  expect(inputs.map(({ path, date }) => [path, date])).toEqual([
    ['SCR/VS/MAIN/WEIGHT', '2026-01-04'],
    ['SCR/DM/MAIN/ICFDAT', '2026-01-05'],
    ['SCR/SV/VISIT/SVSTDTC', '2026-01-04'],
  ])
})
