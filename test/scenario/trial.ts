import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { Casebook, ItemEntry } from '#shared/casebook/casebook'
import { type ItemPath, formOf } from '#shared/casebook/path'
import type { ChangeBody, Logged } from '#shared/change/change'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import type { Role } from '#shared/roles'
import { versionIdOf } from '#shared/study/definition'
import type { Device } from '../../renderer/data/device'
import type { Session } from '../../renderer/data/door'
import { type Network, type Profile, network, newProfile, openDevice } from '../renderer/data/own-device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

export const NL01 = SiteId.parse('NL01')

/** One person at one device, in the words of the ward. */
export class Colleague {
  session: Session | undefined

  constructor(
    readonly userName: string,
    readonly profile: Profile,
    private device: Device,
    readonly site = NL01,
  ) {}

  get network(): Network {
    return this.profile.network
  }

  get door(): Device {
    return this.device
  }

  goesOffline(): void {
    this.network.online = false
  }

  comesBack(): void {
    this.network.online = true
  }

  async signsIn(): Promise<Session> {
    const outcome = await this.device.signIn(this.userName, PASSWORD)
    if (outcome.kind !== 'in') throw new Error(`${this.userName} was not let in: ${outcome.kind}`)
    this.session = outcome.session
    return outcome.session
  }

  /** Closes the app and opens it again on the same profile. */
  async restarts(): Promise<void> {
    await this.device.close()
    this.device = openDevice(this.profile)
    await this.signsIn()
  }

  asserts(subject: SubjectKey, body: ChangeBody, site = this.site): Promise<Logged> {
    return this.device.record({ study: STUDY, site, version: versionIdOf(smallStudy), subject, body })
  }

  async enrols(): Promise<SubjectKey> {
    const code = await this.device.nextSubjectCode(STUDY, this.site)
    const subject = SubjectKey.parse(crypto.randomUUID())
    await this.asserts(subject, { kind: 'enrol', code: SubjectCode.parse(code) })
    return subject
  }

  /** Enters a value, having seen what stands there now. */
  async enters(subject: SubjectKey, path: ItemPath, text: string, reason?: string): Promise<Logged> {
    const heads = (await this.item(subject, path))?.heads ?? []
    const bases = heads.map(({ ref }) => ref)
    const entry = { state: 'value' as const, text }
    return this.asserts(subject, { kind: 'value', items: [{ path, bases, entry, ...(reason ? { reason } : {}) }] })
  }

  async casebook(subject: SubjectKey): Promise<Casebook> {
    return fold(await this.device.casebook(subject), emptyCasebook(subject))
  }

  async item(subject: SubjectKey, path: ItemPath) {
    return (await this.casebook(subject)).forms.get(formOf(path) ?? never())?.items.get(path)
  }

  /** What this person sees at an item: heads, history, and whether a query is open there. */
  async sees(subject: SubjectKey, path: ItemPath) {
    const form = (await this.casebook(subject)).forms.get(formOf(path) ?? never())
    const item = form?.items.get(path)
    return {
      heads: [...texts(item?.heads ?? [])].sort(),
      history: texts(item?.history ?? []),
      contested: item?.contested ?? false,
      queries: (form?.queries ?? []).map(({ id, status }) => ({ id, status })),
    }
  }
}

export const texts = (entries: readonly ItemEntry[]) =>
  entries.map(({ value }) => (value.state === 'value' ? value.text : value.state))

const never = (): never => {
  throw new Error('not an item of a form')
}

export interface Trial {
  readonly server: TestServer
  /** A person with a role at NL01, or elsewhere (`*` is every site), signed in online on a device of their own. */
  colleague(userName: string, role?: Role, at?: SiteId | '*'): Promise<Colleague>
  /** The same before they signed in. */
  newcomer(userName: string, role?: Role, at?: SiteId | '*'): Promise<Colleague>
  stop(): Promise<void>
}

/** The small study at NL01, and at others where they are named, on the real server. */
export async function startTrial(...others: readonly SiteId[]): Promise<Trial> {
  const server = await startTestServer()
  await server.addStudy(smallStudy, [NL01, ...others])
  const all: Colleague[] = []
  async function newcomer(userName: string, role: Role = 'nurse', at: SiteId | '*' = NL01): Promise<Colleague> {
    await server.addPerson(userName, STUDY, `${role}@${at}`)
    const profile = newProfile({ network: network(fetch), server: server.address })
    profile.clock.set(new Date().toISOString())
    const colleague = new Colleague(userName, profile, openDevice(profile), at === '*' ? NL01 : at)
    all.push(colleague)
    return colleague
  }
  return {
    server,
    newcomer,
    async colleague(userName, role = 'nurse', at = NL01) {
      const colleague = await newcomer(userName, role, at)
      await colleague.signsIn()
      await colleague.door.syncNow()
      return colleague
    },
    async stop() {
      for (const colleague of all) await colleague.door.close()
      await server.stop()
    },
  }
}
