import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Casebook } from '../casebook/casebook'
import { standings } from '../casebook/derive'
import { emptyCasebook, fold } from '../casebook/fold'
import { FormPath, ItemPath, Scope, itemOf, steps } from '../casebook/path'
import { type Change, type ChangeBody, type Entry, type Logged, refOf } from '../change/change'
import {
  type ChangeRef,
  DeviceId,
  SiteId,
  SubjectCode,
  SubjectKey,
  UserId,
  changeRef,
  streamId,
  streamParts,
} from '../ids'
import { PartialDate } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { ItemDef } from '../study/definition'
import { type ExportSubject, logOf } from './source'
import type { StreamedSource } from './streamed'

/** What was done to a source so that nobody is named in it, for whoever receives its files. */
export const deidentificationNotes: readonly string[] = [
  'De-identified: participants, sites, devices and authors have other codes, made with a secret that is in no file.',
  'All days of a participant are moved by the same number of days, up to a year, which the secret decides: spans stay.',
  'Free text is withheld (MASK), whatever it says: terms and codes of dictionaries and code lists are kept.',
  'Who is older than 89 has no birth date, and so no age.',
  'Queries, signatures, reasons and names are left out, and changes that do not count.',
  'Files that were added to forms are left out: a picture can show who somebody is.',
]

/** The site that everybody is at. */
const NO_SITE = SiteId.parse('SITE')
const OLDEST = 89

/**
 * A source in which nobody is named: the same participants under other codes and on other days, without free text. The
 * same secret gives the same codes and days; nobody comes back from them without it. A secret of at least 16 bytes.
 */
export function deidentified(source: StreamedSource, secret: Uint8Array): StreamedSource {
  if (secret.length < 16) throw new RangeError('a secret has at least 16 bytes')
  const key = new Rekeying(source, secret)
  return {
    ...source,
    sites: [{ id: NO_SITE, name: 'Withheld' }],
    people: new Map(),
    authors: source.authors.map((author) => key.user(author)).sort(),
    exporter: { name: 'Withheld', role: source.exporter.role },
    async *subjects() {
      for await (const subject of source.subjects()) yield key.subject(subject)
    },
  }
}

/** Where a participant stands among others when nothing may show who came first. */
export const shuffledBy = (secret: Uint8Array, subject: SubjectKey): string => keyed(secret, `order ${subject}`)

const keyed = (secret: Uint8Array, text: string): string => bytesToHex(hmac(sha256, secret, utf8ToBytes(text)))

const uuidFrom = (hex: string): string => {
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const DAY = 86_400_000
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

class Rekeying {
  constructor(
    private readonly source: StreamedSource,
    private readonly secret: Uint8Array,
  ) {}

  user(id: UserId): UserId {
    return UserId.parse(uuidFrom(keyed(this.secret, `user ${id}`)))
  }

  subject({ casebook, only }: ExportSubject): ExportSubject {
    const shift = (parseInt(keyed(this.secret, `days ${casebook.subject}`).slice(0, 8), 16) % 365) + 1
    return {
      site: NO_SITE,
      siteName: 'Withheld',
      ...(only && { only }),
      casebook: new Moved(this.source.study, casebook, this.secret, -shift).casebook(),
    }
  }
}

/** One participant, some days earlier, under another code. */
class Moved {
  private readonly key: SubjectKey
  private readonly tooOld: boolean

  constructor(
    private readonly study: CompiledStudy,
    private readonly before: Casebook,
    private readonly secret: Uint8Array,
    private readonly days: number,
  ) {
    this.key = SubjectKey.parse(uuidFrom(keyed(secret, `subject ${before.subject}`)))
    this.tooOld = this.isTooOld()
  }

  casebook(): Casebook {
    const log = logOf(this.before)
    const standing = standings(new Map(log.map((logged) => [refOf(logged.change), logged])))
    const moved = log.flatMap((logged) =>
      standing.get(refOf(logged.change)) === 'counts' ? (this.logged(logged) ?? []) : [],
    )
    return fold(moved, emptyCasebook(this.key))
  }

  private logged({ change, receipt }: Logged): Logged | undefined {
    const body = this.body(change)
    if (!body) return undefined
    const moved: Change = {
      ...change,
      subject: this.key,
      stream: streamId(change.study, NO_SITE, streamParts(change.stream).cls),
      device: this.device(change.device),
      author: UserId.parse(uuidFrom(keyed(this.secret, `user ${change.author}`))),
      claimedAt: this.instant(change.claimedAt),
      zone: 'UTC',
      boot: uuidFrom(keyed(this.secret, `boot ${change.boot}`)),
      body,
    }
    return {
      change: moved,
      ...(receipt && {
        receipt: { seq: receipt.seq, committedAt: this.instant(receipt.committedAt), state: 'applied' as const },
      }),
    }
  }

  /** What says something of the participant, without the words of whoever said it. */
  private body(change: Change): ChangeBody | undefined {
    const { body } = change
    switch (body.kind) {
      case 'enrol':
        return {
          kind: 'enrol',
          code: SubjectCode.parse(`P-${keyed(this.secret, `code ${change.subject}`).slice(0, 10).toUpperCase()}`),
        }
      case 'amend':
        return {
          kind: 'amend',
          from: body.from,
          to: body.to,
          ...(body.consent && {
            consent: { form: this.form(body.consent.form), heads: body.consent.heads.map((ref) => this.ref(ref)) },
          }),
          forms: body.forms.map((form) => this.form(form)),
        }
      case 'value':
        return {
          kind: 'value',
          items: body.items.map(({ path, bases, entry }) => ({
            path: this.item(path),
            bases: bases.map((ref) => this.ref(ref)),
            entry: this.entry(path, entry),
          })),
        }
      case 'resolve':
        return {
          ...body,
          path: this.item(body.path),
          bases: body.bases.map((ref) => this.ref(ref)),
          entry: this.entry(body.path, body.entry),
          reason: 'Withheld',
        }
      case 'status':
        return {
          kind: 'status',
          form: this.form(body.form),
          bases: body.bases.map((ref) => this.ref(ref)),
          status: body.status,
        }
      case 'withdraw':
        return { ...body, scope: Scope.parse(this.path(body.scope)), reason: 'Withheld' }
      case 'randomise':
        return {
          ...body,
          request: this.ref(body.request),
          number: 'MASK',
          signatures: [],
          evidence: [],
        }
      case 'confirm':
      case 'query':
      case 'verify':
      case 'unverify':
      case 'lock':
      case 'review':
      case 'sign':
      case 'dose-release':
      case 'eligibility':
      case 'attach':
      case 'detach':
      case 'release':
      case 'redaction-request':
      case 'redaction-decision':
      case 'request':
      case 'refuse':
      case 'unblind':
      case 'transfer':
      case 'carried':
      case 'export':
      case 'void':
        return undefined
    }
  }

  private entry(path: ItemPath, entry: Entry): Entry {
    if (entry.state === 'blank') return entry
    if (entry.state === 'missing') return { state: 'missing', code: entry.code }
    const def = this.study.item(steps(path)[1]?.oid ?? '', itemOf(path))?.def
    if (!def || (this.tooOld && def.oid === BIRTH)) return MASKED
    return this.value(def, entry)
  }

  private value(def: ItemDef, entry: Extract<Entry, { state: 'value' }>): Entry {
    const { text } = entry
    switch (def.type) {
      case 'code':
      case 'multi':
      case 'integer':
      case 'decimal':
      case 'calculated':
      case 'time':
        return entry
      case 'date': {
        const moved = this.day(text)
        return moved === undefined ? MASKED : { state: 'value', text: moved }
      }
      case 'datetime': {
        const moved = this.day(text.slice(0, 10))
        return moved === undefined ? MASKED : { state: 'value', text: moved + text.slice(10) }
      }
      case 'text':
        if (def.link !== undefined) return { state: 'value', text: this.path(text) }
        // Terms and their codes are chosen from a dictionary, not made up.
        return def.dictionary !== undefined || def.codeOf !== undefined ? entry : MASKED
    }
  }

  /** A date in part moves as its first day does, and is known as far as before. */
  private day(text: string): string | undefined {
    const date = PartialDate.parse(text)
    if (!date) return undefined
    return new Date((date.first + this.days) * DAY).toISOString().slice(0, text.length)
  }

  private instant(text: string): string {
    return new Date(Date.parse(text) + this.days * DAY).toISOString()
  }

  private ref(ref: ChangeRef): ChangeRef {
    const at = ref.lastIndexOf(':')
    return changeRef(this.device(DeviceId.parse(ref.slice(0, at))), Number(ref.slice(at + 1)))
  }

  private device(id: DeviceId): DeviceId {
    return DeviceId.parse(uuidFrom(keyed(this.secret, `device ${id}`)))
  }

  /** The name of a row begins with the time at which it was made: it moves with the days, so that order stays. */
  private path(path: string): string {
    return path.replace(uuid, (id) => {
      const hex = keyed(this.secret, `row ${id}`)
      const made = parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + this.days * DAY
      const time = Math.max(0, made).toString(16).padStart(12, '0')
      const variant = ((parseInt(hex.slice(0, 1), 16) & 3) | 8).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
    })
  }

  private form(path: FormPath): FormPath {
    return FormPath.parse(this.path(path))
  }

  private item(path: ItemPath): ItemPath {
    return ItemPath.parse(this.path(path))
  }

  /** Whether somebody was older than 89 at anything that was entered: the age itself then names them. */
  private isTooOld(): boolean {
    const values = [...this.before.forms.values()].flatMap(({ items }) => [...items.values()])
    const born = values.flatMap(({ path, value }) =>
      itemOf(path) === BIRTH && value?.state === 'value' ? [Number(value.text.slice(0, 4))] : [],
    )
    const [year] = born
    const last = Math.max(...logOf(this.before).map(({ change }) => Number(change.claimedAt.slice(0, 4))))
    return year !== undefined && last - year > OLDEST
  }
}

/** CDASH: the date of birth. */
const BIRTH = 'BRTHDAT'
const MASKED: Entry = { state: 'missing', code: 'MASK' }
