import type { Parameter } from '#shared/clinical/dose-gate/parameters'
import type { ThresholdDef } from '#shared/study/gates-definition'

/** How a value of a dose gate or a criterion says where it is from: the trial's record, a label, memory of one, or a default chosen here. */

export const fromRecord = <Value>(value: Value): Parameter<Value> => ({ value, from: 'record' })
export const fromLabel = <Value>(value: Value): Parameter<Value> => ({ value, from: 'label' })
export const recalled = <Value>(value: Value, note: string): Parameter<Value> => ({ value, from: 'recalled', note })
export const assumed = <Value>(value: Value, note: string): Parameter<Value> => ({ value, from: 'assumed', note })

type InUnit = readonly [unit: string, value: `${number}`]

/** A limit of an analyte in each unit that its text names, the one that others are converted to first. */
export const limit = (analyte: string, first: InUnit, ...others: readonly InUnit[]): ThresholdDef => ({
  analyte,
  values: [inUnit(first), ...others.map(inUnit)],
})

const inUnit = ([unit, value]: InUnit) => ({ unit, value })
