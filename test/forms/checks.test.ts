import { studies } from '#forms/studies'
import { findingsOf } from '#shared/casebook/findings'
import { type FormPath, formPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { type CheckDef, type FormDef, versionIdOf } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { describe, expect, test } from 'vitest'
import { nurse, Story } from '../support/story'
import { treatmentStudy } from '../support/treatment-study'
import { catalogueStudy } from './catalogue-study'
import { cdiscPilot } from './cdisc-pilot-study'

/**
 * The cases that stand beside each check, played through the whole core: typed by a nurse, folded into a casebook, asked
 * for findings.
 */
const today = '2026-06-01'
const repeat = (row: number): string => `0198c0de-0000-7000-8000-00000000000${row}`

describe.each(
  [...studies, cdiscPilot, catalogueStudy, treatmentStudy].map(
    (version) => [version.study.name, compileStudy(version)] as const,
  ),
)('the checks of %s do what their cases say (VAL-03)', (_, study) => {
  const checks = study.version.forms.flatMap((form) => form.checks.map((check) => [check.id, form, check] as const))

  test.each(checks)('%s', (_id, form, check) => {
    expect(raised(study, form, check, 'holds')).toBe(false)
    expect(raised(study, form, check, 'boundary')).toBe(false)
    expect(raised(study, form, check, 'fails')).toBe(true)
  })
})

const day = '2026-06-01T09:00:00.000+02:00'

function raised(study: CompiledStudy, form: FormDef, check: CheckDef, which: keyof CheckDef['cases']): boolean {
  const story = new Story(versionIdOf(study.version), study.version.study.id)
  const asked = instance(study, form.oid)
  const { today: on = today, ...values } = check.cases[which]
  for (const [name, text] of Object.entries(values)) {
    const [item = '', second, third] = name.split('.').reverse()
    const other = third ?? (second !== undefined && study.form(second) ? second : form.oid)
    const isEarlier = other === form.oid && (third !== undefined || second === other)
    const { before, visit } = earlierInstance(study, other)
    if (isEarlier)
      story.enters(nurse, day, visit, {
        [place(study, study.version.visitDate.form, study.version.visitDate.item)]: '2025-01-01',
      })
    const path = isEarlier ? before : instance(study, other)
    const group = study.group(other, item)
    if (group?.repeating) {
      for (const row of Array.from({ length: Number(text) }, (_, i) => i))
        story.enters(nurse, day, path, { [`${item}:${repeat(row)}/${group.items[0]?.oid}`]: { state: 'blank' } })
      continue
    }
    const inRows = second !== undefined && study.group(other, second)?.repeating === true
    for (const [i, one] of (inRows ? text.split(' | ') : [text]).entries())
      story.enters(nurse, day, path, {
        [place(study, other, item, inRows ? i + 1 : 0)]: typed(study, other, item, one),
      })
  }
  const findings = findingsOf(study, story.casebook(), asked, on)
  return findings.some((finding) => finding.check === check.id || finding.check === `${check.id}:${repeat(0)}`)
}

/** The form in the last event that has it. */
function instance(study: CompiledStudy, form: string): FormPath {
  const event = study.events.findLast(({ forms }) => forms.includes(form))
  if (!event) throw new Error(`no event has the form ${form}`)
  return formPath({ oid: event.oid }, { oid: form, ...(study.form(form)?.repeating && { repeat: repeat(0) }) })
}

/** The form in the first event that has it, and the form with the date of that visit. */
function earlierInstance(study: CompiledStudy, form: string): { before: FormPath; visit: FormPath } {
  const event = study.events.find(({ forms }) => forms.includes(form))
  if (!event) throw new Error(`no event has the form ${form}`)
  const { oid } = event
  const before = formPath({ oid }, { oid: form, ...(study.form(form)?.repeating && { repeat: repeat(9) }) })
  return { before, visit: formPath({ oid }, { oid: study.version.visitDate.form }) }
}

function place(study: CompiledStudy, form: string, item: string, row = 0): string {
  const group = study.item(form, item)?.group
  return `${group?.oid}${group?.repeating ? `:${repeat(row)}` : ''}/${item}`
}

function typed(study: CompiledStudy, form: string, item: string, text: string): Entry {
  const def = study.item(form, item)?.def
  if (!def) throw new Error(`${form}.${item} is not in the study`)
  const codes = study.codeListOf(def)?.codes.map(({ code }) => code)
  const read = readEntry(def, { text }, { today, ...(codes && { codes }) })
  if (!read.ok) throw new Error(`${form}.${item} cannot be read from ${text}: ${read.reason}`)
  return read.entry
}
