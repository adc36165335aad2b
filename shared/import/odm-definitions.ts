import type { LocalText } from '../study/definition'
import { inWords } from './refusals'
import { ImportRefused } from './refused'
import type { XmlElement } from './xml'

/** What a MetaDataVersion says, whichever edition wrote it: forms with their groups and items, as they refer to each other. */
export interface OdmDefinitions {
  readonly studyOid: string
  readonly oid: string
  readonly studyName: string
  readonly title: LocalText | undefined
  readonly name: string
  readonly events: readonly DefinedEvent[]
  readonly forms: readonly DefinedForm[]
  readonly codeLists: ReadonlyMap<string, XmlElement>
  readonly conditions: ReadonlyMap<string, XmlElement>
  readonly methods: ReadonlyMap<string, XmlElement>
  readonly units: ReadonlyMap<string, string>
}

export interface DefinedEvent {
  readonly element: XmlElement
  readonly forms: readonly string[]
}

export interface DefinedForm {
  readonly element: XmlElement
  readonly groups: readonly DefinedGroup[]
}

export interface DefinedGroup {
  readonly element: XmlElement
  readonly repeating: boolean
  readonly items: readonly { readonly ref: XmlElement; readonly def: XmlElement }[]
}

export const attributeOf = (element: XmlElement, name: string): string | undefined => element.attributes.get(name)

/** Elements of ODM in it; what somebody else calls by the same name is theirs. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name && child.space === element.space)
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name && child.space === element.space)

/** What an element is called where it is called anything. */
export const nameIn = (element: XmlElement): string => attributeOf(element, 'Name')?.trim() || must(element, 'OID')

/** References in the order that their numbers give; as they stand where not all of them have one. */
export function inOrder(refs: readonly XmlElement[]): readonly XmlElement[] {
  const numbered = refs.map((ref) => ({ ref, at: Number(attributeOf(ref, 'OrderNumber')?.trim() || NaN) }))
  if (numbered.some(({ at }) => Number.isNaN(at))) return refs
  return numbered.sort((one, other) => one.at - other.at).map(({ ref }) => ref)
}

/** An attribute that has to be there. */
export function must(element: XmlElement, name: string): string {
  const value = attributeOf(element, name)
  if (value === undefined || value === '') throw refusal(element, inWords('{0} has no {1}', element.name, name))
  return value
}

export const refusal = ({ line, path }: XmlElement, reason: LocalText): ImportRefused =>
  new ImportRefused(line, path, reason)

const isYes = (text: string | undefined): boolean => text !== undefined && text !== 'No'

/** Everything by its OID; one that is there twice is refused. */
function byOid(elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> {
  const all = new Map<string, XmlElement>()
  for (const element of elements) {
    const oid = must(element, 'OID')
    if (all.has(oid)) throw refusal(element, inWords('the OID {0} is there twice', oid))
    all.set(oid, element)
  }
  return all
}

function resolve(all: ReadonlyMap<string, XmlElement>, ref: XmlElement, key: string): XmlElement {
  const oid = must(ref, key)
  const found = all.get(oid)
  if (!found) throw refusal(ref, inWords('{0} {1} is defined nowhere', key, oid))
  return found
}

/** As many groups stand in forms at most, counted as often as they stand there: those that lie in each other soon double. */
const MOST_GROUPS = 20_000

/** The groups that hold each group, one step out. */
function holders(groups: ReadonlyMap<string, XmlElement>): ReadonlyMap<XmlElement, readonly XmlElement[]> {
  const out = new Map<XmlElement, XmlElement[]>()
  for (const outer of groups.values())
    for (const ref of childrenOf(outer, 'ItemGroupRef')) {
      const inner = resolve(groups, ref, 'ItemGroupOID')
      const known = out.get(inner)
      if (known) known.push(outer)
      else out.set(inner, [outer])
    }
  return out
}

/** The definitions of one version. Throws `ImportRefused` where something refers to what is not there. */
export function definitionsOf(study: XmlElement, version: XmlElement): OdmDefinitions {
  const variables = childOf(study, 'GlobalVariables')
  const items = byOid(childrenOf(version, 'ItemDef'))
  const groups = byOid(childrenOf(version, 'ItemGroupDef'))
  const forms = byOid(childrenOf(version, 'FormDef'))
  const own = (group: XmlElement): DefinedGroup => ({
    element: group,
    repeating: isYes(attributeOf(group, 'Repeating')),
    items: inOrder(childrenOf(group, 'ItemRef')).map((ref) => ({ ref, def: resolve(items, ref, 'ItemOID') })),
  })
  let placed = 0
  /**
   * A group with those in it, from the outside in; groups that hold themselves are refused. What lies in rows is a row
   * of its own in each of them.
   */
  const nested = (group: XmlElement, outer: readonly XmlElement[]): readonly DefinedGroup[] => {
    if (++placed > MOST_GROUPS)
      throw refusal(group, inWords('its groups stand in forms more than {0} times', MOST_GROUPS))
    if (outer.includes(group)) throw refusal(group, inWords('group {0} lies in itself', must(group, 'OID')))
    const inner = inOrder(childrenOf(group, 'ItemGroupRef')).flatMap((ref) =>
      nested(resolve(groups, ref, 'ItemGroupOID'), [...outer, group]),
    )
    const here = own(group)
    // The form itself repeats as a form, not as a group in it.
    const repeating = outer.length > 0 && [...outer.slice(1), group].some((one) => isYes(attributeOf(one, 'Repeating')))
    return [...(here.items.length > 0 ? [{ ...here, repeating }] : []), ...inner]
  }
  const old = forms.size > 0
  const isForm = (group: XmlElement) => attributeOf(group, 'Type') === 'Form'
  const events = inProtocolOrder(version)
  const inEvents = new Set(
    events.flatMap((event) => childrenOf(event, 'ItemGroupRef').map((ref) => resolve(groups, ref, 'ItemGroupOID'))),
  )
  const held = holders(groups)
  /** The forms that a group stands in; itself where it is one, or stands in none. */
  const formsOver = (group: XmlElement): readonly XmlElement[] => {
    if (isForm(group)) return [group]
    const seen = new Set([group])
    for (const one of seen) for (const outer of held.get(one) ?? []) seen.add(outer)
    const over = [...groups.values()].filter((one) => seen.has(one) && isForm(one))
    return over.length > 0 ? over : [group]
  }
  const inForms = new Set([...inEvents].flatMap(formsOver))
  const tops = [...groups.values()].filter((group) => isForm(group) || inForms.has(group) || !held.has(group))
  return {
    studyOid: must(study, 'OID'),
    oid: must(version, 'OID'),
    studyName: childOf(variables, 'StudyName')?.text.trim() || attributeOf(study, 'StudyName') || must(study, 'OID'),
    title: localText(childOf(study, 'Description')) ?? plainText(childOf(variables, 'StudyDescription')?.text),
    name: nameIn(version),
    events: events.map((element) => ({
      element,
      forms: [
        ...inOrder(childrenOf(element, 'FormRef')).map((ref) => must(resolve(forms, ref, 'FormOID'), 'OID')),
        ...inOrder(childrenOf(element, 'ItemGroupRef')).flatMap((ref) =>
          formsOver(resolve(groups, ref, 'ItemGroupOID')).map((form) => must(form, 'OID')),
        ),
      ],
    })),
    forms: old
      ? [...forms.values()].map((element) => ({
          element,
          groups: inOrder(childrenOf(element, 'ItemGroupRef')).map((ref) => own(resolve(groups, ref, 'ItemGroupOID'))),
        }))
      : tops.map((element) => ({ element, groups: nested(element, []) })),
    codeLists: byOid(childrenOf(version, 'CodeList')),
    conditions: byOid(childrenOf(version, 'ConditionDef')),
    methods: byOid(childrenOf(version, 'MethodDef')),
    units: new Map(
      childrenOf(study, 'BasicDefinitions')
        .flatMap((basic) => childrenOf(basic, 'MeasurementUnit'))
        .map((unit) => [must(unit, 'OID'), localText(childOf(unit, 'Symbol'))?.en ?? nameIn(unit)]),
    ),
  }
}

/** Visits as the protocol lists them, then those that it does not name. */
function inProtocolOrder(version: XmlElement): readonly XmlElement[] {
  const events = byOid(childrenOf(version, 'StudyEventDef'))
  const listed = inOrder(childrenOf(childOf(version, 'Protocol') ?? version, 'StudyEventRef')).flatMap(
    (ref) => events.get(must(ref, 'StudyEventOID')) ?? [],
  )
  return [...new Set([...listed, ...events.values()])]
}

const LONGEST = 2_000

const plainText = (text: string | undefined): LocalText | undefined => {
  const words = text?.trim().replace(/\s+/g, ' ') ?? ''
  return words === '' ? undefined : { en: words.slice(0, LONGEST) }
}

/** A language without its region; those that the app speaks by their two letters, whichever way they are written. */
const languageOf = (tag: string): string => {
  const language = tag
    .trim()
    .toLowerCase()
    .replace(/[-_].*$/, '')
  return twoLetters.get(language) ?? language
}
const twoLetters: ReadonlyMap<string, string> = new Map([
  ['eng', 'en'],
  ['fra', 'fr'],
  ['fre', 'fr'],
  ['swe', 'sv'],
])

/** The languages that a text is in, of those that we speak; in English, or what stands for it, whatever it is. */
export function localText(element: XmlElement | undefined): LocalText | undefined {
  if (!element) return undefined
  const said = childrenOf(element, 'TranslatedText').flatMap((one) => {
    const text = plainText(one.text)?.en
    return text === undefined ? [] : [{ language: languageOf(attributeOf(one, 'xml:lang') ?? ''), text }]
  })
  const of = (language: string) => said.find((one) => one.language === language)?.text
  const en = of('en') ?? of('') ?? said[0]?.text
  if (en === undefined) return undefined
  const [fr, sv] = [of('fr'), of('sv')]
  return { en, ...(fr !== undefined && { fr }), ...(sv !== undefined && { sv }) }
}

/** Languages of a text that we have no place for. */
export const otherLanguages = (element: XmlElement): readonly string[] =>
  element.name === 'TranslatedText'
    ? [attributeOf(element, 'xml:lang') ?? ''].filter((tag) => !/^(en|fr|sv)?$/.test(languageOf(tag)))
    : element.children.flatMap(otherLanguages)
