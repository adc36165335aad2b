import type { QueryStatus } from '../../casebook/casebook'
import type { ItemPath } from '../../casebook/path'
import { plannedSourceAt, valueSource } from '../../casebook/value-source'
import type { Change, Entry, Logged } from '../../change/change'
import type { CompiledStudy } from '../../study/compile'
import type { ItemDef } from '../../study/definition'
import type { Flag, FlagType } from './flags'
import { unitsOfItem } from './metadata'
import type { OdmStep } from './oids'
import { visible } from './xml'

export type Transaction = 'Insert' | 'Update' | 'Remove' | 'Context'

/** Clinical data in the words of ODM, whichever edition writes it: a subject, event, form, group or item. */
export interface OdmNode extends Partial<OdmSaid> {
  readonly step: OdmStep
  readonly transaction?: Transaction | undefined
  readonly children?: readonly OdmNode[]
}

/** What may be said of a node besides what lies in it. */
export interface OdmSaid {
  /** Of an item: its value, or null where there is none. */
  readonly value: string | null
  readonly unit: string | undefined
  readonly audit: OdmAudit
  readonly signature: OdmSignature
  readonly annotations: readonly OdmAnnotation[]
  readonly queries: readonly OdmQuery[]
}

export interface OdmAudit {
  readonly logged: Logged
  readonly reason: string | undefined
}

export interface OdmSignature {
  readonly logged: Logged
  readonly meaning: string
}

export interface OdmAnnotation {
  readonly comment?: string
  /** Who said it: the sponsor's people or the site's. */
  readonly by?: 'Sponsor' | 'Site'
  readonly flags: readonly Flag[]
}

export interface OdmQuery {
  readonly id: string
  readonly status: QueryStatus
  /** Opened by itself. */
  readonly system: boolean
  /** When nobody has said anything yet: the instant of what opened it. */
  readonly since: string
  readonly thread: readonly { readonly text: string; readonly move: string; readonly logged: Logged }[]
}

/** Something said, with the steps that lead to it. */
export interface OdmLeaf {
  readonly path: readonly OdmStep[]
  readonly node: Omit<OdmNode, 'step' | 'children'>
}

/** What a participant has under one version. */
export interface OdmPart {
  readonly study: CompiledStudy
  readonly nodes: readonly OdmNode[]
  /** Said of the participant as a whole. */
  readonly own: OdmLeaf['node']
}

export const flagged = (type: FlagType, value: string, comment?: string): OdmAnnotation => ({
  ...(comment !== undefined && comment !== '' && { comment }),
  flags: [{ type, value }],
})

/** What an item says of an entry: the value in the notation of ODM, its unit, and what ODM cannot hold beside it. */
export function saidOf(
  def: ItemDef | undefined,
  entry: Entry,
): {
  readonly value: string | null
  readonly unit: string | undefined
  readonly annotations: readonly OdmAnnotation[]
} {
  switch (entry.state) {
    case 'blank':
      return { value: null, unit: undefined, annotations: [] }
    case 'missing':
      return { value: null, unit: undefined, annotations: [flagged('MISSING', entry.code, entry.reason)] }
    case 'value': {
      const number = def?.type === 'decimal' || def?.type === 'integer'
      const value = number ? pointed(entry.text) : entry.text
      const known = entry.unit !== undefined && def !== undefined && unitsOfItem(def).includes(entry.unit)
      const otherwise = visible(value) !== entry.text
      return {
        value,
        unit: known ? entry.unit : undefined,
        annotations: [
          ...(otherwise ? [flagged('TYPED', 'Y', jsonText(entry.text))] : []),
          ...(entry.unit !== undefined && !known ? [flagged('UNIT', 'Y', entry.unit)] : []),
        ],
      }
    }
  }
}

/** What is said of a value that came otherwise than its item says, which is in the definitions of the file. */
export function otherSource(study: CompiledStudy, change: Change, path: ItemPath): readonly OdmAnnotation[] {
  const planned = plannedSourceAt(study, path)
  const source = valueSource(study, change, path)
  return planned === undefined || source === planned ? [] : [flagged('SOURCE', source)]
}

/** A number with its decimal comma as ODM writes numbers. */
const pointed = (text: string): string => text.replace(/^([<>]=?)?([+-]?\d+),(\d+)$/, '$1$2.$3')

/** A text that XML holds whatever is in it. */
const jsonText = (text: string): string =>
  JSON.stringify(text).replace(/[\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)

/** Leaves with the steps that lead to them, as a tree: what follows each other under the same steps is put together. */
export function treeOf(leaves: readonly OdmLeaf[], context: Transaction | undefined, depth = 0): readonly OdmNode[] {
  const nodes: OdmNode[] = []
  for (let at = 0; at < leaves.length;) {
    const first = leaves[at]
    const step = first?.path[depth]
    if (!first || !step) break
    const own = first.path.length === depth + 1
    let end = at + 1
    // What is said of a step itself takes in what follows within it.
    while (end < leaves.length && goesOn(leaves[end]?.path, step, depth)) end++
    const inner = treeOf(leaves.slice(own ? at + 1 : at, end), context, depth + 1)
    const said = own ? first.node : NOTHING
    // What is spread comes last: names put behind it cost as much as everything else that is done with a node.
    nodes.push(
      inner.length > 0
        ? { step, transaction: context, children: inner, ...said }
        : { step, transaction: context, ...said },
    )
    at = end
  }
  return nodes
}

const NOTHING: OdmLeaf['node'] = {}

const goesOn = (path: readonly OdmStep[] | undefined, { oid, repeat }: OdmStep, depth: number): boolean => {
  const step = path?.[depth]
  return path !== undefined && path.length > depth + 1 && step?.oid === oid && step.repeat === repeat
}
