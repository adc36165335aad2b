import { describe, expect, test } from 'vitest'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { Change, type ChangeBody } from '#shared/change/change'
import { pdfText } from '../../support/pdf-text'
import { fonts } from '../../support/filled-casebook'
import { safetyReportPdf } from '#shared/export/pdf/safety-report'
import { elementsOf } from '#shared/export/safety-report/elements'
import { DeviceId, SubjectCode } from '#shared/ids'
import { reportJson, reportXml } from '#shared/export/safety-report/files'
import { Grant } from '#shared/protocol'
import { judge } from '#shared/review/hold'
import { reportChanges, versionBefore } from '#shared/review/report-changes'
import { beginReport, seriousCases, seriousNews } from '#shared/review/serious'
import { compileStudy } from '#shared/study/compile'
import { type Story, nurse } from '../../support/story'
import { type Told, storyOf, tell } from '../../support/told-casebook'

const study = compileStudy(wholeNetter2)
const uuid = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`
const event = FormPath.parse(`LOG/AE:${uuid(1)}`)
const first = FormPath.parse(`LOG/SAE:${uuid(2)}`)
const second = FormPath.parse(`LOG/SAE:${uuid(3)}`)

const entered = '2026-03-02T09:00:00.000+01:00'
const told: Told = {
  'SCR/DM': { BRTHDAT: '1961', SEX: 'F' },
  'W0/EXLU': { LUPRESC: '7400', ECSTDTM: '2026-02-20T10:00:00+01:00' },
  [event]: {
    ...{ AETERM: 'Sepsis <grave>', AECTC: 'Sepsis', AETOXGR: '4', AESTDAT: '2026-03-01', AEONGO: 'Y' },
    ...{
      AESER: 'Y',
      AESLIFE: 'Y',
      AESHOSP: 'Y',
      AEREL_LU: 'POSSIBLE',
      AEACN_LU: 'DRUG_DELAYED',
      AEOUT: 'NOT_RECOVERED',
    },
  },
}
const report = {
  ...{ SAENO: '004-1', SAEVER: '1', SAETYPE: 'INITIAL', SAEAELINK: event, SAETERM: 'Sepsis <grave>' },
  ...{ SAESTDAT: '2026-03-01', REPORTEDBY: 'NURSE', SAENARR: 'Fever, then shock.' },
}
const aware = '2026-03-01T20:00:00+01:00'

const begin = (more: Told = {}): Story => {
  const story = storyOf(study, { ...told, ...more }, entered)
  return story
}
const only = (story: Story, now: string) => seriousCases(study, story.casebook(), now)[0]

describe('the clock runs from when the site knew (GCP-23)', () => {
  test.each([
    ['at once', '2026-03-02T08:00:00Z', {}, 'running', 24 * 60],
    ['a minute before the end', '2026-03-03T07:59:00Z', {}, 'running', 1],
    ['at the end', '2026-03-03T08:00:00Z', {}, 'running', 0],
    ['a minute after it', '2026-03-03T08:01:00Z', {}, 'overdue', -1],
    ['as the report says', '2026-03-02T18:00:00Z', { [first]: { ...report, SAEAWARE: aware } }, 'running', 60],
    [
      'sent on the last minute',
      '2026-04-01T00:00:00Z',
      { [first]: { ...report, SAEAWARE: aware, SAESENT: '2026-03-02T20:00:00+01:00' } },
      'in-time',
      0,
    ],
    [
      'sent a minute later',
      '2026-04-01T00:00:00Z',
      { [first]: { ...report, SAEAWARE: aware, SAESENT: '2026-03-02T20:01:00+01:00' } },
      'late',
      -1,
    ],
  ] as const)('%s', (_, now, more, standing, minutes) => {
    expect(only(begin(more), now)?.clock).toMatchObject({ standing, minutes })
  })

  test('what is sent without the minimum facts is no report yet (E2B-01)', () => {
    const sent = { ...report, SAEAWARE: aware, SAESENT: '2026-03-02T10:00:00+01:00' }
    const isValid = (said: Told[string]) => {
      const casebook = { ...begin({ [first]: said }).casebook(), code: SubjectCode.parse('NL01-004') }
      return seriousCases(study, casebook, entered)[0]?.clock?.isValid
    }
    expect(isValid(sent)).toBe(true)
    expect(isValid({ ...sent, REPORTEDBY: '' })).toBe(false)
    expect(only(begin({ [first]: sent }), entered)?.clock?.isValid).toBe(false)
  })

  test('a report that says the times before were wrong brings the right ones', () => {
    const wrong = { ...report, SAEAWARE: '2026-02-01T20:00:00+01:00', SAESENT: '2026-03-02T10:00:00+01:00' }
    const right = {
      ...report,
      SAEVER: '2',
      SAETYPE: 'FOLLOW_UP',
      SAEAWARE: aware,
      SAESENT: '2026-03-02T10:30:00+01:00',
    }
    const before = only(begin({ [first]: wrong }), entered)
    const after = only(begin({ [first]: wrong, [second]: { ...right, SAECORR: first } }), entered)
    expect([before?.clock?.standing, after?.clock?.standing]).toEqual(['late', 'in-time'])
  })
})

test('a report lacks what nobody could report on (E2B-01)', () => {
  const story = begin({ [first]: { SAEAELINK: event } })
  expect(only(story, entered)?.reports[0]?.lacks).toEqual(['participant', 'reporter', 'event'])
  const untreated = Object.fromEntries(Object.entries(told).filter(([form]) => form !== 'W0/EXLU'))
  const alone = storyOf(study, { ...untreated, [first]: report }, entered)
  expect(only(alone, entered)?.reports[0]?.lacks).toEqual(['participant', 'product'])
})

test('the next report is bound to the event and keeps its number; it never begins with times (E2B-03)', () => {
  const story = begin({ [first]: { ...report, SAEAWARE: aware } })
  const [open] = seriousCases(study, story.casebook(), entered)
  const made = open && beginReport(study, story.casebook(), open, uuid(3))
  const said = Object.fromEntries((made?.items ?? []).map(({ path, entry }) => [path.split('/').at(-1) ?? '', entry]))
  expect(made?.form).toBe(second)
  expect(said).toMatchObject({
    SAENO: { text: '004-1' },
    SAEVER: { text: '2' },
    SAETYPE: { text: 'FOLLOW_UP' },
    SAEAELINK: { text: event },
    SAENARR: { text: 'Fever, then shock.' },
  })
  expect(Object.keys(said)).not.toContain('SAEAWARE')
  expect(Object.keys(said)).not.toContain('SAESENT')
})

describe('what changed between two versions of a report (E2B-03)', () => {
  const sent = { ...report, SAEAWARE: aware, SAESENT: '2026-03-02T10:00:00+01:00', SAECAUSINV: 'UNLIKELY' }
  const next = {
    ...{ ...sent, SAEVER: '2', SAETYPE: 'FOLLOW_UP', SAESENT: '2026-03-05T10:00:00+01:00' },
    ...{ SAENARR: 'Fever, then shock. Recovered on 4 March.', SAEENDAT: '2026-03-04', SAECAUSINV: '' },
  }
  const story = begin({ [first]: sent, [second]: next })
  const casebook = story.casebook()
  const reports = only(story, entered)?.reports ?? []
  const [earlier, now] = reports
  if (!earlier || !now) throw new Error('there are no two versions')

  test('each item with what it said earlier and what it says now, what is gone as well as what is new', () => {
    expect(versionBefore(reports, now)).toBe(earlier)
    expect(versionBefore(reports, earlier)).toBeUndefined()
    const said = reportChanges(study, casebook, { earlier, now }, 'en').map((one) => [
      one.item.oid,
      one.earlier,
      one.now,
    ])
    expect(said).toEqual([
      ['SAEENDAT', '', '4 Mar 2026'],
      ['SAESENT', '2 Mar 2026 10:00 (UTC+01:00)', '5 Mar 2026 10:00 (UTC+01:00)'],
      ['SAENARR', 'Fever, then shock.', 'Fever, then shock. Recovered on 4 March.'],
      ['SAECAUSINV', expect.stringMatching(/./), ''],
    ])
  })

  test('two values that stand against each other are both told', () => {
    const path = ItemPath.parse(`${second}/REPORT/SAETERM`)
    for (const [n, text] of ['Sepsis', 'Septic shock'].entries())
      story.says({ ...nurse, device: DeviceId.parse(uuid(7 + n)) }, entered, {
        kind: 'value',
        items: [{ path, bases: [], entry: { state: 'value', text } }],
      })
    const [was, is] = only(story, entered)?.reports ?? []
    if (!was || !is) throw new Error('there are no two versions')
    const found = reportChanges(study, story.casebook(), { earlier: was, now: is }, 'en')
    expect(found.find(({ item }) => item.oid === 'SAETERM')?.now).toMatch(
      /Sepsis.* \/ .*Septic shock|Septic shock.* \/ /,
    )
  })

  test.each([
    ['en', 'What changed since version 1', 'Earlier'],
    ['fr', 'Ce qui a changé depuis la version 1', 'Avant'],
    ['sv', 'Vad som ändrats sedan version 1', 'Tidigare'],
  ] as const)(
    'on paper side by side, and the first version says nothing of it: %s',
    async (language, title, before) => {
      const made = { fonts, author: 'Nurse One', producer: 'Tracer' }
      const source = { study, casebook, asOf: '2026-03-06T10:00:00+01:00', language }
      const later = pdfText(await safetyReportPdf({ ...source, report: now, earlier }, made)).join('\n')
      for (const said of [title, before, 'Recovered on 4 March.']) expect(later).toContain(said)
      const begun = pdfText(await safetyReportPdf({ ...source, report: earlier }, made)).join('\n')
      expect(begun).not.toContain(title)
      expect(begun).toContain('Fever, then shock.')
    },
  )
})

describe('what was given once stands (E2B-03)', () => {
  const path = ItemPath.parse(`${first}/REPORT/SAEAWARE`)
  const held = (story: Story, body: ChangeBody) => {
    const made = story.log()[0]?.change
    const role = 'nurse' as const
    return judge(Change.parse({ ...made, n: 900, body }), {
      now: '2026-03-03T00:00:00Z',
      grants: [Grant.parse({ study: study.version.study.id, site: 'NL01', role, from: '2025-01-01T00:00:00Z' })],
      study,
      approved: () => ({ study, on: '2026-01-01' }),
      casebook: story.casebook(),
    })
  }
  const story = begin({ [first]: { ...report, SAEAWARE: aware } })
  const bases =
    story
      .casebook()
      .forms.get(first)
      ?.items.get(path)
      ?.heads.map(({ ref }) => ref) ?? []
  const becomes = (text: string): ChangeBody => ({
    kind: 'value',
    items: [{ path, bases, entry: { state: 'value', text }, reason: 'Typing error' }],
  })

  test.each([
    ['another time', becomes('2026-03-02T20:00:00+01:00'), 'illegal-transition'],
    ['the same time', becomes(aware), undefined],
    [
      'nothing',
      { kind: 'value', items: [{ path, bases, entry: { state: 'blank' }, reason: 'Typing error' }] },
      'illegal-transition',
    ],
    ['the report withdrawn', { kind: 'withdraw', scope: first, bases, reason: 'Entered twice' }, 'illegal-transition'],
  ] as const)('%s', (_, body, reason) => expect(held(story, Change.shape.body.parse(body))).toBe(reason))

  test('a time that nobody gave can be given', () => {
    expect(held(begin({ [first]: report }), { ...becomes(aware) })).toBe(undefined)
  })
})

test('a change by itself says that something serious happened', () => {
  const story = begin({ [first]: { ...report, SAESENT: '2026-03-02T10:00:00+01:00' } })
  const news = story.log().flatMap(({ change }) => seriousNews(study, change.body))
  expect(news).toEqual([
    { kind: 'event', form: event },
    { kind: 'report', form: first },
  ])
  tell(story, study, event, { AESER: 'N' }, { at: entered, reason: 'Mistake' })
  expect(
    story
      .log()
      .slice(-1)
      .flatMap(({ change }) => seriousNews(study, change.body)),
  ).toEqual([])
})

describe('a report leaves the app without a network', () => {
  const story = begin({ [first]: { ...report, SAEAWARE: aware, SAESENT: '2026-03-02T10:00:00+01:00' } })
  const casebook = story.casebook()
  const made = seriousCases(study, casebook, entered)[0]?.reports[0]
  if (!made) throw new Error('there is no report')
  const source = { study, casebook, report: made, asOf: entered, language: 'en' as const }

  test('its elements have the names and codes of E2B(R3) (E2B-02)', () => {
    const found = elementsOf(source).map(({ id, code, block }) => [block === undefined ? id : `${id}#${block}`, code])
    expect(Object.fromEntries(found)).toMatchObject({
      'C.1.1': 'NCT03972488-004-1',
      'C.1.3': '2',
      'C.1.4': '20260301200000+0100',
      'C.2.r.4': '3',
      'C.5.1.r.1': 'NCT03972488',
      'D.2.1': '1961',
      'D.5': '2',
      'E.i.1.1a': 'Sepsis <grave>',
      'E.i.3.2b': 'true',
      'E.i.3.2c': 'true',
      'E.i.4': '20260301',
      'E.i.7': '3',
      'G.k.1#1': '1',
      'G.k.2.2#1': 'Lu-177',
      'G.k.11#1': 'Delayed',
      'H.1': 'Fever, then shock.',
    })
    expect(found.map(([id]) => id)).not.toContain('E.i.3.2a')
  })

  test('nothing in it is more than needed: the age stands for a date of birth', () => {
    const known = begin({ 'SCR/DM': { BRTHDAT: '1961-05-20', SEX: 'F' }, [first]: report }).casebook()
    const json = new TextDecoder().decode(reportJson({ ...source, casebook: known }))
    expect(json).not.toContain('1961')
    expect(json).toContain('{"code":"64","id":"D.2.2a","text":"64"}')
  })

  test('the files say the same (E2B-02)', async () => {
    const xml = new TextDecoder().decode(reportXml(source))
    expect(xml).toContain('<element id="E.i.1.1a" code="Sepsis &lt;grave&gt;">Sepsis &lt;grave&gt;</element>')
    const pdf = pdfText(await safetyReportPdf(source, { fonts, author: 'Nurse One', producer: 'Tracer' })).join('\n')
    for (const said of ['Sepsis <grave>', 'E.i.3.2b', 'Fever, then shock.', 'Still missing: the participant’s code'])
      expect(pdf).toContain(said)
  })
})
