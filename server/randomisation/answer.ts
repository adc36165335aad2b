import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RandomisationRefusal, Strata } from '#shared/change/change'
import { refOf } from '#shared/change/change'
import { type SiteId, type StreamId, type StudyId, type SubjectKey, streamParts } from '#shared/ids'
import { openRequest } from '#shared/randomisation/allocation'
import { type Readiness, differingStrata, readinessOf } from '#shared/randomisation/readiness'
import type { RandomisationDef } from '#shared/study/randomisation-definition'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { refusalFor } from '../http'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { allocation, randomisationList, randomisationRequest } from '../store/schema'
import type { Casebooks } from '../sync/casebooks'
import { type Studies, studyOf } from '../sync/decide'
import { type ServerHand, assertOwn, takeHand } from '../sync/own-change'
import { logIn } from '../sync/postgres-log'
import { wallDay } from '../wall-clock'
import { drawFrom } from './draw'
import { placesNow } from './keep'
import { type Allocation, shownIn, writtenNumber } from './shown'
import { stratumName, strataNamed } from './list'
import { minimised } from './minimisation'
import { openArm, openRecipe, sealArm } from './sealed'

/** What is kept in memory: both can be made again from the database at any time. */
export interface Kept {
  readonly casebooks: Casebooks
  readonly studies: Studies
}

interface Asked {
  readonly stream: StreamId
  readonly subject: SubjectKey
}

/**
 * Answers every request to randomise that stands open in these streams. A request is committed by its push and answered
 * here, in one transaction of its own; what a crash left open is answered at the next hello. An answer that cannot be
 * given now stays open and never holds up anything else. The answer is written where the device of whoever calls writes.
 */
export async function answerRequests(
  context: Context,
  who: Pick<SignedIn, 'session'>,
  kept: Kept,
  streams: readonly StreamId[],
): Promise<void> {
  if (streams.length === 0) return
  const open = await context.store.db
    .selectDistinct({ stream: randomisationRequest.stream, subject: randomisationRequest.subject })
    .from(randomisationRequest)
    .where(inArray(randomisationRequest.stream, [...streams]))
  for (const asked of open) {
    try {
      await context.store.within(sightOf(context, who), [asked.stream], (tx) => answer(tx, context, kept, asked))
    } catch (error) {
      refusalFor(context, error, 'randomisation')
    }
  }
}

/**
 * Under the lock of the server's own device, so that of many requests for one participant the first is answered and the
 * others find the answer: nobody is drawn twice. Under the lock of the stream's head, so that what the answer rests on is
 * the casebook as it stands when the answer is committed.
 */
async function answer(tx: Transaction, context: Context, kept: Kept, asked: Asked): Promise<void> {
  let hand = await takeHand(tx, asked.stream)
  for (const each of await decide(tx, context, kept, asked, hand))
    hand = (await assertOwn(tx, context, hand, each)).hand
  await tx
    .delete(randomisationRequest)
    .where(and(eq(randomisationRequest.stream, asked.stream), eq(randomisationRequest.subject, asked.subject)))
}

type Answer = Parameters<typeof assertOwn>[3]

/** The changes that answer; none where somebody else's request was answered meanwhile. */
async function decide(
  tx: Transaction,
  context: Context,
  kept: Kept,
  { stream, subject }: Asked,
  hand: ServerHand,
): Promise<readonly Answer[]> {
  const casebook = (await kept.casebooks.at(logIn(tx), stream, hand.head.head, new Set([subject]))).get(subject)
  const request = casebook && openRequest(casebook)
  if (!request) return []
  const { version, author, device, zone } = request.logged.change
  const ref = refOf(request.logged.change)
  const refusal = (reasons: readonly RandomisationRefusal[]): readonly Answer[] => [
    { subject, version, body: { kind: 'refuse', request: ref, reasons: [...reasons] } },
  ]
  const compiled = await studyOf(context.store.db, kept.studies, version)
  const def = compiled?.version.randomisation
  if (!compiled || !def) return refusal([{ code: 'no-randomisation' }])

  const { study, site } = streamParts(stream)
  // What was signed counts up to a day at the ward, not in Greenwich.
  const readiness = readinessOf(compiled, casebook, site, wallDay(context.now(), zone))
  const reasons = [
    ...readiness.reasons,
    ...differingStrata(readiness, request.strata),
    ...(await fullOrClosed(tx, study, site, stream)),
  ]
  if (reasons.length > 0) return refusal(reasons)
  const drawn = await draw(tx, context, def, study, readiness.strata)
  if (!drawn) return refusal([{ code: 'list-exhausted' }])

  const number = (await given(tx, eq(allocation.studyId, study))) + 1
  const { arm, ...entry } = drawn
  await tx.insert(allocation).values({
    ...{ studyId: study, subject, stream, number, ...entry, seq: hand.head.head + 1, allocatedAt: context.now() },
    sealedArm: sealArm.allocation(context.secrets, arm, study, subject),
  })
  await note(tx, context.now(), 'randomised', { user: author, device, detail: ref })
  const body = allocated(def, readiness, ref, writtenNumber(number), arm)
  const shown = shownIn(compiled, body, casebook, { at: context.now(), zone })
  return [{ subject, version, body }, ...(shown ? [{ subject, version, body: shown }] : [])]
}

function allocated(
  { masking }: RandomisationDef,
  { strata, subArms, signatures, evidence }: Readiness,
  request: ReturnType<typeof refOf>,
  number: string,
  arm: string,
): Allocation {
  const subArm = subArms.get(arm)
  return {
    ...{ kind: 'randomise', request, number, strata },
    ...(masking.value === 'open' && { arm, ...(subArm !== undefined && { subArm }) }),
    ...{ signatures: [...signatures], evidence: [...evidence] },
  }
}

/** How many were allocated. */
async function given(tx: Transaction, where: ReturnType<typeof eq>): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(allocation).where(where)
  return row?.count ?? 0
}

/** A site takes part once somebody has opened it; a study is open until somebody closes it. */
async function fullOrClosed(
  tx: Transaction,
  study: StudyId,
  site: SiteId,
  stream: StreamId,
): Promise<readonly RandomisationRefusal[]> {
  const places = await placesNow(tx, study, site)
  const isFull = (most: number | null | undefined, now: number) => typeof most === 'number' && now >= most
  return [
    ...(places.site?.open && places.study?.open !== false ? [] : [{ code: 'site-closed' as const }]),
    ...(isFull(places.site?.most, await given(tx, eq(allocation.stream, stream)))
      ? [{ code: 'site-full' as const }]
      : []),
    ...(isFull(places.study?.most, await given(tx, eq(allocation.studyId, study)))
      ? [{ code: 'study-full' as const }]
      : []),
  ]
}

interface Drawn {
  readonly arm: string
  readonly listId: string
  readonly stratum: string
  readonly position: number | null
}

function draw(
  tx: Transaction,
  context: Context,
  def: RandomisationDef,
  study: StudyId,
  strata: Strata,
): Promise<Drawn | undefined> {
  switch (def.method.value) {
    case 'blocks':
      return drawFromList(tx, context, study, stratumName(strata))
    case 'minimisation':
      return drawByMinimisation(tx, context, study, strata)
  }
}

const Next = z.array(z.strictObject({ list_id: z.uuid(), position: z.int(), sealed_arm: z.string() })).max(1)

async function drawFromList(
  tx: Transaction,
  { secrets }: Context,
  study: StudyId,
  stratum: string,
): Promise<Drawn | undefined> {
  const { rows } = await tx.execute(sql`SELECT * FROM next_randomisation_entry(${study}, ${stratum})`)
  const [next] = Next.parse(rows)
  if (!next) return undefined
  const { list_id: listId, position, sealed_arm: sealed } = next
  return { arm: openArm.entry(secrets, sealed, listId, stratum, position), listId, stratum, position }
}

async function drawByMinimisation(
  tx: Transaction,
  { secrets }: Context,
  study: StudyId,
  strata: Strata,
): Promise<Drawn | undefined> {
  const [list] = await tx
    .select()
    .from(randomisationList)
    .where(and(eq(randomisationList.studyId, study), eq(randomisationList.method, 'minimisation')))
    .orderBy(desc(randomisationList.ordinal))
    .limit(1)
  if (!list) return undefined
  const { recipe, seed } = openRecipe(secrets, list)
  if (recipe.plan.method !== 'minimisation') return undefined
  const rows = await tx.select().from(allocation).where(eq(allocation.studyId, study)).orderBy(allocation.number)
  const before = rows.map(({ subject, stratum, sealedArm }) => ({
    arm: openArm.allocation(secrets, sealedArm, study, subject),
    strata: strataNamed(stratum),
  }))
  const chance = drawFrom(seed, `participant ${before.length + 1}`)
  const arm = minimised({ shares: recipe.shares, percent: recipe.plan.percent }, before, strata, chance)
  return { arm, listId: list.id, stratum: stratumName(strata), position: null }
}
