import { expect, test } from 'vitest'
import { CHUNK_BYTES, AttachedFile, describeFile, kindOfFile } from '#shared/attachment'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, Scope } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { signedContent } from '#shared/review/signed-content'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, nurse } from '../../support/story'

const VS = FormPath.parse('SCR/VS')
const at = '2026-01-01T10:00:00Z'
const study = compileStudy(ruleStudy)
const fileOf = (byte: number) =>
  describeFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47, byte]), { title: 'ECG', type: 'image/png', blackened: 0 })
const attach = (byte: number): ChangeBody => ({ kind: 'attach', form: VS, file: fileOf(byte) })
const sign = (story: Story, scope: Scope): ChangeBody => ({
  kind: 'sign',
  meaning: 'data-correct',
  scopes: [{ scope, content: signedContent(story.casebook(), scope) }],
  ...{ key: 'k', signature: 's' },
})

test('files stand with their form in order, in whatever order their changes come', () => {
  const story = new Story(study.id)
  const first = story.says(nurse, at, attach(1))
  story.says(nurse, at, attach(2))
  story.says(nurse, at, { kind: 'detach', form: VS, attachment: first, reason: 'of somebody else' })
  const stands = (log: ReturnType<Story['log']>) =>
    fold(log, emptyCasebook(story.subject))
      .forms.get(VS)
      ?.attachments.map(({ file, removed }) => [file.sha256, removed?.reason])
  const expected = [
    [fileOf(1).sha256, 'of somebody else'],
    [fileOf(2).sha256, undefined],
  ]
  expect(stands(story.log())).toEqual(expected)
  expect(stands([...story.log()].reverse())).toEqual(expected)
  const one = story.log().reduce((book, logged) => fold([logged], book), emptyCasebook(story.subject))
  expect(one.forms.get(VS)?.attachments.map(({ removed }) => removed?.reason)).toEqual(['of somebody else', undefined])
})

test.each(['SCR/VS', 'SCR', ''] as const)('a file added or taken away breaks a signature of %o', (place) => {
  const story = new Story(study.id)
  const scope = Scope.parse(place)
  const kept = story.says(nurse, at, attach(1))
  const before = signedContent(story.casebook(), scope)
  story.says(investigator, at, sign(story, scope))
  expect(signedContent(story.casebook(), scope)).toBe(before)
  const added = story.says(nurse, at, attach(2))
  expect(signedContent(story.casebook(), scope)).not.toBe(before)
  story.says(nurse, at, { kind: 'detach', form: VS, attachment: added, reason: 'twice' })
  expect(signedContent(story.casebook(), scope)).toBe(before)
  story.says(nurse, at, { kind: 'detach', form: VS, attachment: kept, reason: 'twice' })
  expect(signedContent(story.casebook(), scope)).not.toBe(before)
})

test('a form from which every file was taken away is signed as one that never had any', () => {
  const story = new Story(study.id)
  const before = signedContent(story.casebook(), VS)
  const only = story.says(nurse, at, attach(1))
  story.says(nurse, at, { kind: 'detach', form: VS, attachment: only, reason: 'twice' })
  expect(signedContent(story.casebook(), VS)).toBe(before)
})

const bytesOf = (text: string) => Array.from(new TextEncoder().encode(text))

test.each([
  ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], 'image/png'],
  ['a JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
  ['a PDF', bytesOf('%PDF-1.7'), 'pdf'],
  ['a page that calls itself a picture', bytesOf('<svg>'), 'other'],
  ['nothing', [], 'other'],
])('%s is known by its content (ASVS-5.2.x)', (_, bytes, kind) => {
  expect(kindOfFile(new Uint8Array(bytes))).toBe(kind)
})

test.each([
  ['as many chunks as its bytes ask for', CHUNK_BYTES + 1, 2, true],
  ['one too few', CHUNK_BYTES + 1, 1, false],
  ['one too many', CHUNK_BYTES, 2, false],
  ['more than is taken', 11 * 1024 * 1024, 44, false],
])('a file with %s', (_, bytes, count, taken) => {
  const hash = '0'.repeat(64)
  const file = {
    ...{ title: 'ECG', type: 'image/png', blackened: 0, sha256: hash },
    bytes,
    chunks: Array.from({ length: count }, () => hash),
  }
  expect(AttachedFile.safeParse(file).success).toBe(taken)
})
