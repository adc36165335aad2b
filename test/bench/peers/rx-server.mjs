/**
 * The endpoints that RxDB's documentation gives for replication over HTTP, in memory: its best case, as nothing is made
 * durable. Argument: the folder of the page it serves. Says on which port it is.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [pageDir = ''] = process.argv.slice(2)
const documents = new Map()
const log = []

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

/** Takes what rests on the newest state of a document; gives back the newest state of the others. */
function push(rows) {
  const conflicts = []
  for (const { newDocumentState, assumedMasterState } of rows) {
    const current = documents.get(newDocumentState.id)
    if (current && current.rev !== assumedMasterState?.rev) conflicts.push(current)
    else {
      const next = { ...newDocumentState, updatedAt: log.length + 1 }
      documents.set(next.id, next)
      log.push(next)
    }
  }
  return conflicts
}

function pull(query) {
  const cursor = Number(query.get('cursor'))
  const page = log.slice(cursor, cursor + Number(query.get('limit')))
  return { documents: page, checkpoint: { updatedAt: page.at(-1)?.updatedAt ?? cursor } }
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  const answer = (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
  if (request.method === 'POST' && pathname === '/push') return answer(push(await bodyOf(request)))
  if (pathname === '/pull') return answer(pull(searchParams))
  const file =
    pathname === '/page/' ? 'index.html' : normalize(pathname.replace('/page/', '')).replace(/^(\.\.[/\\])+/, '')
  try {
    const bytes = await readFile(join(pageDir, file))
    response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'text/html').end(bytes)
  } catch {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
