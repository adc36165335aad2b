import { studies } from '#forms/studies'
import { findingsOf } from '#shared/casebook/findings'
import { type FormPath, formPath } from '#shared/casebook/path'
import { type Entry } from '#shared/change/change'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { type CheckDef, type FormDef, versionIdOf } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { describe, expect, test } from 'vitest'
import { nurse, Story } from '../support/story'
import { cdiscPilot } from './cdisc-pilot-study'

/**
 * The cases that stand beside each check, played through the whole core: typed by a nurse, folded into a casebook, asked
 * for findings.
 */
const today = '2026-06-01'
const repeat = '0198c0de-0000-7000-8000-000000000001'

describe.each([...studies, cdiscPilot].map((version) => [version.study.name, compileStudy(version)] as const))(
  '%s',
  (_, study) => {
    const checks = study.version.forms.flatMap((form) => form.checks.map((check) => [check.id, form, check] as const))

    test.each(checks)('%s', (_id, form, check) => {
      expect(raised(study, form, check, 'holds')).toBe(false)
      expect(raised(study, form, check, 'boundary')).toBe(false)
      expect(raised(study, form, check, 'fails')).toBe(true)
    })
  },
)

function raised(study: CompiledStudy, form: FormDef, check: CheckDef, which: keyof CheckDef['cases']): boolean {
  const story = new Story(versionIdOf(study.version), study.version.study.id)
  for (const [name, text] of Object.entries(check.cases[which])) {
    const [item = '', other = form.oid] = name.split('.').reverse()
    story.enters(nurse, '2026-06-01T09:00:00.000+02:00', instance(study, other), {
      [place(study, other, item)]: typed(study, other, item, text),
    })
  }
  const findings = findingsOf(study, story.casebook(), instance(study, form.oid), today)
  return findings.some((finding) => finding.check === check.id || finding.check === `${check.id}:${repeat}`)
}

/** The form in the first event that has it. */
function instance(study: CompiledStudy, form: string): FormPath {
  const event = study.version.events.find(({ forms }) => forms.includes(form))
  if (!event) throw new Error(`no event has the form ${form}`)
  return formPath({ oid: event.oid }, { oid: form, ...(study.form(form)?.repeating && { repeat }) })
}

function place(study: CompiledStudy, form: string, item: string): string {
  const group = study.item(form, item)?.group
  return `${group?.oid}${group?.repeating ? `:${repeat}` : ''}/${item}`
}

function typed(study: CompiledStudy, form: string, item: string, text: string): Entry {
  const def = study.item(form, item)?.def
  if (!def) throw new Error(`${form}.${item} is not in the study`)
  const codes = study.codeListOf(def)?.codes.map(({ code }) => code)
  const read = readEntry(def, { text }, { today, ...(codes && { codes }) })
  if (!read.ok) throw new Error(`${form}.${item} cannot be read from ${text}: ${read.reason}`)
  return read.entry
}
