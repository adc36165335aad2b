import { canonicalJson } from '../canonical-json'
import { type ItemPath, type Step, eventPath, formPath, groupPath, itemPath } from '../casebook/path'
import { type Entry, MissingCode } from '../change/change'
import { type SiteId, type SubjectCode, SubjectKey } from '../ids'
import { FILES } from '../export/odm/oids'
import { PartialDate } from '../partial-date'
import type { LocalText } from '../study/definition'
import type { AuditRecords, ImportedAudit } from './audit-records'
import { attributeOf, childOf, childrenOf, must, refusal } from './odm-definitions'
import { ANY_EVENT } from './events-from-odm'
import { notCarried } from './not-carried'
import { type ImportedItem, placeName } from './form-from-odm'
import { codeOf, counted, siteNamed, uuidOf } from './made-names'
import type { ParticipantSoFar } from './participant-so-far'
import type { ImportedStudy } from './study-from-odm'
import type { XmlElement } from './xml'
import { type Sentence, inWords } from './refusals'

/** What a foreign file says of a participant: each value once, or each change of one where it tells them. */
export interface ImportedSubject {
  readonly study: ImportedStudy
  readonly subject: SubjectKey
  readonly code: SubjectCode
  /** As the file calls them. */
  readonly key: string
  readonly site: SiteId
  readonly values: readonly ImportedValue[]
}

/** One that is being read: values come with each part. */
export interface OpenSubject extends ImportedSubject {
  readonly values: ImportedValue[]
}

export interface ImportedValue {
  readonly path: ItemPath
  readonly entry: Entry
  /** What the file's own audit trail says of it. */
  readonly audit: ImportedAudit | undefined
}

/** What is known of a participant besides what is read now. */
interface Around {
  readonly audits: AuditRecords
  readonly soFar: ParticipantSoFar
  readonly leave: (what: LocalText) => void
}

interface Reading extends Around {
  readonly study: ImportedStudy
  readonly subject: XmlElement
  readonly values: ImportedValue[]
}

/** A participant of a study under one version, before anything is read of them. */
export function participantOf(study: ImportedStudy, element: XmlElement): OpenSubject {
  const key = must(element, 'SubjectKey')
  return {
    study,
    key,
    subject: SubjectKey.parse(uuidOf(canonicalJson([study.names.studyOid, key]))),
    code: codeOf(key),
    site: siteOf(childOf(element, 'SiteRef')),
    values: [],
  }
}

/** Reads a part of a participant. Throws `ImportRefused` at the first thing that the study does not have, or that its item cannot hold. */
export function readPart({ study, values }: OpenSubject, element: XmlElement, around: Around): void {
  const { audits, soFar, leave } = around
  const reading: Reading = { audits, soFar, leave, study, subject: element, values }
  for (const event of childrenOf(element, 'StudyEventData')) readEvent(event, reading)
  // Forms of a study without visits need none around them.
  const [bare] = childrenOf(element, 'FormData')
  if (bare && !study.names.events.has(ANY_EVENT))
    throw refusal(bare, inWords('{0} does not stand in {1} in this edition of ODM', 'FormData', 'SubjectData'))
  if (bare) readEvent(element, reading)
  takeBack(element, '', reading)
}

function say(value: ImportedValue, { values, soFar }: Reading): void {
  values.push(value)
  soFar.note(value)
}

/** Whatever stands at a place that is removed whole is taken back, value by value. */
function takeBack(element: XmlElement, place: string, reading: Reading): void {
  if (attributeOf(element, 'TransactionType') !== 'Remove') return
  const audit = reading.audits.of(element)
  for (const path of reading.soFar.standingAt(place)) say({ path, entry: { state: 'blank' }, audit }, reading)
}

const siteOf = (ref: XmlElement | undefined): SiteId =>
  siteNamed(ref ? must(ref, 'LocationOID').replace(/^L\.(?=[A-Z0-9])/i, '') : 'IMPORTED')

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function repeatOf(key: string | undefined, about: string, { soFar: { repeats } }: Reading): string {
  if (key !== undefined && isUuid.test(key)) return key
  const text = `${about}\n${key ?? ''}`
  const name = repeats.get(text) ?? uuidOf(text, counted(key))
  repeats.set(text, name)
  return name
}

function readEvent(element: XmlElement, reading: Reading): void {
  const { events } = reading.study.names
  const oid = element === reading.subject ? ANY_EVENT : must(element, 'StudyEventOID')
  const event = events.get(oid) ?? events.get(ANY_EVENT)
  if (!event) throw refusal(element, inWords('StudyEventOID {0} is no visit of this study, or one without forms', oid))
  const repeat = attributeOf(element, 'StudyEventRepeatKey')
  const step = { oid: event.oid, ...(event.repeating && { repeat: repeatOf(repeat, oid, reading) }) }
  if (!event.repeating) reading.soFar.refuseSecond(element, event.oid, repeat)
  for (const form of [...childrenOf(element, 'FormData'), ...childrenOf(element, 'ItemGroupData')])
    readForm(form, step, reading)
  if (element !== reading.subject) takeBack(element, eventPath(step), reading)
}

interface Spot {
  readonly form: ReturnType<typeof formPath>
  readonly formOid: string
}

function readForm(element: XmlElement, event: Step, reading: Reading): void {
  const own = element.name === 'FormData'
  const oid = must(element, own ? 'FormOID' : 'ItemGroupOID')
  const form = reading.study.names.forms.get(oid)
  if (!form) throw refusal(element, inWords('{0} is no form of this study', oid))
  const key = attributeOf(element, own ? 'FormRepeatKey' : 'ItemGroupRepeatKey')
  const path = formPath(event, { oid: form.oid, ...(form.repeating && { repeat: repeatOf(key, form.oid, reading) }) })
  if (!form.repeating) reading.soFar.refuseSecond(element, path, key)
  const spot = { form: path, formOid: oid }
  if (own) for (const group of childrenOf(element, 'ItemGroupData')) readGroup(group, '', spot, reading)
  else readGroup(element, '', spot, reading)
  takeBack(element, path, reading)
}

/** A group with those in it; `outer` are the repeat keys it lies under. */
function readGroup(element: XmlElement, outer: string, spot: Spot, reading: Reading): void {
  const oid = must(element, 'ItemGroupOID')
  if (oid === FILES) {
    reading.leave(notCarried('a file that was added to a form is named there, and is not carried'))
    return
  }
  const own = oid === spot.formOid ? '' : (attributeOf(element, 'ItemGroupRepeatKey') ?? '')
  const key = [outer, own].filter((part) => part !== '').join('/')
  const units = new Map<string, string>()
  const items = element.children.filter(({ name, space }) => name.startsWith('ItemData') && space === element.space)
  const once = new Set<string>()
  for (const item of items) {
    const itemOid = must(item, 'ItemOID')
    if (reading.study.names.unitItems.has(placeName(spot.formOid, oid, itemOid))) units.set(itemOid, textIn(item) ?? '')
  }
  for (const item of items) {
    const itemOid = must(item, 'ItemOID')
    if (attributeOf(item, 'TransactionType') === undefined) {
      if (once.has(itemOid)) throw refusal(item, inWords('{0} {1} stands there twice', 'ItemOID', itemOid))
      once.add(itemOid)
    }
    const name = placeName(spot.formOid, oid, itemOid)
    if (reading.study.names.unitItems.has(name)) continue
    const known = reading.study.names.items.get(name)
    if (!known) throw refusal(item, inWords('ItemOID {0} is no item of group {1} in this form', itemOid, oid))
    const repeat = known.repeating ? { repeat: repeatOf(key, `${spot.form}/${known.group}`, reading) } : {}
    if (!known.repeating) reading.soFar.refuseSecond(element, `${spot.form}/${known.group}`, key)
    const path = itemPath(groupPath(spot.form, { oid: known.group, ...repeat }), known.item)
    const unit = known.unitsIn === undefined ? undefined : units.get(known.unitsIn)
    const entry = entryOf(item, known, unit, reading)
    if (entry) say({ path, entry, audit: reading.audits.of(item) }, reading)
  }
  for (const group of childrenOf(element, 'ItemGroupData')) readGroup(group, key, spot, reading)
  const group = reading.study.names.groups.get(placeName(spot.formOid, oid, ''))
  if (!group) return
  const repeat = group.repeating ? { repeat: repeatOf(key, `${spot.form}/${group.oid}`, reading) } : {}
  takeBack(element, groupPath(spot.form, { oid: group.oid, ...repeat }), reading)
}

/** The value as it is written: an attribute, an element, or the element's own text. */
function textIn(item: XmlElement): string | undefined {
  if (item.name !== 'ItemData') return item.text
  const values = childrenOf(item, 'Value')
  if (values.length > 1) throw refusal(values[1] ?? item, inWords('an item with several values is not read'))
  return values[0]?.text ?? attributeOf(item, 'Value')
}

interface OwnFlags {
  readonly missing: { readonly code: MissingCode; readonly reason: string | undefined } | undefined
  readonly typed: string | undefined
  readonly unit: string | undefined
  readonly contested: boolean
}

/** What our own files say in annotations because ODM has no element for it. */
function flagsOf(item: XmlElement): OwnFlags {
  const said = childrenOf(item, 'Annotation').map((annotation) => {
    const comment = childOf(annotation, 'Comment')
    return {
      type: childOf(childOf(annotation, 'Flag'), 'FlagType')?.text,
      value: childOf(childOf(annotation, 'Flag'), 'FlagValue')?.text,
      comment: comment && (childOf(comment, 'TranslatedText') ?? comment).text,
    }
  })
  const of = (type: string) => said.find((one) => one.type === type)
  const code = MissingCode.safeParse(of('MISSING')?.value)
  const typed = of('TYPED')?.comment
  return {
    missing: code.success ? { code: code.data, reason: of('MISSING')?.comment } : undefined,
    typed: typed === undefined ? undefined : jsonText(typed),
    unit: of('UNIT')?.comment,
    contested: of('CONTESTED') !== undefined,
  }
}

function jsonText(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

const LONGEST = 32_767

function entryOf(
  item: XmlElement,
  known: ImportedItem,
  unitBeside: string | undefined,
  reading: Reading,
): Entry | undefined {
  const flags = flagsOf(item)
  const transaction = attributeOf(item, 'TransactionType')
  const value = textIn(item)
  if (flags.contested) {
    reading.leave(notCarried('two values stood against each other there; neither is carried'))
    return undefined
  }
  if (transaction === 'Remove') return { state: 'blank' }
  if (flags.missing) {
    const { code, reason } = flags.missing
    return { state: 'missing', code, ...(reason !== undefined && { reason }) }
  }
  if (attributeOf(item, 'IsNull') === 'Yes')
    return { state: 'missing', code: 'UNK', reason: 'Null in the imported file' }
  if (value === undefined) return undefined
  if (value === '') return { state: 'blank' }
  const text = flags.typed ?? value
  if (text.length > LONGEST)
    throw refusal(item, inWords('the value has {0} characters; {1} are the most', text.length, LONGEST))
  const unit = flags.unit ?? unitBeside ?? unitOf(item, reading)
  const code = known.codes?.get(value)
  if (known.codes && code === undefined)
    throw refusal(item, inWords('{0} is not in the code list of the item', short(value)))
  // A truth of XML may be written as a digit.
  const said = known.codes === undefined && known.type === 'code' ? (truths.get(text) ?? text) : text
  const wrong = code === undefined ? wrongFor(known.type, said === text ? value : said) : undefined
  if (wrong !== undefined) throw refusal(item, inWords(wrong, short(value)))
  return { state: 'value', text: code ?? said, ...(unit !== undefined && unit !== '' && { unit: unit.slice(0, 40) }) }
}

const truths: ReadonlyMap<string, string> = new Map([
  ['1', 'true'],
  ['0', 'false'],
])

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function unitOf(item: XmlElement, { study }: Reading): string | undefined {
  const ref = childOf(item, 'MeasurementUnitRef')
  const oid = ref ? must(ref, 'MeasurementUnitOID') : attributeOf(item, 'MeasurementUnitOID')
  if (oid === undefined) return undefined
  const unit = study.names.units.get(oid)
  if (unit === undefined) throw refusal(item, inWords('{0} {1} is defined nowhere', 'MeasurementUnitOID', oid))
  return unit
}

const number = /^\s*([<>]=?\s*)?[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?\s*$/
const whole = /^\s*[+-]?\d+\s*$/
const time = /^\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/
const instant = /^\d{4}-\d\d-\d\dT\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/

/** What a value is that its item cannot hold; undefined where it can. */
function wrongFor(type: ImportedItem['type'], text: string): Sentence | undefined {
  switch (type) {
    case 'integer':
      return whole.test(text) ? undefined : '{0} is no whole number'
    case 'decimal':
      return number.test(text) ? undefined : '{0} is no number'
    case 'date':
      return PartialDate.parse(text) ? undefined : '{0} is no date'
    case 'time':
      return time.test(text) ? undefined : '{0} is no time'
    case 'datetime':
      return instant.test(text) ? undefined : '{0} is no date and time'
    case 'code':
      return /^(true|false)$/.test(text) ? undefined : '{0} is neither true nor false'
    case 'text':
    case 'multi':
    case 'calculated':
      return undefined
  }
}
