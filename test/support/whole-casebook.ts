import { type FormPath, type ItemPath, formPath, groupPath, itemPath, steps } from '#shared/casebook/path'
import type { Change, ChangeBody, Entry, HeldReason, Logged } from '#shared/change/change'
import { DeviceId, SiteId, SubjectCode, SubjectKey, UserId, streamId } from '#shared/ids'
import { isoDayPlus } from '#shared/partial-date'
import type { CompiledStudy } from '#shared/study/compile'
import type { GroupDef, ItemDef } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { Chance } from './chance'

/** Made-up values for any form of any study: the same seed gives the same. Plausible one by one, not together. */
export class MadeUpValues {
  constructor(
    private readonly study: CompiledStudy,
    readonly chance: Chance,
  ) {}

  /** Something that the item takes, of about that day; undefined for what nobody types. */
  entry(item: ItemDef, day: string): Entry | undefined {
    const text = this.text(item, day)
    if (text === undefined) return undefined
    const codes = this.study.codeListOf(item)?.codes.map(({ code }) => code) ?? []
    const read = readEntry(item, { text }, { today: '2032-01-01', zoneOffset: '+01:00', codes })
    if (!read.ok) throw new Error(`${item.oid} cannot be ${text}: ${read.reason}`)
    return read.entry
  }

  private text(item: ItemDef, day: string): string | undefined {
    const { chance } = this
    switch (item.type) {
      case 'integer':
      case 'decimal':
        return this.number(item)
      case 'date':
        return item.partial && chance.whole(0, 19) === 0 ? day.slice(0, 7) : day
      case 'datetime':
        return `${day}T${chance.one(['09', '10', '13'])}:${chance.one(['00', '30'])}:00+01:00`
      case 'time':
        return chance.one(['08:15', '10:05', '14:30'])
      case 'code':
      case 'multi': {
        const [first, ...others] = this.study.codeListOf(item)?.codes ?? []
        return first && chance.one([first, ...others]).code
      }
      case 'text':
        if (item.codeOf !== undefined) return undefined
        return item.dictionary === undefined ? chance.one(['A', 'B1', 'as before']).slice(0, item.maxLength) : 'Nausea'
      case 'calculated':
        return undefined
    }
  }

  private number(item: Extract<ItemDef, { type: 'integer' | 'decimal' }>): string {
    const { low, high } = item.soft ?? item.hard ?? {}
    const least = Number(low ?? '0')
    const most = Number(high ?? String(least + 100))
    if (item.type === 'integer') return String(this.chance.whole(Math.ceil(least), Math.max(least, Math.floor(most))))
    return this.chance.decimal(least, most, 1)
  }
}

/** Where each item of a form stands, with so many rows in each table. */
export function placesOf(
  study: CompiledStudy,
  path: FormPath,
  chance: Chance,
  rows: number,
): readonly { readonly path: ItemPath; readonly def: ItemDef }[] {
  const places = (group: GroupDef) =>
    group.repeating
      ? Array.from({ length: rows }, () => groupPath(path, { oid: group.oid, repeat: chance.uuid() }))
      : [groupPath(path, { oid: group.oid })]
  const groups = study.form(steps(path)[1]?.oid ?? '')?.groups ?? []
  return groups.flatMap((group) =>
    places(group).flatMap((place) => group.items.map((def) => ({ path: itemPath(place, def.oid), def }))),
  )
}

interface Filling {
  /** How many scheduled visits, the first ones of the study. */
  readonly visits: number
  /** How many of each log form. */
  readonly logs: number
  readonly seed?: number
  /** One change an item, as it is typed; otherwise one a form. */
  readonly itemByItem?: boolean
}

/** A participant with every item of their visits entered, a week from visit to visit, and each visit's forms complete. */
export class FilledParticipant {
  readonly subject: SubjectKey
  readonly values: MadeUpValues
  readonly #log: Logged[] = []

  constructor(
    readonly study: CompiledStudy,
    { visits, logs, seed = 1, itemByItem = false }: Filling,
  ) {
    const chance = new Chance(seed)
    this.values = new MadeUpValues(study, chance)
    this.subject = SubjectKey.parse(chance.uuid())
    this.says({ kind: 'enrol', code: SubjectCode.parse('NL01-0001') })
    const fill = (form: FormPath, day: string) => {
      const items = placesOf(study, form, chance, 2).flatMap(({ path, def }) => {
        const entry = this.values.entry(def, day)
        return entry ? [{ path, bases: [], entry }] : []
      })
      if (itemByItem) for (const item of items) this.says({ kind: 'value', items: [item] })
      else if (items.length > 0) this.says({ kind: 'value', items })
      this.says({ kind: 'status', form, bases: [], status: 'complete' })
    }
    const scheduled = study.events.filter(({ kind }) => kind === 'scheduled').slice(0, visits)
    for (const [week, { oid, forms }] of scheduled.entries())
      for (const form of forms) {
        if (study.form(form)?.repeating) continue
        fill(formPath({ oid }, { oid: form }), isoDayPlus('2024-01-08', 7 * week))
      }
    for (const { oid, forms } of study.events.filter(({ kind }) => kind === 'log'))
      for (const form of forms)
        for (let each = 0; each < logs; each++) {
          const repeat = study.form(form)?.repeating ? { repeat: chance.uuid() } : {}
          fill(formPath({ oid }, { oid: form, ...repeat }), isoDayPlus('2024-01-10', 11 * each))
        }
  }

  /** Committed at once, by one device. Gives what was said, so that it can be folded onto what was there. */
  says(body: ChangeBody, held?: HeldReason): Logged {
    const logged = this.logged(body, held)
    this.#log.push(logged)
    return logged
  }

  log(): readonly Logged[] {
    return this.#log
  }

  private logged(body: ChangeBody, held: HeldReason | undefined): Logged {
    const n = this.#log.length + 1
    const { id } = this.study.version.study
    const at = new Date(Date.UTC(2026, 0, 5, 8, 0, n)).toISOString()
    const change: Change = {
      v: 1,
      device: DeviceId.parse('0198c0de-0000-7000-8000-0000000000d1'),
      n,
      study: id,
      stream: streamId(id, SiteId.parse('NL01'), 'data'),
      version: this.study.id,
      subject: this.subject,
      author: UserId.parse('0198c0de-0000-7000-8000-0000000000a1'),
      role: 'nurse',
      claimedAt: at,
      zone: 'Europe/Amsterdam',
      boot: '0198c0de-0000-7000-8000-0000000000b1',
      mono: n,
      source: 'direct',
      body,
    }
    const state = held ? { state: 'held' as const, reason: held } : { state: 'applied' as const }
    return { change, receipt: { seq: n, committedAt: at, ...state } }
  }
}
