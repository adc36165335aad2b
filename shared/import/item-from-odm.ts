import type { ItemDef, Range, UnitDef } from '../study/definition'
import { DecimalText } from '../study/names'
import { SourceDef } from '../study/source-definition'
import { BOOLEAN_LIST, type Coded } from './code-list-from-odm'
import { type OdmDefinitions, attributeOf, childOf, childrenOf, localText, must, refusal } from './odm-definitions'
import { notCarried } from './not-carried'
import { type Leave, labelOf } from './odm-words'
import type { XmlElement } from './xml'
import { inWords } from './refusals'

/** What items are made with. */
export interface ItemMaking {
  readonly definitions: OdmDefinitions
  readonly lists: ReadonlyMap<string, Coded>
  readonly leave: Leave
}

/** What an item asks, with its list, units and bounds. Throws where it refers to what is not there. */
export function itemOf(
  ref: XmlElement,
  def: XmlElement,
  unitDef: XmlElement | undefined,
  oid: string,
  making: ItemMaking,
): ItemDef {
  const { definitions, lists, leave } = making
  const condition = attributeOf(ref, 'CollectionExceptionConditionOID')
  const method = attributeOf(ref, 'MethodOID')
  for (const [found, all, what] of [
    [condition, definitions.conditions, 'the condition on which it is not asked ({0}) is not carried'],
    [method, definitions.methods, 'its calculation ({0}) is not carried'],
  ] as const) {
    if (found === undefined) continue
    if (!all.has(found)) throw refusal(ref, inWords('{0} is defined nowhere', found))
    leave(ref, notCarried(what, found))
  }
  const help = localText(childOf(def, 'CRFCompletionInstructions'))
  const source = SourceDef.safeParse(
    attributeOf(def, 'Origin') ?? localText(childOf(childOf(ref, 'Origin'), 'Description'))?.en,
  )
  const missing = childrenOf(def, 'Alias').some((alias) => attributeOf(alias, 'Context') === 'Tracer:missing')
  const common = {
    oid,
    label: labelOf(def),
    ...(help && { help }),
    ...(attributeOf(ref, 'Mandatory') === 'Yes' &&
      condition === undefined &&
      method === undefined && { required: true }),
    ...(missing && { missing: true }),
    ...(source.success && source.data !== 'direct' && { source: source.data }),
  }
  const type = must(def, 'DataType')
  const listOid = attributeOf(childOf(def, 'CodeListRef') ?? def, 'CodeListOID')
  if (listOid !== undefined && !definitions.codeLists.has(listOid))
    throw refusal(def, inWords('{0} {1} is defined nowhere', 'CodeListOID', listOid))
  const list = listOid === undefined ? undefined : lists.get(listOid)
  if (list) {
    for (const check of childrenOf(def, 'RangeCheck'))
      leave(check, notCarried('the check of a coded item is not carried'))
    return { ...common, type: 'code', codeList: list.def.oid }
  }
  switch (type) {
    case 'integer':
    case 'float':
    case 'double':
    case 'decimal': {
      const units = unitsOf(def, unitDef, definitions, leave)
      const number = { ...(units.length > 0 && { units }), ...rangesOf(def, type === 'integer', leave) }
      return type === 'integer' ? { ...common, ...number, type } : { ...common, ...number, type: 'decimal' }
    }
    default:
      for (const check of childrenOf(def, 'RangeCheck')) leave(check, notCarried('the check is not carried'))
      return plainItem(common, type, def, leave)
  }
}

type Common = Pick<ItemDef, 'oid' | 'label' | 'help' | 'required' | 'missing' | 'source'>

function plainItem(common: Common, type: string, def: XmlElement, leave: Leave): ItemDef {
  switch (type) {
    case 'date':
      return { ...common, type: 'date', future: true }
    case 'partialDate':
      return { ...common, type: 'date', partial: true, future: true }
    case 'time':
    case 'partialTime':
      return { ...common, type: 'time' }
    case 'datetime':
      return { ...common, type: 'datetime', future: true }
    case 'boolean':
      return { ...common, type: 'code', codeList: BOOLEAN_LIST }
    case 'text':
    case 'string': {
      const length = Number(attributeOf(def, 'Length') ?? '')
      const fits = Number.isInteger(length) && length > 0 && length <= 32_767
      return { ...common, type: 'text', ...(fits && { maxLength: length }) }
    }
    case 'URI':
    case 'hexBinary':
    case 'base64Binary':
    case 'hexFloat':
    case 'base64Float':
    case 'partialDatetime':
    case 'durationDatetime':
    case 'intervalDatetime':
    case 'incompleteDatetime':
    case 'incompleteDate':
    case 'incompleteTime':
      leave(def, notCarried('{0} is entered as text', type))
      return { ...common, type: 'text' }
    default:
      throw refusal(def, inWords('{0} is no type of ODM', type))
  }
}

/** The units of an item. How one converts to another ODM does not say, so only the first is one to calculate with. */
function unitsOf(
  def: XmlElement,
  unitDef: XmlElement | undefined,
  { units, codeLists }: OdmDefinitions,
  leave: Leave,
): UnitDef[] {
  const referred = childrenOf(def, 'MeasurementUnitRef').map((ref) => {
    const oid = must(ref, 'MeasurementUnitOID')
    const unit = units.get(oid)
    if (unit === undefined) throw refusal(ref, inWords('{0} {1} is defined nowhere', 'MeasurementUnitOID', oid))
    return unit
  })
  const list = codeLists.get(attributeOf(childOf(unitDef, 'CodeListRef') ?? def, 'CodeListOID') ?? '')
  const coded = list ? [...childrenOf(list, 'CodeListItem')].map((item) => must(item, 'CodedValue')) : []
  const [first, ...others] = [...referred, ...(unitDef ? coded : [])].map((unit) => unit.trim().slice(0, 40))
  for (const other of others)
    leave(def, notCarried('how {0} converts to {1} is not said; {0} is kept as typed', other, first ?? ''))
  return first ? [{ unit: first, factor: '1' }] : []
}

function rangesOf(def: XmlElement, whole: boolean, leave: Leave): { soft?: Range; hard?: Range } {
  const ranges: { soft: { low?: string; high?: string }; hard: { low?: string; high?: string } } = {
    soft: {},
    hard: {},
  }
  for (const check of childrenOf(def, 'RangeCheck')) {
    const [value, ...more] = childrenOf(check, 'CheckValue').map(({ text }) => text.trim())
    const comparator = attributeOf(check, 'Comparator')
    const range = ranges[attributeOf(check, 'SoftHard') === 'Hard' ? 'hard' : 'soft']
    if (value === undefined || more.length > 0 || !DecimalText.safeParse(value).success) {
      leave(check, notCarried('the check is not carried'))
      continue
    }
    // Beyond a whole number lies the next one; beyond any other there is none that is next.
    const step = comparator === 'GT' ? 1 : comparator === 'LT' ? -1 : 0
    const bound = step === 0 ? value : whole && /^-?\d{1,9}$/.test(value) ? String(Number(value) + step) : undefined
    const side =
      comparator === 'GE' || comparator === 'GT'
        ? 'low'
        : comparator === 'LE' || comparator === 'LT'
          ? 'high'
          : undefined
    if (bound === undefined) leave(check, notCarried('the check is not carried: the bound itself is not allowed'))
    // An item has one bound on each side.
    else if (side && range[side] !== undefined) leave(check, notCarried('the check is not carried'))
    else if (side) range[side] = bound
    else if (comparator === undefined) leave(check, notCarried('the check without comparator is not carried'))
    else leave(check, notCarried('the check {0} is not carried', comparator))
  }
  return {
    ...(Object.keys(ranges.soft).length > 0 && { soft: ranges.soft }),
    ...(Object.keys(ranges.hard).length > 0 && { hard: ranges.hard }),
  }
}
