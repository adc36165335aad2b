import { expect, test } from 'vitest'
import { summarise } from '#shared/casebook/summary'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { rosterNews } from '../../../renderer/data/upkeep'
import { smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'

const small = compileStudy(smallStudy)
const { id: study } = smallStudy.study
const [NL01, NL02] = [SiteId.parse('NL01'), SiteId.parse('NL02')]

function enrolled() {
  const site = NL01
  const story = new Story(small.id, study, site)
  story.says(nurse, '2026-03-12T09:00:00.000+01:00', { kind: 'enrol', code: SubjectCode.parse(`${site}-001`) })
  const summary = summarise(small, story.casebook(), { study, site }, '2026-03-12')
  if (!summary) throw new Error('nobody is enrolled')
  return { subject: story.subject, study, site, summary }
}

test('a list hears of a participant once, as they stand after the last of several changes', () => {
  const now = enrolled()
  const before = { ...now, summary: { ...now.summary, findings: 3 } }
  // Known to the device, not enrolled.
  const elsewhere = { subject: SubjectKey.parse('0198c0de-0000-7000-8000-00000000abce'), study, site: NL02 }
  expect(rosterNews([before, elsewhere, now])).toEqual([
    { kind: 'roster', study, site: NL01, lines: [{ subject: now.subject, summary: now.summary }] },
    { kind: 'roster', study, site: NL02, lines: [{ subject: elsewhere.subject, summary: undefined }] },
  ])
})
