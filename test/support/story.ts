import { fold, emptyCasebook } from '#shared/casebook/fold'
import { type FormPath, ItemPath } from '#shared/casebook/path'
import type { Casebook } from '#shared/casebook/casebook'
import {
  type ChangeBody,
  type ChangeSource,
  type Entry,
  type HeldReason,
  type Logged,
  refOf,
} from '#shared/change/change'
import {
  type ChangeRef,
  DeviceId,
  StudyId,
  type StudyVersionId,
  SubjectKey,
  UserId,
  SiteId,
  streamId,
} from '#shared/ids'
import type { Role } from '#shared/roles'

/** What several people, each on a device of their own, did to one participant: real changes with a clock that is told. */
export class Story {
  readonly subject = SubjectKey.parse('0198c0de-0000-7000-8000-00000000abcd')
  readonly #log: Logged[] = []
  readonly #numbers = new Map<DeviceId, number>()
  #seq = 0

  constructor(
    readonly version: StudyVersionId,
    readonly study = StudyId.parse('NCT03972488'),
    readonly site = SiteId.parse('NL01'),
  ) {}

  /** Asserts something; it is committed at once unless `offline`. */
  says(
    who: Narrator,
    at: string,
    body: ChangeBody,
    how: { offline?: boolean; held?: HeldReason; version?: StudyVersionId; source?: ChangeSource } = {},
  ): ChangeRef {
    const n = (this.#numbers.get(who.device) ?? 0) + 1
    this.#numbers.set(who.device, n)
    const change = {
      v: 1 as const,
      device: who.device,
      n,
      study: this.study,
      stream: streamId(this.study, this.site, 'data'),
      version: how.version ?? this.version,
      subject: this.subject,
      author: who.user,
      role: who.role,
      claimedAt: at,
      zone: 'Europe/Amsterdam',
      boot: '0198c0de-0000-7000-8000-0000000000b0',
      mono: n * 1000,
      source: how.source ?? 'direct',
      app: '1.2.3',
      body,
    }
    const receipt = how.offline
      ? {}
      : {
          receipt: {
            seq: ++this.#seq,
            committedAt: new Date(Date.parse(at) + 2000).toISOString(),
            ...(how.held ? { state: 'held' as const, reason: how.held } : { state: 'applied' as const }),
          },
        }
    this.#log.push({ change, ...receipt })
    return refOf(change)
  }

  /** Puts values into a form, having seen what stands there now. Keys are `GROUP/ITEM`. */
  enters(
    who: Narrator,
    at: string,
    form: FormPath,
    values: Readonly<Record<string, string | Entry>>,
    how: {
      offline?: boolean
      held?: HeldReason
      reason?: string
      blind?: boolean
      version?: StudyVersionId
      source?: ChangeSource
    } = {},
  ): ChangeRef {
    const items = Object.entries(values).map(([key, value]) => {
      const path = ItemPath.parse(`${form}/${key}`)
      const heads = how.blind ? [] : (this.casebook().forms.get(form)?.items.get(path)?.heads ?? [])
      return {
        path,
        bases: heads.map(({ ref }) => ref),
        entry: typeof value === 'string' ? { state: 'value' as const, text: value } : value,
        ...(how.reason === undefined ? {} : { reason: how.reason }),
      }
    })
    return this.says(who, at, { kind: 'value', items }, how)
  }

  log(): readonly Logged[] {
    return this.#log
  }

  casebook(): Casebook {
    return fold(this.#log, emptyCasebook(this.subject))
  }
}

export interface Narrator {
  readonly device: DeviceId
  readonly user: UserId
  readonly name: string
  readonly role: Role
}

const narrator = (digit: string, name: string, role: Role): Narrator => ({
  device: DeviceId.parse(`0198c0de-0000-7000-8000-0000000000d${digit}`),
  user: UserId.parse(`0198c0de-0000-7000-8000-0000000000a${digit}`),
  name,
  role,
})

export const nurse = narrator('1', 'Nurse One', 'nurse')
export const secondNurse = narrator('2', 'Nurse Two', 'nurse')
export const investigator = narrator('3', 'Dr Three', 'investigator')
export const monitor = narrator('4', 'Monitor Four', 'monitor')
export const dataManager = narrator('5', 'Manager Five', 'data-manager')
