import { expect, test } from 'vitest'
import { readCsv } from '#shared/export/csv'
import { securityFile } from '../../../../renderer/features/admin/security/security-file'

const line = (id: number) => ({ id, at: `2026-03-12T10:00:0${id}.000Z`, kind: 'signed-in', who: `person ${id}` })

test('the whole security log is one table, oldest first, however many answers it takes (GCP-02)', async () => {
  const log = [7, 6, 5, 4, 3, 2, 1].map(line)
  const read = (before = 8) => Promise.resolve({ lines: log.filter(({ id }) => id < before).slice(0, 3) })
  const file = await securityFile(read)
  const { columns, rows } = readCsv('security-log', new TextDecoder().decode(file))
  expect(rows.map((row) => row[columns.indexOf('id')])).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  expect(rows[0]).toEqual(['1', '2026-03-12T10:00:01.000Z', 'signed-in', 'person 1', '', ''])
})

test('a log that breaks off half way is no file', async () => {
  let asked = 0
  const read = () => Promise.resolve(asked++ === 0 ? { lines: [line(2)] } : ({ not: 'no-server' } as const))
  expect(await securityFile(read)).toBeUndefined()
})
