import { and, eq } from 'drizzle-orm'
import { nelmas } from '#forms/nelmas/study'
import { netRetreat } from '#forms/net-retreat/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { reLuth } from '#forms/re-luth/study'
import { startNet } from '#forms/start-net/study'
import type { SiteId } from '#shared/ids'
import type { StudyVersion } from '#shared/study/definition'
import type { Context } from '../context'
import { addGrant, addSite } from '../people'
import { appUser, site } from '../store/schema'
import { SoundVersion } from '../study/sound'
import { storeVersion } from '../study/versions'
import { ACCOUNTS, NL01, NL02, STUDY } from './accounts'
import { nelmasFollowed, nelmasTreated } from './script/nelmas'
import { netRetreatEverolimus, netRetreatTreated } from './script/net-retreat'
import { netter2Control, netter2Lutathera } from './script/netter-2'
import { reLuthProgressed, reLuthTreated } from './script/re-luth'
import { type Script, day } from './script/script'
import { startNetFixed, startNetPersonalised } from './script/start-net'

/** The five trials, whole, each at the site that runs it: NETTER-2 at one that is further than its first version. */
const TRIALS: readonly { readonly version: StudyVersion; readonly site: SiteId }[] = [
  { version: netRetreat, site: NL01 },
  { version: reLuth, site: NL01 },
  { version: nelmas, site: NL01 },
  { version: startNet, site: NL01 },
  { version: wholeNetter2, site: NL02 },
]

/** Participants on their way, each as far as yesterday. `today` is an ISO date. */
const scriptsOn = (today: string): readonly Script[] => [
  // Screened, not yet allocated.
  netRetreatTreated(day(today, 2)),
  startNetPersonalised(day(today, 2), 'Y', ['3.9']),
  startNetFixed(day(today, -40)),
  netRetreatTreated(day(today, -30)),
  nelmasTreated(day(today, -60)),
  heldAtSecondDose(startNetPersonalised(day(today, -86), 'N', ['4.9', '5.2'])),
  nelmasFollowed(day(today, -120)),
  reLuthTreated(day(today, -30)),
  // Progression after the run-in: never randomised.
  reLuthProgressed(day(today, -115)),
  startNetPersonalised(day(today, -100), 'Y', ['3.9', '4.2', '4.4', '4.3']),
  netter2Control(day(today, -70)),
  // Crossed over from everolimus after progression, one dose given.
  netRetreatEverolimus(day(today, -290)),
  // Two more cycles by the draw, one of them given.
  reLuthTreated(day(today, -150)),
  // Treated again after progression.
  netter2Lutathera(day(today, -430)),
]

/** The second dose waits: too few platelets on its day, so that nothing was given. */
function heldAtSecondDose(script: Script): Script {
  const visits = script.visits.map((visit) =>
    visit.event === 'C2' ? { ...visit, unlike: { LBH: { PLT: '61' } }, without: ['EXLU', 'EXAA'] } : visit,
  )
  return { ...script, visits: visits.filter(({ event }) => !event.startsWith('C2-')) }
}

/** A participant of one of the trials, with the number that is theirs. */
export interface TrialParticipant {
  readonly script: Script
  readonly site: SiteId
  /** From 1 in each trial. */
  readonly number: number
}

/** Who takes part, in the order in which they are played. What a script tells from today on has not happened yet. */
export function participantsOn(today: string): readonly TrialParticipant[] {
  const given = new Map<StudyVersion, number>()
  return scriptsOn(today).map((whole) => {
    const number = (given.get(whole.study) ?? 0) + 1
    given.set(whole.study, number)
    const script = { ...whole, visits: whole.visits.filter(({ on, entered = on }) => entered < today) }
    return { script, site: TRIALS.find(({ version }) => version === whole.study)?.site ?? NL01, number }
  })
}

/** Opens the trials to the people of Rotterdam and of the sponsor. Numbers of the participants to come are kept free. */
export async function openTrials(context: Context): Promise<void> {
  const { db } = context.store
  const now = context.now()
  // Everyone has had their role since before the first participant.
  const from = new Date(now.getTime() - 1_000 * 86_400_000)
  const people = await db.select({ id: appUser.id, userName: appUser.userName }).from(appUser)
  const participants = participantsOn(now.toISOString().slice(0, 10))
  for (const { version, site: at } of TRIALS) {
    const study = version.study.id
    await addSite(context, study, at, at === NL02 ? 'Utrecht' : 'Rotterdam')
    await db.transaction((tx) => storeVersion(tx, { sound: SoundVersion.sure(version), sites: [at], at: now }))
    for (const { userName, role, sites } of ACCOUNTS) {
      const user = people.find((one) => one.userName === userName)
      const everywhere = sites.some((own) => own === '*')
      // Who has a role at every site of a study needs no other there.
      if (user && (everywhere ? study !== STUDY : sites.some((own) => own === NL01)))
        await addGrant(context, user.id, { study, site: everywhere ? '*' : at, role, from })
    }
    const taken = participants.filter(({ script }) => script.study === version).length
    await db
      .update(site)
      .set({ nextNumber: taken + 1 })
      .where(and(eq(site.studyId, study), eq(site.siteId, at)))
  }
}
