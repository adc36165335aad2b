import { describe, expect, test } from 'vitest'
import { deidentified } from '#shared/export/deidentified'
import { logOf, standingAt } from '#shared/export/source'
import { streamed } from '#shared/export/streamed'
import { bundle } from '#shared/export/bundle'
import { FormPath } from '#shared/casebook/path'
import { daysBetween, PartialDate } from '#shared/partial-date'
import { filledStory, fonts, sourceOf, strange, visit } from '../../support/filled-casebook'
import { nurse } from '../../support/story'

const secret = Buffer.from('a secret of this test, long enough')
const story = filledStory()
story.enters(nurse, '2026-03-08T09:00:00.000+01:00', FormPath.parse('SCR/DM'), { 'PERSON/BRTHDAT': '1931-05-30' })
const source = streamed(sourceOf(story))

async function tables(key: Uint8Array): Promise<string> {
  const { files, manifest } = await bundle(deidentified(source, key), { format: 'csv', fonts })
  return [...files.map(({ bytes }) => Buffer.from(bytes).toString('utf8')), JSON.stringify(manifest)].join('\n')
}

describe('nobody is named in it (PRIV-03)', () => {
  const planted = [
    ...['NL01', 'Rotterdam', 'Nurse One', 'Dr Three', 'Monitor Four', '1931', '2026-03-02', '2026-03-05', strange],
    ...['Clock was broken', 'Reason 1', 'The source says 112', 'second reading', story.subject],
  ]
  test.each(planted)('%s', async (identifier) => expect(await tables(secret)).not.toContain(identifier))

  test('what can be computed with is there', async () => {
    const text = await tables(secret)
    for (const kept of ['Nausea', '70.5', 'MASK']) expect(text).toContain(kept)
  })
})

test('the days of a participant move together', async () => {
  const moved = deidentified(source, secret)
  const [before] = logOf(standingAt(story.subject, story.log(), '2027-01-01T00:00:00Z'))
  for await (const { casebook } of moved.subjects()) {
    const [first] = logOf(casebook)
    const said = [...casebook.forms.values()].flatMap(({ items }) => [...items.values()])
    const visited = said.find(({ path }) => path === `${visit}/VISIT/SVSTDTC`)?.value
    const day = PartialDate.parse(visited?.state === 'value' ? visited.text : '')
    const was = PartialDate.parse('2026-03-02')
    const shift = day && was ? daysBetween(day, was).least : 0
    expect(shift).toBeGreaterThan(0)
    expect(shift).toBeLessThanOrEqual(365)
    expect(Date.parse(before?.change.claimedAt ?? '') - Date.parse(first?.change.claimedAt ?? '')).toBe(
      shift * 86_400_000,
    )
  }
})

test('the same secret gives the same bytes, another one others, and a short one is refused', async () => {
  expect(await tables(secret)).toBe(await tables(secret))
  expect(await tables(Buffer.from('another secret of this test'))).not.toBe(await tables(secret))
  expect(() => deidentified(source, Buffer.from('short'))).toThrow(RangeError)
})
