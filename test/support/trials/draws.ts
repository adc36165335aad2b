import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type SiteId, type StudyVersionId, SubjectKey, streamId } from '#shared/ids'
import type { StudyVersion } from '#shared/study/definition'
import { stratumName } from '../../../server/randomisation/list'
import { openArm, sealArm } from '../../../server/randomisation/sealed'
import { allocation } from '../../../server/store/schema'
import { PASSWORD, type TestServer, sessionOf } from '../server'

const Entries = z.array(z.object({ list_id: z.uuid(), position: z.int(), sealed_arm: z.string() }))

export interface WantedDraw {
  readonly study: StudyVersion
  readonly version: StudyVersionId
  readonly site: SiteId
  readonly arm: string
  /** The levels of the strata, in the order in which the study has them. */
  readonly levels: readonly string[]
}

/**
 * Makes a list, opens the site, and lets others have the places before the first one of an arm: the next who is asked for
 * in these strata gets it.
 */
export async function nextDrawIs(server: TestServer, { study, version, site, arm, levels }: WantedDraw): Promise<void> {
  const id = study.study.id
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  const block = study.randomisation?.arms.value.reduce((sum, { parts }) => sum + parts, 0) ?? 0
  const plan = { method: 'blocks', sizes: [block], length: block }
  await server.call('POST', '/api/randomisation/lists', { version, plan }, token)
  await server.call('POST', '/api/randomisation/places', { study: id, site, open: true }, token)
  await server.addPerson('keeper', id, `investigator@${site}`)
  const keeper = sessionOf(await server.device().signIn('keeper', PASSWORD, 'investigator'))
  const { store, secrets } = server.context
  const strata =
    study.randomisation?.strata.map(({ value }, i) => ({ stratum: value.oid, level: levels[i] ?? '' })) ?? []
  const stratum = stratumName(strata)
  for (let number = 1; ; number++) {
    const { rows } = await store.db.execute(sql`SELECT * FROM next_randomisation_entry(${id}, ${stratum})`)
    const [next] = Entries.parse(rows)
    if (!next) throw new Error(`no list has ${arm} for ${stratum}`)
    const { list_id: listId, position, sealed_arm: sealed } = next
    const drawn = openArm.entry(secrets, sealed, listId, stratum, position)
    if (drawn === arm) return
    const subject = SubjectKey.parse(randomUUID())
    const stream = streamId(id, site, 'data')
    const sealedArm = sealArm.allocation(secrets, drawn, id, subject)
    const taken = { studyId: id, subject, stream, number, listId, stratum, position, sealedArm }
    const at = server.context.now()
    await store.within({ ...keeper, at }, [stream], (tx) =>
      tx.insert(allocation).values({ ...taken, seq: 0, allocatedAt: at }),
    )
  }
}
