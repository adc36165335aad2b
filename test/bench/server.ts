import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { netter2 } from '#forms/netter-2/study'
import { SiteId, type StudyVersionId } from '#shared/ids'
import { participant } from '../support/participants'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { note } from './figures'
import { stageOf, typed } from './typed'

/** A store to measure: a site with so many participants, and the nurse who works there. */
export interface Ward {
  readonly name: 'small' | 'large'
  readonly site: SiteId
  readonly participants: number
  readonly nurse: string
}

export const SMALL: Ward = { name: 'small', site: SiteId.parse('NL01'), participants: 50, nurse: 'nurse.small' }
export const LARGE: Ward = { name: 'large', site: SiteId.parse('FR01'), participants: 5_000, nurse: 'nurse.large' }

/** Participants who are opened and typed into: the first ones of a ward, the same in both. */
export const OPENED = 30

const RENDERER = fileURLToPath(new URL('../../out/renderer', import.meta.url))
const study = netter2.study.id

export interface WardServer extends TestServer {
  readonly version: StudyVersionId
}

/** Whoever entered what is there: nothing the nurse sees was typed in their own sitting. */
const colleagueOf = ({ nurse }: Ward): string => `${nurse}.colleague`

/** The real server, serving the built app, with the study and both nurses, and no participants yet. */
export async function startWards(): Promise<WardServer> {
  if (!existsSync(RENDERER)) throw new Error('out/renderer is not built: node scripts/build.mjs')
  const server = await startTestServer({ rendererDir: RENDERER })
  const version = await server.addStudy(netter2, [SMALL.site, LARGE.site])
  for (const ward of [SMALL, LARGE])
    for (const userName of [ward.nurse, colleagueOf(ward)])
      await server.addPerson(userName, study, `nurse@${ward.site}`)
  return { ...server, version }
}

/** Changes and bytes in one push, well below what the server takes. */
const PUSH = { changes: 1_500, bytes: 2_000_000 }

/** Sends a ward's participants to the server as another device would have: pushed, judged, committed. */
export async function sendParticipants(server: WardServer, ward: Ward): Promise<void> {
  const device = server.device()
  const by = await device.signIn(colleagueOf(ward), PASSWORD, 'nurse')
  const { version } = server
  const { site } = ward
  const begun = performance.now()
  let bytes = 0
  let waiting = 0
  let changes = 0
  const push = async () => {
    const { receipts } = await device.push(by)
    if (receipts.some(({ receipt }) => receipt.state === 'held')) throw new Error('the server holds a made-up change')
    changes += waiting
    bytes = waiting = 0
  }
  for (let number = 1; number <= ward.participants; number++) {
    const { subject, said } = number <= OPENED ? typed(number, site) : participant(number, site, stageOf(number))
    const boot = randomUUID()
    for (const { on, body } of said) {
      const change = device.assert({ by, at: `${on}T09:00:00.000+01:00`, study, site, version, subject, body, boot })
      bytes += JSON.stringify(change).length
      waiting++
    }
    if (bytes > PUSH.bytes || waiting > PUSH.changes) await push()
  }
  await push()
  const seconds = (performance.now() - begun) / 1_000
  note(`${ward.name}: ${ward.participants} participants, ${changes} changes sent in ${seconds.toFixed(0)} s`)
}
