import { attributeOf, childOf, must, refusal } from './odm-definitions'
import { inWords } from './refusals'
import type { XmlElement } from './xml'

/** Who entered a value of a foreign file, when and why, as the file says it. */
export interface ImportedAudit {
  readonly by: string
  readonly at: string
  readonly reason: string | undefined
}

/** The audit records of a file: those that stand with their value, and those that it only names and that come later. */
export class AuditRecords {
  readonly #named = new Map<string, { by: string; at: string; reason: string | undefined }>()
  /** Named by a value and not read yet. */
  readonly #open = new Map<string, XmlElement>()

  constructor(
    /** Names of people by OID. */
    private readonly people: ReadonlyMap<string, string>,
  ) {}

  /** The record of a value, or of a part that was removed; one that is only named is filled in once it is read. */
  of(element: XmlElement): ImportedAudit | undefined {
    const own = childOf(element, 'AuditRecord')
    if (own) return this.saidIn(own)
    const id = attributeOf(element, 'AuditRecordID')
    if (id === undefined) return undefined
    const known = this.#named.get(id)
    if (known) return known
    const later = { by: '', at: '', reason: undefined }
    this.#named.set(id, later)
    this.#open.set(id, element)
    return later
  }

  /** One that stands by itself, for the values that name it. */
  take(record: XmlElement): void {
    const id = must(record, 'ID')
    const said = this.saidIn(record)
    const known = this.#named.get(id)
    if (known && !this.#open.delete(id)) throw refusal(record, inWords('the OID {0} is there twice', id))
    if (known) Object.assign(known, said)
    else this.#named.set(id, { ...said })
  }

  /** Throws `ImportRefused` where a value names a record that the file does not have. */
  refuseOpen(): void {
    for (const [id, element] of this.#open)
      throw refusal(element, inWords('{0} {1} is defined nowhere', 'AuditRecordID', id))
  }

  private saidIn(record: XmlElement): ImportedAudit {
    const user = childOf(record, 'UserRef')
    const oid = user ? must(user, 'UserOID') : ''
    return {
      by: this.people.get(oid) ?? oid,
      at: childOf(record, 'DateTimeStamp')?.text.trim() ?? '',
      reason: childOf(record, 'ReasonForChange')?.text,
    }
  }
}
