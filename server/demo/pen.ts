import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { v7 } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import {
  type FormPath,
  type ItemPath,
  type Scope,
  type Step,
  formOf,
  formPath,
  groupPath,
  itemPath,
  steps,
} from '#shared/casebook/path'
import { type ChangeBody, type Entry, QueryId } from '#shared/change/change'
import { signedText } from '#shared/change/signature'
import { type ChangeRef, type SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import type { Author, Device } from './device'

/** Someone at work: who, on which device, at what moment. */
export interface Moment {
  readonly by: Author
  readonly device: Device
  /** Milliseconds since 1970. */
  readonly at: number
  readonly zone: string
}

export interface Place {
  readonly study: CompiledStudy
  readonly site: SiteId
}

/** Why there is no value, or no form. */
export class NotDone {
  constructor(readonly reason: string) {}
}

/** What is typed into a form: text by item oid, `150 mg/dL` for a value with a unit that is not the first. */
export type Typed = Readonly<Record<string, string | NotDone>>

export interface How {
  /** On a device that has not got what the others wrote. */
  readonly unseen?: boolean
  readonly reason?: string
  /** The row of a repeating group. */
  readonly row?: string | undefined
}

/**
 * Writes one participant of the demonstration as the app would: reads what is typed, sees the heads that stand, and
 * asserts on the device of whoever is at work.
 */
export class Pen {
  readonly subject = SubjectKey.parse(randomUUID())
  private casebook: Casebook = emptyCasebook(this.subject)

  constructor(private readonly place: Place) {}

  enrol(moment: Moment, code: string): void {
    this.assert(moment, { kind: 'enrol', code: SubjectCode.parse(code) })
  }

  /** Fills items of a form, one change an item, and says that it is complete where it is. */
  fill(moment: Moment, event: Step, form: Step, typed: Typed, complete = true): FormPath {
    const path = formPath(event, form)
    const at = this.type(moment, path, typed)
    if (complete) this.assert({ ...moment, at }, { kind: 'status', form: path, bases: [], status: 'complete' })
    return path
  }

  /** Adds rows to a repeating group, one a minute. */
  rows(moment: Moment, form: FormPath, rows: readonly Typed[]): void {
    for (const [i, typed] of rows.entries()) {
      const at = moment.at + i * 60_000
      this.type({ ...moment, at }, form, typed, v7({ msecs: at }))
    }
  }

  skip(moment: Moment, event: Step, form: Step, { reason }: NotDone): void {
    const path = formPath(event, form)
    this.assert(moment, { kind: 'status', form: path, bases: [], status: 'not-done', reason })
  }

  private type(moment: Moment, form: FormPath, typed: Typed, row?: string): number {
    let { at } = moment
    for (const [oid, text] of Object.entries(typed)) {
      this.enter({ ...moment, at }, form, oid, text, { row })
      at += 7_000
    }
    return at
  }

  /** Enters one item. */
  enter(moment: Moment, form: FormPath, oid: string, text: string | NotDone, how: How = {}): void {
    const path = this.pathOf(form, oid, how.row)
    const bases = how.unseen ? [] : this.heads(path)
    const entry = this.read(form, oid, text, moment)
    const reason = how.reason === undefined ? {} : { reason: how.reason }
    this.assert(moment, { kind: 'value', items: [{ path, bases, entry, ...reason }] })
  }

  /** Opens a query about an item; the name it returns answers it. */
  ask(moment: Moment, form: FormPath, oid: string, text: string): QueryId {
    const query = QueryId.parse(v7({ msecs: moment.at }))
    this.assert(moment, { kind: 'query', query, scope: this.pathOf(form, oid), bases: [], move: 'open', text })
    return query
  }

  /** Goes on with a query. */
  reply(moment: Moment, form: FormPath, oid: string, query: QueryId, move: 'answer' | 'close', text: string): void {
    const thread = this.casebook.forms.get(form)?.queries.find(({ id }) => id === query)
    const scope = this.pathOf(form, oid)
    this.assert(moment, { kind: 'query', query, scope, bases: [...(thread?.heads ?? [])], move, text })
  }

  confirm(moment: Moment, form: FormPath, check: string, items: readonly string[], reason: string): void {
    const evidence = items.flatMap((oid) => this.heads(this.pathOf(form, oid)))
    this.assert(moment, { kind: 'confirm', form, check, evidence, reason })
  }

  verify(moment: Moment, form: FormPath): void {
    this.assert(moment, { kind: 'verify', scope: form, heads: this.seen(form) })
  }

  review(moment: Moment, form: FormPath): void {
    this.assert(moment, { kind: 'review', form, heads: this.seen(form) })
  }

  sign(moment: Moment, form: FormPath, key: SigningKey): void {
    const scopes = [{ scope: form, content: contentOf(form, this.items(form)) }]
    const meaning = 'reviewed-adverse-event' as const
    const claimedAt = instant(moment)
    const text = signedText({ subject: this.subject, author: moment.by.user, claimedAt }, { meaning, scopes })
    this.assert(moment, { kind: 'sign', meaning, scopes, key: key.keyId, signature: key.sign(text) })
  }

  private assert(moment: Moment, body: ChangeBody): void {
    const { study, site } = this.place
    const day = new Date(moment.at).toISOString().slice(0, 10)
    const change = moment.device.assert({
      by: moment.by,
      at: instant(moment),
      study: study.version.study.id,
      site,
      version: study.id,
      subject: this.subject,
      body,
      boot: bootOf(`${moment.device.id} ${day}`),
      mono: moment.at - Date.parse(`${day}T00:00:00Z`),
    })
    this.casebook = fold([{ change }], this.casebook)
  }

  private read(form: FormPath, oid: string, text: string | NotDone, moment: Moment): Entry {
    const { study } = this.place
    const { def } = this.placed(form, oid)
    if (text instanceof NotDone) return { state: 'missing', code: 'ND', reason: text.reason }
    const [number = '', unit] = def.type === 'decimal' || def.type === 'integer' ? text.split(' ') : [text]
    const codes = study.codeListOf(def)?.codes.map(({ code }) => code) ?? []
    const context = { today: instant(moment).slice(0, 10), codes }
    const units = 'units' in def ? def.units : undefined
    const in_ = unit ?? units?.[0]?.unit
    const read = readEntry(def, { text: number, ...(in_ === undefined ? {} : { unit: in_ }) }, context)
    if (!read.ok) throw new Error(`the demonstration types ${text} into ${oid}: ${read.reason}`)
    return read.entry
  }

  private placed(form: FormPath, oid: string) {
    const placed = this.place.study.item(steps(form)[1]?.oid ?? '', oid)
    if (!placed) throw new Error(`the demonstration knows an item ${oid} that its study does not`)
    return placed
  }

  private pathOf(form: FormPath, oid: string, row?: string): ItemPath {
    const group = this.placed(form, oid).group.oid
    return itemPath(groupPath(form, row === undefined ? { oid: group } : { oid: group, repeat: row }), oid)
  }

  private items(form: FormPath) {
    return this.casebook.forms.get(form)?.items ?? new Map<ItemPath, never>()
  }

  private heads(path: ItemPath): ChangeRef[] {
    const form = formOf(path)
    return form === undefined
      ? []
      : (this.items(form)
          .get(path)
          ?.heads.map(({ ref }) => ref) ?? [])
  }

  private seen(form: Scope & FormPath): ChangeRef[] {
    return [...headRefs(form, this.items(form))]
  }
}

/** A key pair a person signs with, as the app would keep under their password. */
export interface SigningKey {
  readonly keyId: string
  readonly publicKey: string
  sign(text: string): string
}

export function newSigningKey(): SigningKey {
  const pair = generateKeyPairSync('ed25519')
  return {
    keyId: randomUUID(),
    publicKey: pair.publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (text) => sign(null, Buffer.from(text), pair.privateKey).toString('base64url'),
  }
}

/** The same name for the same day on the same device: one sitting. */
function bootOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A moment as a clock in that zone says it: `2026-03-12T12:46:05.000+01:00`. */
export function instant({ at, zone }: Pick<Moment, 'at' | 'zone'>): string {
  const name = clockOf(zone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  const offset = /[+-]\d\d:\d\d/.exec(name?.value ?? '')?.[0] ?? '+00:00'
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  const shift = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
  return new Date(at + shift).toISOString().replace('Z', offset)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Kept: making one takes longer than everything else about a change. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const kept = clocks.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  clocks.set(zone, kept)
  return kept
}
