import { v7 } from 'uuid'
import { nelmas } from '#forms/nelmas/study'
import { netRetreat } from '#forms/net-retreat/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { reLuth } from '#forms/re-luth/study'
import { startNet } from '#forms/start-net/study'
import { releaseText } from '#shared/change/signature'
import type { ChangeBody, Logged } from '#shared/change/change'
import { type SiteId, type StudyId, SubjectCode, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { NL01, NL02, PASSWORD } from './accounts'
import { type Author, type Call, Device } from './device'
import { type SigningKey, instant, newSigningKey } from './pen'
import { nelmasFollowed, nelmasTreated } from './script/nelmas'
import { netRetreatEverolimus, netRetreatTreated } from './script/net-retreat'
import { netter2Lutathera } from './script/netter-2'
import { reLuthTreated } from './script/re-luth'
import { type Script, day } from './script/script'
import { startNetPersonalised } from './script/start-net'
import { type Hand, walk } from './script/walk'

/** The five trials, whole, each at the site that runs it: NETTER-2 at one that is further than its first version. */
export const TRIALS: readonly { readonly version: StudyVersion; readonly site: SiteId }[] = [
  { version: netRetreat, site: NL01 },
  { version: reLuth, site: NL01 },
  { version: nelmas, site: NL01 },
  { version: startNet, site: NL01 },
  { version: wholeNetter2, site: NL02 },
]

/** Participants on the way: each script as far as yesterday. `today` is an ISO date. */
const participants = (today: string): readonly Script[] => [
  // Crossed over from everolimus after progression, one dose given.
  netRetreatEverolimus(day(today, -290)),
  netRetreatTreated(day(today, -30)),
  reLuthTreated(day(today, -100)),
  nelmasTreated(day(today, -60)),
  nelmasFollowed(day(today, -120)),
  startNetPersonalised(day(today, -100), 'N', ['4.9', '5.2', '5.0', '5.4']),
  held(startNetPersonalised(day(today, -86), 'N', ['4.9', '5.2'])),
  // Treated again after progression.
  netter2Lutathera(day(today, -430)),
]

/** The second dose waits: too few platelets on its day, so that nothing was given. */
function held(script: Script): Script {
  const visits = script.visits.map((visit) =>
    visit.event === 'C2' ? { ...visit, unlike: { LBH: { PLT: '61' } }, without: ['EXLU', 'EXAA'] } : visit,
  )
  return { ...script, visits: visits.filter(({ event }) => !event.startsWith('C2-')) }
}

/** The number that the next participant of a site gets. */
interface Numbered {
  readonly study: StudyId
  readonly site: SiteId
  readonly next: number
}

/** Plays the scripts on devices of the people of Rotterdam, who work on all trials; numbers count from 1 at each site. */
export async function playTrials(call: Call, now: Date): Promise<readonly Numbered[]> {
  const today = now.toISOString().slice(0, 10)
  const [desk, tablet] = [new Device(call), new Device(call)]
  const nurse = await desk.signIn('nurse.nl01', PASSWORD, 'nurse')
  const investigator = await tablet.signIn('investigator.nl01', PASSWORD, 'investigator')
  const key = newSigningKey()
  await call('POST', '/api/keys', { keyId: key.keyId, publicKey: key.publicKey }, investigator.token)
  const given = new Map<StudyId, number>()
  for (const whole of participants(today)) {
    const { id } = whole.study.study
    const site = TRIALS.find(({ version }) => version === whole.study)?.site ?? NL01
    const number = given.get(id) ?? 1
    given.set(id, number + 1)
    const code = SubjectCode.parse(`${site}-${String(number).padStart(3, '0')}`)
    const visits = whole.visits.filter(({ on, entered = on }) => entered < today)
    const script = { ...whole, visits }
    const people = new Pair(
      script,
      site,
      { device: desk, author: nurse },
      { device: tablet, author: investigator, key },
    )
    people.enrol(visits[0]?.on ?? today, code)
    for (const _ of walk(script, people)) await people.sends()
  }
  return TRIALS.map(({ version, site }) => ({
    study: version.study.id,
    site,
    next: given.get(version.study.id) ?? 1,
  }))
}

interface Person {
  readonly device: Device
  readonly author: Author
}

/** A nurse who enters and an investigator who signs, of one participant. */
class Pair implements Hand {
  readonly subject = SubjectKey.parse(crypto.randomUUID())
  private readonly wrote = new Set<Person>()
  private seconds = 0

  constructor(
    private readonly script: Script,
    private readonly site: SiteId,
    private readonly nurse: Person,
    private readonly investigator: Person & { readonly key: SigningKey },
  ) {}

  uuid(): string {
    return v7()
  }

  offset(on: string): string {
    return instant({ at: Date.parse(`${on}T12:00:00Z`), zone: this.nurse.device.zone }).slice(-6)
  }

  enrol(on: string, code: SubjectCode): void {
    this.says(this.nurse, on, () => ({ kind: 'enrol', code }))
  }

  asserts(on: string, body: ChangeBody): Logged {
    return this.says(this.nurse, on, () => body)
  }

  confirms(on: string, body: ChangeBody): Logged {
    return this.says(this.investigator, on, () => body)
  }

  releases(on: string, release: Parameters<Hand['releases']>[1]): Logged {
    const { author, key } = this.investigator
    return this.says(this.investigator, on, (claimedAt) => ({
      kind: 'dose-release',
      ...release,
      key: key.keyId,
      signature: key.sign(releaseText({ subject: this.subject, author: author.user, claimedAt }, release)),
    }))
  }

  /** What is signed arrives after what it rests on. */
  async sends(): Promise<void> {
    for (const who of [this.nurse, this.investigator]) if (this.wrote.delete(who)) await who.device.push(who.author)
  }

  private says(who: Person, on: string, body: (at: string) => ChangeBody): Logged {
    const at = instant({ at: Date.parse(`${on}T08:00:00Z`) + ++this.seconds * 1_000, zone: who.device.zone })
    this.wrote.add(who)
    const { study } = this.script
    const here = { study: study.study.id, site: this.site, version: compileStudy(study).id, subject: this.subject }
    return { change: who.device.assert({ by: who.author, at, ...here, body: body(at) }) }
  }
}
