import { readFileSync } from 'node:fs'
import { netter2 } from '#forms/netter-2/study'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { QueryId } from '#shared/change/change'
import type { Fonts } from '#shared/export/pdf/paper'
import { type ExportSource, standingAt } from '#shared/export/source'
import { SubjectCode } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { type Language, versionIdOf } from '#shared/study/definition'
import { Story, investigator, monitor, nurse, secondNurse } from './story'

const font = (file: string) =>
  new Uint8Array(readFileSync(new URL(`../../node_modules/@expo-google-fonts/noto-sans/${file}`, import.meta.url)))

export const fonts: Fonts = {
  regular: font('400Regular/NotoSans_400Regular.ttf'),
  bold: font('600SemiBold/NotoSans_600SemiBold.ttf'),
}

export const visit = FormPath.parse('SCR/SV')
export const vitals = FormPath.parse('SCR/VS')
export const nausea = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
export const fatigue = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000002')
export const mistake = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000003')
export const drug = FormPath.parse('LOG/CM:0198c0de-0000-7000-8000-000000000004')

/** Longer than a page, and letters of several scripts, some of which no font of ours has. */
export const longText = `${'The story goes on and on. '.repeat(250)}END OF STORY`
export const strange = 'Größe, ελληνικά, Ångström, Жизнь, 漢字'

const march = (day: number, time: string) => `2026-03-${String(day).padStart(2, '0')}T${time}:00.000+01:00`

/** One participant with everything an export has to show. */
export function filledStory(): Story {
  const story = new Story(versionIdOf(netter2))
  const heads = (form: FormPath) => [...headRefs(form, story.casebook().forms.get(form)?.items ?? new Map())]
  const sign = (form: FormPath, at: string) =>
    story.says(investigator, at, {
      kind: 'sign',
      meaning: 'reviewed-adverse-event',
      scopes: [{ scope: form, content: contentOf(form, story.casebook().forms.get(form)?.items ?? new Map()) }],
      key: 'key-1',
      signature: 'c2ln',
    })

  story.says(nurse, march(2, '08:55'), { kind: 'enrol', code: SubjectCode.parse('NL01-004') })
  story.enters(nurse, march(2, '09:00'), visit, { 'VISIT/SVOCCUR': 'Y', 'VISIT/SVSTDTC': '2026-03-02' })
  story.enters(nurse, march(2, '09:05'), vitals, {
    'MEASURED/VSDAT': '2026-03-02',
    'MEASURED/VSTIM': { state: 'missing', code: 'ND', reason: 'Clock was broken' },
    'VITALS/WEIGHT': {
      state: 'value',
      text: '70,5',
      unit: 'kg',
      canonical: { value: '70.5', unit: 'kg', conversion: '1' },
    },
    'VITALS/SYSBP': { state: 'value', text: '181', unit: 'mmHg' },
    'VITALS/DIABP': { state: 'value', text: '79', unit: 'mmHg' },
  })
  // Four values in a row, so that all of them have to be seen (P11-03).
  for (const [i, text] of ['118', '119', '120'].entries())
    story.enters(
      nurse,
      march(3, `10:0${i}`),
      vitals,
      { 'VITALS/SYSBP': { state: 'value', text, unit: 'mmHg' } },
      { reason: `Reason ${i + 1}` },
    )
  story.says(nurse, march(3, '10:30'), { kind: 'status', form: vitals, bases: [], status: 'complete' })
  story.says(monitor, march(4, '10:50'), { kind: 'verify', scope: vitals, heads: heads(vitals) })
  const question = QueryId.parse('0198c0de-0000-7000-8000-00000000f001')
  const asked = story.says(monitor, march(4, '11:00'), {
    kind: 'query',
    query: question,
    scope: ItemPath.parse(`${vitals}/VITALS/SYSBP`),
    bases: [],
    move: 'open',
    text: 'The source says 112. Which one is right?',
  })
  story.says(nurse, march(5, '09:00'), {
    kind: 'query',
    query: question,
    scope: ItemPath.parse(`${vitals}/VITALS/SYSBP`),
    bases: [asked],
    move: 'answer',
    text: '=The second reading counts',
  })

  story.enters(nurse, march(6, '09:00'), nausea, {
    'EVENT/AETERM': 'Nausea',
    'EVENT/AECTC': 'Nausea',
    'EVENT/AETOXGR': '1',
    'EVENT/AESTDAT': '2026-03',
    'EVENT/AEONGO': 'Y',
    'SERIOUS/AESER': 'N',
    'GRADES:0198c0de-0000-7000-8000-000000000a01/AEGRDAT': '2026-03-05',
    'GRADES:0198c0de-0000-7000-8000-000000000a01/AEGRADE': '1',
    'GRADES:0198c0de-0000-7000-8000-000000000a02/AEGRDAT': '2026-03-07',
    'GRADES:0198c0de-0000-7000-8000-000000000a02/AEGRADE': '2',
  })
  story.says(investigator, march(7, '16:00'), { kind: 'review', form: nausea, heads: heads(nausea) })
  sign(nausea, march(7, '16:01'))

  story.enters(nurse, march(6, '09:30'), fatigue, {
    'EVENT/AETERM': strange,
    'EVENT/AECTC': 'Fatigue',
    'EVENT/AETOXGR': '1',
    'SERIOUS/AESER': 'N',
  })
  story.says(investigator, march(7, '16:02'), { kind: 'review', form: fatigue, heads: heads(fatigue) })
  sign(fatigue, march(7, '16:03'))
  // Two people who did not see each other, and a signature that no longer holds.
  const seen =
    story
      .casebook()
      .forms.get(fatigue)
      ?.items.get(ItemPath.parse(`${fatigue}/EVENT/AETOXGR`))?.heads ?? []
  const grade = (text: string) => ({
    kind: 'value' as const,
    items: [
      {
        path: ItemPath.parse(`${fatigue}/EVENT/AETOXGR`),
        bases: seen.map(({ ref }) => ref),
        entry: { state: 'value' as const, text },
        reason: 'Got worse',
      },
    ],
  })
  story.says(nurse, march(8, '09:00'), grade('2'))
  story.says(secondNurse, march(8, '09:01'), grade('3'))

  story.enters(nurse, march(8, '10:00'), mistake, { 'EVENT/AETERM': 'Entered for someone else' })
  story.says(nurse, march(8, '10:05'), {
    kind: 'withdraw',
    scope: mistake,
    bases: heads(mistake),
    reason: 'Duplicate',
  })

  story.enters(nurse, march(9, '10:00'), drug, { 'MEDICINE/CMTRT': longText })
  story.enters(secondNurse, march(9, '11:00'), vitals, { 'VITALS/DIABP': '500' }, { held: 'missing-reason' })
  story.enters(secondNurse, march(10, '08:00'), vitals, { 'VITALS/PULSE': '-5' }, { offline: true })
  return story
}

export function sourceOf(
  story: Story,
  asOf = '2026-03-12T12:00:00.000+01:00',
  language: Language = 'en',
): ExportSource {
  return {
    study: compileStudy(netter2),
    subjects: [{ site: story.site, siteName: 'Rotterdam', casebook: standingAt(story.subject, story.log(), asOf) }],
    people: new Map([nurse, secondNurse, investigator, monitor].map(({ user, name }) => [user, name])),
    asOf,
    exporter: { name: 'Monitor Four', role: 'monitor' },
    app: 'Tracer 0.1.0',
    language,
  }
}
