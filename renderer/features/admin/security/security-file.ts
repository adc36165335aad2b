import type { SecurityLines } from '#shared/administration/protocol'
import { writeCsv } from '#shared/export/csv'
import { type NotDone, isNotDone } from '../../../data/administration'

type Line = SecurityLines['lines'][number]
type ReadLines = (before?: number) => Promise<SecurityLines | NotDone>

const columns = ['id', 'at', 'kind', 'who', 'device', 'detail']

/** The security log from its first line to its last as a table, oldest first; undefined where the server stops answering. */
export async function securityFile(read: ReadLines): Promise<Uint8Array | undefined> {
  const lines: Line[] = []
  for (;;) {
    const answer = await read(lines.at(-1)?.id)
    if (isNotDone(answer)) return undefined
    if (answer.lines.length === 0) break
    lines.push(...answer.lines)
  }
  const rows = lines
    .reverse()
    .map(({ id, at, kind, who = '', device = '', detail = '' }) => [String(id), at, kind, who, device, detail])
  return writeCsv({ name: 'security-log', columns, rows })
}
