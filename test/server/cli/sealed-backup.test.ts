import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeKey, openSealed, sealOutput } from '../../../server/cli/sealed-backup'

/** The format seals so many bytes at a time, each piece with a mark of so many. */
const [PIECE, MARK] = [64 * 1024, 16]

let folder: string
let open: string
const at = (name: string) => join(folder, name)
/** Four whole pieces: the hardest length to cut unnoticed. */
const content = Buffer.concat([Buffer.from('Nausea '.repeat(1_000)), randomBytes(4 * PIECE - 7_000)])

const says = (file: string) =>
  [process.execPath, '-e', `fs.createReadStream(${JSON.stringify(file)}).pipe(process.stdout)`] as const

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-sealed-'))
  open = await makeKey(at('key'))
  await writeFile(at('dump'), content)
  await sealOutput(says(at('dump')), [open], at('sealed'))
})
afterAll(() => rm(folder, { recursive: true }))

test('what is sealed to a public key is opened by its private key alone (PRIV-05)', async () => {
  const sealed = await readFile(at('sealed'))
  expect(sealed.includes('Nausea')).toBe(false)
  expect((await stat(at('sealed'))).mode & 0o777).toBe(0o600)
  await openSealed(at('sealed'), at('key'), at('opened'))
  expect((await readFile(at('opened'))).equals(content)).toBe(true)

  await makeKey(at('other'))
  await expect(openSealed(at('sealed'), at('other'), at('none'))).rejects.toThrow(/not for this key/)
  // All that the machine has which made it.
  await writeFile(at('public'), open)
  await expect(openSealed(at('sealed'), at('public'), at('none'))).rejects.toThrow()
  expect(existsSync(at('none'))).toBe(false)
})

test('a back-up for two holders is opened by each of them', async () => {
  const second = await makeKey(at('second'))
  await sealOutput(says(at('dump')), [open, second], at('for-both'))
  for (const holder of ['key', 'second']) {
    await openSealed(at('for-both'), at(holder), at(`by-${holder}`))
    expect((await readFile(at(`by-${holder}`))).equals(content)).toBe(true)
  }
})

test('one other bit anywhere is found, and nothing is given out (PRIV-05)', async () => {
  const sealed = await readFile(at('sealed'))
  const places = [...Array.from({ length: 40 }, (_, i) => Math.floor((i * sealed.length) / 40)), sealed.length - 1]
  for (const place of places) {
    const other = Buffer.from(sealed)
    other[place]! ^= 1
    await writeFile(at('flipped'), other)
    await expect(openSealed(at('flipped'), at('key'), at('none')), `byte ${place}`).rejects.toThrow()
  }
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([])
})

test('an end that is missing is found, where a piece ends too, and so is what was added (PRIV-05)', async () => {
  const sealed = await readFile(at('sealed'))
  const head = sealed.length - 4 * (PIECE + MARK)
  const ends = [0, 1, head - 1, head, ...[1, 2, 3].map((pieces) => head + pieces * (PIECE + MARK)), sealed.length - 1]
  for (const end of ends) {
    await writeFile(at('cut'), sealed.subarray(0, end))
    await expect(openSealed(at('cut'), at('key'), at('none')), `${end} bytes`).rejects.toThrow()
  }
  await writeFile(at('longer'), Buffer.concat([sealed, Buffer.from([0])]))
  await expect(openSealed(at('longer'), at('key'), at('none'))).rejects.toThrow()
  expect(existsSync(at('none'))).toBe(false)
})

test('a program that fails leaves nothing that looks like a back-up', async () => {
  const fails = [process.execPath, '-e', 'process.stdout.write("half of it"); process.exitCode = 3'] as const
  await expect(sealOutput(fails, [open], at('half'))).rejects.toThrow(/ended with 3/)
  await expect(sealOutput(['no-such-program'], [open], at('half'))).rejects.toThrow(/ENOENT/)
  await expect(sealOutput(says(at('dump')), ['age1nobody'], at('half'))).rejects.toThrow('age1nobody is no public key')
  expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([])
})

test('a private key is for its owner alone, and never written over another', async () => {
  expect((await stat(at('key'))).mode & 0o777).toBe(0o600)
  const before = await readFile(at('key'), 'utf8')
  await expect(makeKey(at('key'))).rejects.toThrow('EEXIST')
  expect(await readFile(at('key'), 'utf8')).toBe(before)
})
