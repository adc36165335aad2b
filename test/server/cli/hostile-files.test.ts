import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readOdm } from '../../support/odm-file'

/**
 * Files that were made to hurt (ASVS 1.5.1, ODM-07 to ODM-09): each is refused by the built command with one sentence, in
 * bounded time and less than 256 MB, and nothing of it is anywhere afterwards. Two seconds of the processor are promised; a
 * processor that other programs share counts up to twice as much.
 */

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-hostile-'))
const MOST_MILLISECONDS = 4_000
const MOST_BYTES = 256_000_000

const HEAD =
  '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" FileOID="F" FileType="Snapshot" CreationDateTime="2026-01-01T00:00:00Z" ODMVersion="1.3.2">'
const STUDY = `${HEAD}<Study OID="S"><GlobalVariables><StudyName>S</StudyName><StudyDescription>S</StudyDescription><ProtocolName>S</ProtocolName></GlobalVariables><MetaDataVersion OID="V" Name="V">`
const END = '</MetaDataVersion></Study></ODM>'
const STUDY_20 =
  '<ODM xmlns="http://www.cdisc.org/ns/odm/v2.0" FileOID="F" FileType="Snapshot" CreationDateTime="2026-01-01T00:00:00Z" ODMVersion="2.0"><Study OID="S" StudyName="S" ProtocolName="S"><MetaDataVersion OID="V" Name="V">'
const FORM =
  '<StudyEventDef OID="E" Name="E" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="No"/></StudyEventDef>'
const ITEM = '<ItemDef OID="I" Name="I" DataType="text" Length="5"/>'

const FORM_F = `<FormDef OID="F" Name="F" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="No"/></FormDef><ItemGroupDef OID="G" Name="G" Repeating="Yes"><ItemRef ItemOID="I" Mandatory="No"/></ItemGroupDef>${ITEM}`

/** Groups that hold the next one twice each: thirty of them are a thousand million. */
const doubling = Array.from({ length: 30 }, (_, i) => {
  const inner =
    i < 29
      ? `<ItemGroupRef ItemGroupOID="G${i + 1}" Mandatory="No"/>`.repeat(2)
      : '<ItemRef ItemOID="I" Mandatory="No"/>'
  return `<ItemGroupDef OID="G${i}" Name="G${i}" Repeating="No" Type="${i === 0 ? 'Form' : 'Section'}">${inner}</ItemGroupDef>`
}).join('')

const repeated = (text: string, times: number) => [text, times] as const
const numbered = (text: (n: number) => string) => Array.from({ length: 100_000 }, (_, i) => text(i)).join('')
type Piece = string | Uint8Array | readonly [string, number]

/** What the file is, what it is made of, and what is said of it. */
const files: readonly (readonly [string, readonly Piece[], RegExp])[] = [
  ['laughs', ['<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>', HEAD, '&lol2;</ODM>'], /DOCTYPE/],
  ['outside', ['<!DOCTYPE ODM [<!ENTITY x SYSTEM "file:///etc/passwd">]>', HEAD, '&x;</ODM>'], /DOCTYPE/],
  ['parameter entity', ['<!DOCTYPE ODM SYSTEM "http://127.0.0.1:1/x.dtd">', HEAD, '</ODM>'], /DOCTYPE/],
  ['entity without a type', [STUDY, '<ItemDef OID="&x;" Name="I" DataType="text"/>', END], /entities of a file's own/],
  ['half a character', [STUDY, '<ItemDef OID="&#xD800;" Name="I" DataType="text"/>', END], /no sign that XML knows/],
  ['control character', [STUDY, '<ItemDef OID="&#1;" Name="I" DataType="text"/>', END], /no sign that XML can hold/],
  ['depth', [HEAD, repeated('<Study OID="a">', 1_000_000)], /more than 64 deep/],
  ['attributes', [HEAD, '<Study', repeated(' a="1"', 100_000), '/>'], /more than 64 attributes/],
  ['an attribute without end', [HEAD, '<Study OID="', repeated('x'.repeat(1000), 60_000)], /longer than 4000000/],
  ['a comment without end', [HEAD, '<!--', repeated('x'.repeat(1000), 60_000)], /longer than 4000000/],
  ['a section without end', [HEAD, '<![CDATA[', repeated('x'.repeat(1000), 60_000)], /longer than 4000000/],
  ['a text without end', [STUDY, repeated('x'.repeat(1000), 60_000)], /longer than 4000000/],
  ['blanks without end', [HEAD, repeated(' '.repeat(1000), 60_000)], /longer than 4000000/],
  ['many elements', [STUDY, repeated('<ItemDef OID="I" Name="I" DataType="text"/>', 1_000_000)], /more than \d+ elements/],
  ['many small texts', [STUDY, '<ItemDef OID="I" Name="I" DataType="text">', repeated('<Question>x</Question>', 900_000)], /more than \d+ elements/],
  ['groups that double', [STUDY_20, doubling, ITEM, END], /stand in forms more than 20000 times/],
  ['a group in itself', [STUDY, FORM, '<FormDef OID="F" Name="F" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="No"/></FormDef><ItemGroupDef OID="G" Name="G" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="No"/></ItemGroupDef>', END], /ItemGroupRef does not stand in ItemGroupDef/],
  ['an item twice', [STUDY, ITEM, ITEM, END], /is there twice/],
  ['a reference to nothing', [STUDY, FORM, END], /FormOID F is defined nowhere/],
  ['too many items', [STUDY, FORM, '<FormDef OID="F" Name="F" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="No"/></FormDef><ItemGroupDef OID="G" Name="G" Repeating="No">', repeated('<ItemRef ItemOID="I" Mandatory="No"/>', 100_000), '</ItemGroupDef>', ITEM, END], /20000 are the most/],
  ['another root', ['<html/>'], /the root is html, not ODM/],
  ['another edition', ['<ODM xmlns="http://www.cdisc.org/ns/odm/v9.9"/>'], /is no edition of ODM/],
  ['no XML', ['STUDYID,SUBJID\r\n1,2\r\n'], /text outside the root|no XML/],
  ['an archive', [Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0)], /control character|no XML|not in its encoding|text outside/],
  ['broken signs', [HEAD, Uint8Array.of(0xc3, 0x28, 0xff), '</ODM>'], /not in its encoding/],
  ['empty', [''], /no XML/],
  ['cut short', [STUDY, '<ItemDef OID="I'], /in the middle of a tag/],
  ['never closed', [STUDY], /is not closed/],
  ['names of others', [HEAD, STUDY.slice(HEAD.length), numbered((i) => `<ItemDef xmlns:a${i}="urn:${i}" OID="I${i}"/>`), END], /more than 100 namespaces/],
  ['prefixes in prefixes', [HEAD, ...Array.from({ length: 60 }, (_, d) => `<a ${Array.from({ length: 60 }, (_, i) => `xmlns:p${d}_${i}="u"`).join(' ')}>`), repeated('<b xmlns:q="u"/>', 1_000_000)], /more than 100 namespaces/],
  ['attributes on attributes', [STUDY, repeated(`<ItemDef ${Array.from({ length: 60 }, (_, i) => `a${i}="${i}"`).join(' ')}/>`, 140_000), END], /more than 600000 attributes/],
  ['a name without end', ['<', repeated('x'.repeat(1000), 3_000), '/>'], /a name is longer than 1000/],
  ['a text in pieces', [STUDY, '<ItemDef OID="I" Name="I" DataType="text"><Question><TranslatedText>', repeated(`${'x'.repeat(100_000)}<!---->`, 3_000), END], /more than 40000000 characters/],
  ['nothing but comments', [HEAD, repeated(`<!--${'x'.repeat(1_000)}-->`, 300_000), '</ODM>'], /comments have more than/],
  ['broken references', [STUDY, '<ItemDef OID="I" Name="', repeated('&'.repeat(1000), 3_900), '" DataType="text"/>', END], /& is no sign that XML knows/],
  ['zeros between elements', [HEAD, new Uint8Array(1_000), '</ODM>'], /control character/],
  ['very many participants', [STUDY, FORM, FORM_F, END.replace('</ODM>', ''), '<ClinicalData StudyOID="S" MetaDataVersionOID="V">', numbered((i) => `<SubjectData SubjectKey="${i}"/>`), '</ClinicalData></ODM>'], /more than 20000 participants/],
  ['very many studies', [HEAD, numbered((i) => `<Study OID="S${i}"><MetaDataVersion OID="V" Name="V">${FORM}${FORM_F}</MetaDataVersion></Study>`), '</ODM>'], /more than 100 versions/],
  ['a sentence without end', [STUDY, ...[1, 2].flatMap(() => ['<ItemDef OID="', repeated('x'.repeat(1000), 3_000), '" Name="a" DataType="text"/>']), END], /^.{0,600} is there twice\n$/],
  ['siblings that say nothing', [HEAD, repeated('<Study OID="S"/>', 1_000_000)], /<ODM> of line 1 is not closed/],
  ['siblings that are not carried', [HEAD, repeated('<Association StudyOID="S"/>', 1_000_000)], /<ODM> of line 1 is not closed/],
  ['two roots', ['<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3"/><ODM/>'], /second root/],
] // prettier-ignore

const Took = z.strictObject({ milliseconds: z.number(), peak: z.number() })

interface Refused extends z.output<typeof Took> {
  readonly status: number | null
  readonly said: string
}

function imported(...files: readonly string[]): Promise<Refused> {
  const measured = join(folder, 'measured.json')
  const hook = fileURLToPath(new URL('../../support/measure-exit.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--import', hook, join(root, 'out/cli/import.js'), ...files, '--check'], {
    cwd: root,
    env: { ...process.env, TRACER_MEASURED: measured },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => {
      resolve({ status, said, ...Took.parse(JSON.parse(readFileSync(measured, 'utf8'))) })
    })
  })
}

function made(name: string, pieces: readonly Piece[], ending = 'xml'): string {
  const path = join(folder, `${name.replaceAll(' ', '-')}.${ending}`)
  const file = openSync(path, 'w')
  for (const piece of pieces) {
    if (typeof piece === 'string' || piece instanceof Uint8Array) writeSync(file, Buffer.from(piece))
    else for (let left = piece[1]; left > 0; left -= 10_000) writeSync(file, piece[0].repeat(Math.min(left, 10_000)))
  }
  closeSync(file)
  return path
}

afterAll(() => rmSync(folder, { recursive: true }))

test.each(files)('%s', async (name, pieces, why) => {
  const path = made(name, pieces)
  expectRefused(await imported(path), why)
  rmSync(path)
})

const HEADING = 'ID,ROW,TEXT\n'
const tables: readonly (readonly [string, readonly Piece[], RegExp])[] = [
  ['a line without end', [HEADING, repeated('x'.repeat(1000), 200_000)], /line 2: a cell has more than 32767 characters/],
  ['a line of emoji', [HEADING, repeated('😀'.repeat(1000), 40_000)], /line 2: a cell has more than/],
  ['columns without end', [repeated('a,'.repeat(1000), 1_000), '\n'], /line 1: a row has more than 2000 columns/],
  ['words far apart without end', [repeated('a  '.repeat(1000), 60_000)], /line 1: a cell has more than/],
  ['a quote that stays open', [HEADING, '1,1,"', repeated('x'.repeat(1000), 200_000)], /line 2: a quote that opens there is not closed/],
  ['zeros', [HEADING, new Uint8Array(1_000)], /it is no text/],
  ['broken signs', [HEADING, Uint8Array.of(0xff)], /no text in UTF-8/],
  ['people without end', [HEADING, numbered((i) => `${i},1,x\n`)], /line 20002, t: it has more than 20000 participants/],
] // prettier-ignore

describe('tables', () => {
  const map = join(folder, 'map.json')
  const study = join(folder, 'study.json')
  beforeAll(() => {
    const [one] = readOdm([STUDY, FORM, FORM_F, END].join('')).studies
    writeFileSync(study, JSON.stringify(one?.version))
    const table = {
      file: 't',
      subject: 'ID',
      event: 'E',
      form: 'F',
      row: ['ROW'],
      items: [{ column: 'TEXT', item: 'I' }],
    }
    writeFileSync(map, JSON.stringify({ format: 1, study: one?.version.study.id, tables: [table] }))
  })
  test.each(tables)('%s', async (_, pieces, why) => {
    const path = made('t', pieces, 'csv')
    expectRefused(await imported(study, path, '--map', map), why)
  })
  test('a packed file that is nothing but line ends', async () => {
    const path = join(folder, 't.csv.gz')
    writeFileSync(path, gzipSync(`${HEADING}${'\n'.repeat(100_000_000)}`))
    expectRefused(await imported(study, path, '--map', map), /unpacks to more than|more than 5000000 rows/)
  })
})

function expectRefused({ status, said, milliseconds, peak }: Refused, why: RegExp): void {
  expect(said).toMatch(why)
  expect(said.trimEnd().split('\n')).toHaveLength(1)
  expect(status).toBe(2)
  expect(milliseconds).toBeLessThan(MOST_MILLISECONDS)
  expect(peak).toBeLessThan(MOST_BYTES)
}
