import type { FormStatus, QueryStatus } from '../../casebook/casebook'
import { ChangeBody, ChangeSource, HeldReason, MissingCode, QueryMove } from '../../change/change'
import type { OdmCodeList } from './metadata'

/**
 * What ODM has no element for is said in annotations, by flags from code lists that each version of the file has. A
 * comment beside a flag says the rest in words.
 */
const statuses = ['in-progress', 'complete', 'not-done'] as const satisfies readonly FormStatus[]
const queryStatuses = [
  'candidate',
  'open',
  'answered',
  'reopened',
  'closed',
  'cancelled',
] as const satisfies readonly QueryStatus[]
const yes = ['Y'] as const

const flagValues = {
  /** Why there is no value. */
  MISSING: MissingCode.options,
  /** Two values stand against each other: neither is the item's value, the comment has both. */
  CONTESTED: yes,
  /** The value stands otherwise than it was typed; the comment has what was typed, as a JSON string. */
  TYPED: yes,
  /** The unit is none of the study's; the comment has it. */
  UNIT: yes,
  /** The value came otherwise than the `Origin` of its item says. */
  SOURCE: [...ChangeSource.exclude(['direct']).options],
  /** The item is none of this version's; the comment has its path and value. */
  UNPLACED: yes,
  FORM_STATUS: statuses,
  VERIFIED: yes,
  QUERY_STATUS: queryStatuses,
  QUERY_MOVE: QueryMove.options,
  SIGNATURE: ['intact', 'broken'],
  /** What was asserted; the comment has the whole assertion as JSON. */
  CHANGE: ChangeBody.options.map(({ shape }) => shape.kind.value),
  /** Kept without counting. */
  HELD: ['held', ...HeldReason.options],
  /** The server does not have it yet. */
  UNSENT: yes,
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FlagType = keyof typeof flagValues

export interface Flag {
  readonly type: FlagType
  readonly value: string
}

const FLAG_TYPES = 'FLAG'

export const flagListOf = (type: FlagType): string => `TRACER.${type}`
export const FLAG_TYPE_LIST = `TRACER.${FLAG_TYPES}`

const listOf = (oid: string, values: readonly string[]): OdmCodeList => ({
  oid,
  name: oid,
  codes: values.map((code) => ({ code, text: { en: code } })),
})

export const flagLists: readonly OdmCodeList[] = [
  listOf(FLAG_TYPE_LIST, Object.keys(flagValues)),
  ...Object.entries(flagValues).map(([type, values]) => listOf(`TRACER.${type}`, values)),
]
