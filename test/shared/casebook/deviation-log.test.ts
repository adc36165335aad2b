import { describe, expect, test } from 'vitest'
import { deviationLogOf, dismissal, notedDeviation } from '#shared/casebook/deviation-log'
import { FormPath } from '#shared/casebook/path'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { calendarStudy } from '../../support/calendar-study'
import { Story, investigator, nurse } from '../../support/story'

const study = compileStudy(calendarStudy)
const at = '2026-01-01T10:00:00Z'
const today = '2025-03-20'
const repeat = '0198c0de-0000-7000-8000-0000000000e1'

const enter = (story: Story, path: string, text: string) => {
  const [event = '', form = '', item = ''] = path.split('/')
  story.enters(nurse, at, FormPath.parse(`${event}/${form}`), { [`MAIN/${item}`]: text })
}
/** Cycle 2 was given two days after its window. */
function lateCycle(): Story {
  const story = new Story(study.id, calendarStudy.study.id)
  const said = {
    'SCR/SV/SVSTDTC': '2024-11-25',
    'SCR/ICF/DSSTDAT': '2024-11-25',
    'RAND/RAND/RANDDAT': '2024-12-20',
    'RAND/RAND/ARMCD': 'A',
    'C1/SV/SVSTDTC': '2025-01-06',
    'C1-W4/SV/SVSTDTC': '2025-02-03',
    'IMG-12/SV/SVSTDTC': '2025-03-14',
    'C2/SV/SVSTDTC': '2025-03-12',
  }
  for (const [path, text] of Object.entries(said)) enter(story, path, text)
  return story
}
const log = (story: Story, day = today) => deviationLogOf(study, story.casebook(), day)
const open = (story: Story, day = today) => log(story, day).open.map(({ id }) => id)
const late = 'X004/C2'
const said = {
  term: 'Given two days late',
  day: '2025-03-12',
  category: 'VISIT_WINDOW',
  severity: 'MINOR',
  action: 'None',
}

function proposal(story: Story, id: string) {
  const found = log(story).open.find((one) => one.id === id)
  if (!found) throw new Error(`${id} is not proposed`)
  return found
}
function note(story: Story, id: string): void {
  const body = notedDeviation(study, proposal(story, id), said, repeat)
  if (!body) throw new Error('no log of deviations')
  story.says(nurse, at, body)
}

test('the study is sound', () => expect(problemsOf(calendarStudy)).toEqual([]))

describe('a person judges what is proposed', () => {
  test('a late cycle is proposed until it is noted, with what it came from', () => {
    const story = lateCycle()
    expect(open(story)).toContain(late)
    note(story, late)
    expect(open(story)).not.toContain(late)
    expect(log(story).noted).toEqual([{ form: `LOG/DV:${repeat}`, from: late, stands: true }])
    const record = story.casebook().forms.get(FormPath.parse(`LOG/DV:${repeat}`))
    const texts = [...(record?.items.values() ?? [])].map(({ path, value }) => [
      path.split('/').at(-1),
      value?.state === 'value' && value.text,
    ])
    expect(Object.fromEntries(texts)).toEqual({
      DVTERM: 'Given two days late',
      DVSTDAT: '2025-03-12',
      DVCAT: 'VISIT_WINDOW',
      DVSEV: 'MINOR',
      DVACT: 'None',
      DVSRC: 'AUTO',
      DVCHECK: late,
      DVLINK: 'C2',
    })
  })

  test('a record that is withdrawn is no answer any more', () => {
    const story = lateCycle()
    note(story, late)
    const form = FormPath.parse(`LOG/DV:${repeat}`)
    const bases = [...(story.casebook().forms.get(form)?.items.values() ?? [])].flatMap(({ heads }) =>
      heads.map(({ ref }) => ref),
    )
    story.says(nurse, at, { kind: 'withdraw', scope: form, bases: [...new Set(bases)].sort(), reason: 'Entered twice' })
    expect(open(story)).toContain(late)
  })

  test('a noted deviation says that its cause is gone once the date was corrected', () => {
    const story = lateCycle()
    note(story, late)
    enter(story, 'C2/SV/SVSTDTC', '2025-03-10')
    expect(log(story).noted).toEqual([{ form: `LOG/DV:${repeat}`, from: late, stands: false }])
  })

  test('a proposal whose cause was corrected goes by itself', () => {
    const story = lateCycle()
    enter(story, 'C2/SV/SVSTDTC', '2025-03-10')
    expect(open(story)).not.toContain(late)
  })

  test('what was dismissed stays so until something it rests on changes', () => {
    const story = lateCycle()
    story.says(nurse, at, dismissal(study, proposal(story, late), 'Agreed with the sponsor'))
    expect(open(story)).not.toContain(late)
    expect(log(story).dismissed.map(({ proposal: { id }, by }) => [id, by.reason])).toEqual([
      [late, 'Agreed with the sponsor'],
    ])
    enter(story, 'C2/SV/SVSTDTC', '2025-03-13')
    expect(open(story)).toContain(late)
  })

  test('the visit it counts from is a part of what it rests on', () => {
    const story = lateCycle()
    story.says(nurse, at, dismissal(study, proposal(story, late), 'Agreed with the sponsor'))
    enter(story, 'C1/SV/SVSTDTC', '2025-01-05')
    expect(open(story)).toContain(late)
  })

  test('a visit nobody began can be dismissed as well', () => {
    const story = lateCycle()
    expect(open(story, '2025-06-30')).toContain('VISIT-MISSED/C1-H24')
    const missed = log(story, '2025-06-30').open.find(({ id }) => id === 'VISIT-MISSED/C1-H24')
    if (!missed) throw new Error('not proposed')
    story.says(nurse, at, dismissal(study, missed, 'Blood was taken at the general practitioner'))
    expect(open(story, '2025-06-30')).not.toContain('VISIT-MISSED/C1-H24')
  })
})

describe('what forms show', () => {
  test('a check of weight D proposes with the category of the check, unless the window does already', () => {
    const story = lateCycle()
    enter(story, 'C1/EXLU/LATE', 'Y')
    enter(story, 'C2/EXLU/LATE', 'Y')
    const found = log(story).open.filter(({ why }) => why === 'found')
    expect(found.map(({ id, category, event }) => [id, category, event])).toEqual([
      ['X005-LATE/C1/EXLU', 'DOSING', 'C1'],
    ])
  })

  test('what gates a step proposes once an investigator lets it stand', () => {
    const story = lateCycle()
    enter(story, 'C1/EXLU/ECSTDTM', '2025-01-06T10:00+01:00')
    enter(story, 'XSCR/XOVR/XOVDEC', 'N')
    expect(open(story)).not.toContain('X030/C1/EXLU')
    const heads = (path: string, form: string) =>
      [...(story.casebook().forms.get(FormPath.parse(form))?.items.values() ?? [])]
        .filter((item) => item.path.endsWith(path))
        .flatMap((item) => item.heads.map(({ ref }) => ref))
    const evidence = [...heads('ECSTDTM', 'C1/EXLU'), ...heads('XOVDEC', 'XSCR/XOVR')].sort()
    const confirmed = {
      kind: 'confirm' as const,
      form: FormPath.parse('C1/EXLU'),
      check: 'X030',
      evidence,
      reason: 'Happened',
    }
    story.says(investigator, at, confirmed)
    expect(open(story)).toContain('X030/C1/EXLU')
  })
})

describe('two assessments missed one after the other', () => {
  test.each([
    ['one is not yet two', {}, '2025-09-01', ['IMG-24'], []],
    ['the second makes it so', {}, '2026-01-01', ['IMG-24', 'IMG-36'], ['X026/IMG-36/RUN']],
    ['one that was done between parts them', { 'IMG-24/SV/SVSTDTC': '2025-06-06' }, '2026-01-01', ['IMG-36'], []],
  ])('%s', (_, more, day, missed, runs) => {
    const story = lateCycle()
    for (const [path, text] of Object.entries(more)) enter(story, path, text)
    for (const event of missed) enter(story, `${event}/SV/SVOCCUR`, 'N')
    expect(open(story, day).filter((id) => id.startsWith('X026'))).toEqual(runs)
  })
})
